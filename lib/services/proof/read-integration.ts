import type { OutcomeReference, ReadBack } from "@/lib/contracts/live/outcomes";
import { findAction } from "@/lib/domain/integrations/catalogue";
import { kindOfValue } from "@/lib/domain/proof/same-value";
import type { IntegrationDeps } from "../integrations/installation";
import { withIntegrationToken } from "../integrations/tokens";
import { callVendor } from "../integrations/use-integration-tool";

type Reference = Extract<OutcomeReference, { kind: "integration" }>;

const READ_MS = 2000;

/** What a vendor's record holds now, asked in the organization's name, as the catalogue says. */
export async function readIntegration(
  organizationId: string,
  { vendor, action: name, id, fields: wanted }: Reference,
  timeZone: string,
  deps: IntegrationDeps,
): Promise<ReadBack> {
  const action = findAction(vendor, name);
  if (!action?.readBack) return { found: "unknown", problem: "it has no way to be read back" };
  const context = { organizationId };
  const known = vendor as Parameters<typeof callVendor>[1];
  const access = await withIntegrationToken(context, known, deps, async ({ settings, account }) => ({
    value: { settings, account },
    expired: false,
  }));
  if ("problem" in access) return { found: "unknown", problem: access.problem };
  const request = action.readBack.request({ id, fields: wanted }, access.value);
  const { sent } = await callVendor(context, known, request, READ_MS, deps);
  if (sent.kind !== "answer") return { found: "unknown", problem: sent.problem };
  const isExpected = request.expects?.includes(sent.status) ?? false;
  if (!isExpected && (sent.status < 200 || sent.status >= 300))
    return { found: "unknown", problem: `the system answered with an error (${sent.status})` };
  let json: unknown = null;
  try {
    json = sent.text === "" ? null : JSON.parse(sent.text);
  } catch {
    return { found: "unknown", problem: "the answer is no JSON and cannot be read" };
  }
  const stored = action.readBack.read({ status: sent.status, json }, { id, fields: wanted });
  const fields = Object.entries(wanted).map(([field, asked]) => {
    const value = stored?.[field] ?? null;
    const text = value === null ? null : String(value);
    return {
      name: field,
      kind: text === null ? ("text" as const) : kindOfValue(field, text, timeZone),
      asked,
      stored: text,
    };
  });
  return stored === null ? { found: "no", fields } : { found: "yes", copies: 1, changedSince: false, fields };
}
