import { v7 as uuidv7 } from "uuid";
import { TryStepInput, type TryStepResult } from "@/lib/contracts/after-call";
import type { ToolRunResource } from "@/lib/contracts/tools";
import { withTenant } from "@/lib/db/transaction";
import { whyNot } from "@/lib/domain/after-call/condition";
import { mapInput } from "@/lib/domain/after-call/map-input";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import type { IntegrationDeps } from "../integrations/installation";
import { useIntegrationTool } from "../integrations/use-integration-tool";
import { requirePermission } from "../require-permission";
import { getRun } from "../tools/tool-run";
import { useHttpTool } from "../tools/use-http-tool";
import { readFinishedCall } from "./read-finished-call";
import { refuseWhatCannotWork } from "./save-step";
import { loadActions } from "./step-actions";

/**
 * What a step, saved or not, would put into its action for a call of the past. Where it is wished it really does it: whether the step is for the call
 * or not, and as often as it is asked. Needs `calls.read` and `tools.run`; throws NOT_FOUND, INVALID, CONFLICT.
 */
export async function tryStep(context: ServiceContext, input: unknown, deps: IntegrationDeps): Promise<TryStepResult> {
  requirePermission(context, "calls.read");
  requirePermission(context, "tools.run");
  const { step, callId, really } = parseInput(TryStepInput, input);
  const { organizationId } = context;
  const { call, action } = await withTenant(organizationId, async (tx) => {
    await refuseWhatCannotWork(tx, organizationId, step);
    const found = await readFinishedCall(tx, organizationId, callId);
    if (!found || found.businessId !== step.businessId) throw new ServiceError("NOT_FOUND", "There is no such call.");
    return { call: found, action: (await loadActions(tx, organizationId, [step.toolId])).get(step.toolId) };
  });
  if (!action) throw new Error("an action that was there is gone");
  const mapped = mapInput(action.parameters, step.mapping, call.facts);
  const problem = action.problem ?? mapped.problem ?? mapped.skip;
  const why = call.isOpen ? "It is not over, or is still being looked over." : whyNot(step.when, call.facts);
  let run: ToolRunResource | null = null;
  if (really && problem !== null) throw new ServiceError("CONFLICT", problem);
  if (really) {
    // It is of that call, so that it goes with it when the caller is forgotten.
    const use = action.http ? useHttpTool : useIntegrationTool;
    const runId = uuidv7();
    const tool = { id: action.toolId, version: action.version };
    await use(context, tool, call.caller, mapped.input, deps, { runId });
    run = await getRun(organizationId, runId);
  }
  return {
    ...{ matches: why === null, why, parameters: mapped.parameters, problem },
    ...{ run, outcome: run?.outcome ?? null },
  };
}
