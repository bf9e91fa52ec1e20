import { done, notSent, type RunResult, type Sent, unclear } from "@/lib/domain/tools/http-tool/read-answer";
import type {
  ActionResult,
  ActionRun,
  Integration,
  IntegrationAction,
  VendorRequest,
  WrittenRecord,
} from "./integration";
import { readVendor } from "./read-vendor";

export type Driven<Asked> = {
  result: RunResult;
  record: WrittenRecord | null;
  /** The last request, and what came of it. */
  last: Asked | null;
};

/** Drives an action's steps through whoever sends its requests, to what is told of it. Rejects only when `ask` does. */
export async function driveSteps<Asked extends { sent: Sent }>(
  integration: Integration,
  action: IntegrationAction,
  run: ActionRun,
  ask: (request: VendorRequest) => Promise<Asked>,
): Promise<Driven<Asked>> {
  const steps = action.steps(run);
  let last: Asked | null = null;
  let hasChanged = false;
  for (let step = steps.next(); ;) {
    if (step.done) return { ...resultOf(action, step.value, hasChanged), last };
    last = await ask(step.value);
    const read = readVendor(integration, action, step.value, last.sent, hasChanged);
    if ("result" in read) return { result: read.result, record: null, last };
    hasChanged ||= step.value.changes ?? false;
    step = steps.next(read.answer);
  }
}

function resultOf(
  action: IntegrationAction,
  value: ActionResult,
  hasChanged: boolean,
): { result: RunResult; record: WrittenRecord | null } {
  if ("unreadable" in value) {
    const isOpen = hasChanged || action.effect === "reads";
    return { result: isOpen ? unclear(action, value.unreadable) : notSent(action, value.unreadable), record: null };
  }
  if ("refused" in value) {
    // After something was changed nothing is refused any more: it is not known how far it got.
    if (hasChanged) return { result: unclear(action, value.refused), record: null };
    const end = action.effect === "changes" ? " It was not done." : "";
    const told = { error: `It can't be done: ${value.refused}.${end} Tell the caller.` };
    return { result: { outcome: "refused", problem: value.refused, told }, record: null };
  }
  return { result: done(value.done), record: value.record ?? null };
}
