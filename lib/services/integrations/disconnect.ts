import type { DisconnectResult } from "@/lib/contracts/integrations";
import { withTenant } from "@/lib/db/transaction";
import type { Integration } from "@/lib/domain/integrations/integration";
import { revokeRequest } from "@/lib/domain/integrations/oauth";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { requirePermission } from "../require-permission";
import { theIntegration } from "./connect";
import { clientIn, type IntegrationDeps, originIn } from "./installation";
import { openTokens } from "./tokens";

const TIMEOUT_MS = 8000;

/** With a 200, as Slack does. */
function saysNo({ refusalIn }: Integration, body: string): boolean {
  try {
    return Boolean(refusalIn?.(JSON.parse(body)));
  } catch {
    return false;
  }
}

/**
 * Disconnects: the tokens are gone at once, calls in progress can use its tools no more, and the vendor is asked to take the consent back. What
 * became of that is said in the answer. Settings, tools and runs stay for when it is connected again. Needs `tools.write`; throws NOT_FOUND. Audited.
 */
export async function disconnectIntegration(
  context: ServiceContext,
  vendor: string,
  deps: IntegrationDeps,
): Promise<DisconnectResult> {
  requirePermission(context, "tools.write");
  const integration = theIntegration(vendor);
  const { organizationId } = context;
  const key = { organizationId_vendor: { organizationId, vendor } };
  const tokens = await withTenant(organizationId, async (tx) => {
    await tx.$queryRaw`select vendor from integrations
      where organization_id = ${organizationId}::uuid and vendor = ${vendor} for update`;
    const row = await tx.integration.findUnique({ where: key });
    if (!row || row.sealedTokens === null) return null;
    const opened = await openTokens(tx, organizationId, vendor, row.sealedTokens).catch(() => ({
      access: "",
      refresh: null,
    }));
    const data = {
      state: "disconnected",
      sealedTokens: null,
      expiresAt: null,
      granted: [],
      account: {},
      problem: null,
    };
    await tx.integration.update({ where: key, data: { ...data, apiUrl: null, refreshingUntil: null } });
    await recordAudit(
      tx,
      context,
      { action: "integration.disconnected", targetType: "integration", targetId: vendor, details: {} },
      deps.now(),
    );
    return opened;
  });
  const { auth, title } = integration;
  if (!tokens) return { revoked: false, note: `${title} was not connected.` };
  if (auth.kind === "key")
    return {
      revoked: false,
      note: `The key is gone from here. Take it back at ${title} too, if nothing else uses it.`,
    };
  const client = clientIn(deps, integration);
  const there = `Take it back at ${title} yourself, among its connected apps.`;
  if (!auth.revoke)
    return { revoked: false, note: `The sign-in is gone from here. ${title} cannot be told so. ${there}` };
  if (tokens.access === "" || !client) return { revoked: false, note: `The sign-in is gone from here. ${there}` };
  const request = auth.revoke(tokens, client);
  const sent = await deps.send(
    revokeRequest(request, originIn(deps, integration, request.origin)),
    {},
    { timeoutMs: TIMEOUT_MS, changes: true },
  );
  const isRevoked =
    sent.kind === "answer" && sent.status >= 200 && sent.status < 300 && !saysNo(integration, sent.text);
  if (isRevoked) return { revoked: true, note: `${title} was told, and took the consent back.` };
  const why = sent.kind === "answer" ? `it answered ${sent.status}` : sent.problem;
  return { revoked: false, note: `The sign-in is gone from here, but ${title} could not be told: ${why}. ${there}` };
}
