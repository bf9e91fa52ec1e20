import type { EscalationCause } from "@/lib/contracts/escalations";
import type { Steerer, TransferTarget } from "@/lib/contracts/live/steering";
import { say } from "./speaking";
import type { Search } from "./state";
import type { Step } from "./step";

/*
 * Somebody is looked for who takes the call. The agent tells the caller, stays with them while it rings, and comes back honestly when nobody can be had.
 */

export type Wanted = {
  cause: EscalationCause;
  reason: string;
  mode?: "cold" | "warm";
  target?: TransferTarget;
  by?: Steerer | null;
};

export const ANYBODY: TransferTarget = { kind: "queue", department: null };

/** Begins to look for a person. `quietly`: the model has told the caller in its own words. */
export function findPerson(step: Step, wanted: Wanted, quietly = false): void {
  const { cause, reason, mode = "warm", target = ANYBODY, by = null } = wanted;
  const { raised, settings } = step.state;
  step.set({
    search: { escalationId: null, cause, reason, mode, target, by, awaited: null, tries: 0, linesSaid: 0 },
    raised: [...raised, cause],
    nobodyFor: null,
    historyVersion: step.state.historyVersion + 1,
  });
  step.effect({ kind: "name_search" });
  step.cancelTimer("silence");
  step.setTimer("company", settings.search.companyEveryMs);
  if (!quietly) say(step, "prompt", settings.phrases.findSomebody);
}

/** A search that was under way when the call was lost goes on: who was being asked is asked again, who had accepted is waited for. */
export function resumeSearch(step: Step): void {
  const { search, settings } = step.state;
  if (!search) return;
  step.setTimer("company", settings.search.companyEveryMs);
  if (search.escalationId === null) step.effect({ kind: "name_search" });
  else if (search.awaited) step.setTimer("join", settings.search.joinMs);
  else step.effect({ kind: "find_person", search: { ...search, escalationId: search.escalationId } });
}

/** Somebody has taken the call: the one who was looked for, or another, who makes the search needless. */
export function onSomebodyThere(step: Step, by: Steerer): void {
  const { search } = step.state;
  if (!search) return;
  step.set({ search: null });
  stopTimers(step);
  if (search.escalationId === null) return;
  if (search.awaited && search.awaited.userId === by.userId) {
    step.set({ connectedId: search.escalationId });
    step.effect({ kind: "person_connected", escalationId: search.escalationId });
    return;
  }
  moved(step, search, "withdrawn", null);
  step.effect({ kind: "withdraw_search" });
}

/** The person of an escalation no longer has the floor. */
export function onPersonReleased(step: Step): void {
  const { connectedId } = step.state;
  if (connectedId === null) return;
  step.set({ connectedId: null });
  step.effect({ kind: "person_released", escalationId: connectedId });
}

/** Somebody is to call back: promised now, or as soon as the caller has left a number. */
export function promiseCallback(step: Step, reason: string): void {
  const { callerNumber } = step.state.settings;
  if (callerNumber === null) step.set({ owesCallback: reason });
  else step.fact({ type: "callback.promised", number: callerNumber, reason });
}

/** Of a call back that was to be promised as soon as there is a number. */
export function onMessageTaken(step: Step, input: Record<string, unknown>): void {
  const { owesCallback } = step.state;
  if (owesCallback === null) return;
  const number = typeof input.callback_number === "string" ? input.callback_number : null;
  step.set({ owesCallback: null });
  step.fact({ type: "callback.promised", number, reason: owesCallback });
}

export function moved(
  step: Step,
  { escalationId }: Search,
  to: "ringing" | "declined" | "no_answer" | "accepted" | "nobody" | "withdrawn",
  humanAgentName: string | null,
  awaited: { userId?: string } = {},
): void {
  if (escalationId !== null) step.fact({ type: "escalation.moved", escalationId, to, humanAgentName, ...awaited });
}

export function stopTimers(step: Step): void {
  step.cancelTimer("company");
  step.cancelTimer("join");
}
