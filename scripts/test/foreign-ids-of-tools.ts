import { v7 as uuidv7 } from "uuid";
import type { ServiceContext } from "@/lib/services/context";
import { listActionRuns } from "@/lib/services/integrations/list-integrations";
import { getTool, listToolRuns, listToolVersions } from "@/lib/services/tools/list-tools";
import { searchOutcomes } from "@/lib/services/proof/search-outcomes";
import { createTool, deleteTool, updateTool } from "@/lib/services/tools/save-tool";
import type { ReadBack } from "@/lib/contracts/live/outcomes";
import { testTool, useHttpTool } from "@/lib/services/tools/use-http-tool";
import { insert } from "./plant-call";

type Ids = { toolId: string; callId: string };
type Verb = (context: ServiceContext, ids: Ids) => Promise<unknown>;

export const PLANTED_SPEC = {
  name: "theirs",
  title: "Theirs",
  description: "Theirs.",
  method: "GET",
  address: "https://theirs.example.test/orders",
  effect: "reads",
};

/** A tool of an organization with a version and a run in a call, and an integration. */
export async function plantToolOf(
  sql: Parameters<typeof insert>[0],
  of: { organizationId: string; callId: string; mark?: string },
): Promise<{ toolId: string }> {
  const [toolId, runId] = [uuidv7(), uuidv7()];
  const own = { organization_id: of.organizationId };
  const mark = of.mark ?? "theirs";
  await insert(sql, "tools", { ...own, id: toolId, name: "theirs", version: 1, sealed_secret: null });
  const spec = JSON.stringify({ ...PLANTED_SPEC, description: mark });
  await insert(sql, "tool_versions", { ...own, tool_id: toolId, number: 1, spec, created_by: mark });
  const run = { id: runId, tool_id: toolId, version: 1, call_id: of.callId, started_at: new Date() };
  await insert(sql, "tool_runs", { ...own, ...run, outcome: "done", answer: mark, told: JSON.stringify({ mark }) });
  const sealed = `hash-of-${mark}`;
  const consent = { vendor: "hubspot", state: "connected", sealed_tokens: sealed, connected_by: mark };
  await insert(sql, "integrations", { ...own, ...consent, connected_at: new Date() });
  const attempt = { id: uuidv7(), vendor: "hubspot", state_hash: sealed, sealed_verifier: sealed };
  await insert(sql, "integration_attempts", { ...own, ...attempt, expires_at: new Date() });
  await plantOutcomeOf(sql, of);
  const text = { id: uuidv7(), call_id: of.callId, number_hash: mark, what: mark, state: "sent", at: new Date() };
  await insert(sql, "call_texts", { ...own, ...text });
  const erasure = { id: uuidv7(), vendor: "calendly", external_id: mark, due_at: new Date() };
  await insert(sql, "outside_erasures", { ...own, ...erasure });
  return { toolId };
}

/** What a tool did in a call of an organization, read back. */
async function plantOutcomeOf(
  sql: Parameters<typeof insert>[0],
  { organizationId, callId, mark = "theirs" }: Parameters<typeof plantToolOf>[1],
): Promise<void> {
  const read: ReadBack = { found: "no", fields: [{ name: mark, kind: "text", asked: mark, stored: null }] };
  const at = new Date();
  await insert(sql, "call_outcomes", {
    ...{
      organization_id: organizationId,
      id: uuidv7(),
      call_id: callId,
      tool_call_id: "t",
      name: "theirs",
      language: "en",
    },
    ...{ reference: JSON.stringify(REFERENCE), read: JSON.stringify(read), verdict: "absent", checked_at: at },
  });
}

const REFERENCE = { kind: "http" as const, toolId: uuidv7(), version: 1, values: {} };

/** Nothing may be sent for a tool that is not ours. */
const deps = { send: () => Promise.reject(new Error("nothing may be sent")), now: () => new Date() };

/** The verbs of tools that take ids, for the test that tries each with another organization's. */
export const TOOL_VERBS: Record<string, Verb[]> = {
  "tools/list-tools.ts": [
    (context, { toolId }) => getTool(context, toolId),
    (context, { toolId }) => listToolVersions(context, toolId),
    (context, { toolId }) => listToolRuns(context, toolId),
    async (context, { callId }) => {
      const { id } = await createTool(context, { spec: { ...PLANTED_SPEC, name: `ours_${uuidv7().slice(-12)}` } });
      return (await listToolRuns(context, id, { callId })).length;
    },
  ],
  "tools/save-tool.ts": [
    (context, { toolId }) => updateTool(context, toolId, { spec: PLANTED_SPEC }),
    (context, { toolId }) => deleteTool(context, toolId),
  ],
  "proof/search-outcomes.ts": [
    async (context, { callId }) => (await searchOutcomes(context, { callId })).outcomes.length,
  ],
  "integrations/list-integrations.ts": [
    (context, { callId }) => listActionRuns(context, "hubspot", "create_ticket", { callId }),
  ],
  "tools/use-http-tool.ts": [
    (context, { toolId }) => testTool(context, toolId, {}, deps),
    (context, { toolId, callId }) => useHttpTool(context, { id: toolId, version: 1 }, { call_id: callId }, {}, deps),
  ],
};
