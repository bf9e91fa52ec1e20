import type { OutcomeReference, ReadBack } from "@/lib/contracts/live/outcomes";
import { HttpToolSpec } from "@/lib/contracts/tools";
import { withTenant } from "@/lib/db/transaction";
import { authHeaders } from "@/lib/domain/tools/http-tool/bind-request";
import { readBackAnswer, readBackRequest } from "@/lib/domain/tools/http-tool/read-back";
import { originOf } from "@/lib/domain/tools/http-tool/tool-address";
import { openForTenant } from "../secrets/tenant-envelope";
import { secretPurpose } from "../tools/tool-row";
import type { SendDeps } from "../tools/tool-run";

type Reference = Extract<OutcomeReference, { kind: "http" }>;

const READ_MS = 2000;

/** What the business's own system says stands there, asked as the tool's version says, signed in as the tool does. */
export async function readHttp(
  organizationId: string,
  { toolId, version, values }: Reference,
  timeZone: string,
  send: SendDeps["send"],
): Promise<ReadBack> {
  const found = await withTenant(organizationId, async (tx) => {
    const key = { organizationId, toolId, number: version };
    const row = await tx.tool.findUnique({ where: { organizationId_id: { organizationId, id: toolId } } });
    const stored = await tx.toolVersion.findUnique({ where: { organizationId_toolId_number: key } });
    const spec = HttpToolSpec.safeParse(stored?.spec).data;
    if (!row || !spec?.readBack) return null;
    const origin = originOf(spec.address) ?? "";
    if (originOf(spec.readBack.address) !== origin) return null;
    if (spec.auth.kind === "none") return { spec, headers: {} };
    // It opens for the system that it was given for alone.
    const opened = row.sealedSecret
      ? await openForTenant(tx, organizationId, secretPurpose(toolId, origin), row.sealedSecret).catch(() => null)
      : null;
    return opened === null ? null : { spec, headers: authHeaders(spec.auth, opened) };
  });
  if (!found) return { found: "unknown", problem: "the tool can't be used any more" };
  const request = readBackRequest(found.spec, values);
  if (!request) return { found: "unknown", problem: "a value cannot be part of the address" };
  const sent = await send(request, found.headers, { timeoutMs: READ_MS, changes: false });
  return readBackAnswer(found.spec, values, sent, timeZone);
}
