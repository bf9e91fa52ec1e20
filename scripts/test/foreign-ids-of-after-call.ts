import { v7 as uuidv7 } from "uuid";
import type { ServiceContext } from "@/lib/services/context";
import { listCallRuns, listStepRuns, retryRun } from "@/lib/services/after-call/list-runs";
import { getStep, listSteps } from "@/lib/services/after-call/list-steps";
import { createStep, deleteStep, orderSteps, updateStep } from "@/lib/services/after-call/save-step";
import { tryStep } from "@/lib/services/after-call/try-step";
import { createTool } from "@/lib/services/tools/save-tool";
import type { TestOrganization } from "./database";
import { PLANTED_SPEC } from "./foreign-ids-of-tools";
import { insert } from "./plant-call";

type Ids = { businessId: string; callId: string; toolId: string; stepId: string };
type Verb = (context: ServiceContext, ids: Ids) => Promise<unknown>;

/** What a business has done after its calls, and that it failed for one. */
export async function plantStepOf(
  sql: Parameters<typeof insert>[0],
  of: { organizationId: string; businessId: string; callId: string; toolId: string; mark?: string },
): Promise<{ stepId: string }> {
  const { organizationId, businessId, callId, toolId, mark = "theirs" } = of;
  const stepId = uuidv7();
  const own = { organization_id: organizationId, business_id: businessId, position: 1, name: mark };
  const rule = JSON.stringify({ when: {}, mapping: [{ parameter: "text", value: mark }] });
  const step = { id: stepId, active_since: new Date(), tool_id: toolId, rule };
  await insert(sql, "after_call_steps", { ...own, ...step });
  const run = { call_id: callId, step_id: stepId, state: "failed", problem: mark, verdict: "absent" };
  await insert(sql, "after_call_runs", { ...own, ...run, input: JSON.stringify({ text: mark }) });
  return { stepId };
}

/** Nothing may be sent for what is not ours. */
const deps = {
  ...{ clients: {}, bases: {}, redirectUri: "", now: () => new Date(), wait: async () => undefined },
  send: () => Promise.reject(new Error("nothing may be sent")),
};

const ourTool = async (context: ServiceContext): Promise<string> =>
  (
    await createTool(context, {
      spec: { ...PLANTED_SPEC, name: `ours_${uuidv7().slice(-12)}`, method: "POST", effect: "changes" },
    })
  ).id;
const save = (businessId: string, toolId: string) => ({ businessId, toolId, name: "Ours" });

/** The verbs of what is done after calls that take ids, for the test that tries each with another organization's. */
export const AFTER_CALL_VERBS = (ours: () => TestOrganization): Record<string, Verb[]> => ({
  "after-call/list-steps.ts": [
    (context, { stepId }) => getStep(context, stepId),
    (context, { businessId }) => listSteps(context, businessId),
  ],
  "after-call/list-runs.ts": [
    (context, { callId }) => listCallRuns(context, callId),
    (context, { stepId }) => listStepRuns(context, stepId),
    (context, { callId, stepId }) => retryRun(context, callId, stepId),
    async (context, { callId }) => {
      const { id } = await createStep(context, save(ours().businessId, await ourTool(context)));
      return retryRun(context, callId, id);
    },
  ],
  "after-call/save-step.ts": [
    async (context, { businessId }) => createStep(context, save(businessId, await ourTool(context))),
    (context, { toolId }) => createStep(context, save(ours().businessId, toolId)),
    async (context, { stepId }) => updateStep(context, stepId, save(ours().businessId, await ourTool(context))),
    async (context, { businessId, stepId }) => updateStep(context, stepId, save(businessId, await ourTool(context))),
    (context, { stepId }) => deleteStep(context, stepId),
    (context, { businessId, stepId }) => orderSteps(context, { businessId, stepIds: [stepId] }),
    (context, { stepId }) => orderSteps(context, { businessId: ours().businessId, stepIds: [stepId] }),
  ],
  "after-call/try-step.ts": [
    async (context, { callId }) =>
      tryStep(context, { step: save(ours().businessId, await ourTool(context)), callId, really: true }, deps),
    (context, { businessId, toolId, callId }) =>
      tryStep(context, { step: save(businessId, toolId), callId, really: true }, deps),
  ],
});
