import { endCapture } from "./capture";
import { stopRecording } from "./recording";
import { leaveToPeople } from "./outcomes";
import { say, stopSpeaking } from "./speaking";
import type { AnswerKind, Closing } from "./state";
import type { Step } from "./step";

/** What is to happen once everything has been said. The first reason stays: a second goodbye does not rename the first. */
export function closeWith(step: Step, closing: Closing): void {
  if (!step.state.closing) step.set({ closing });
}

/** Says a last sentence and ends. */
export function sayAndClose(step: Step, kind: AnswerKind, text: string, closing: Closing): void {
  closeWith(step, closing);
  say(step, kind, text, kind !== "apology");
}

/** The agent cannot go on: an apology, then a person where there is one. */
export function giveUp(step: Step, reason: string): void {
  const { fallbackNumber, phrases } = step.state.settings;
  if (fallbackNumber) {
    step.fact({ type: "call.transferring", to: fallbackNumber, why: reason });
    const next = { kind: "dial" as const, to: fallbackNumber };
    sayAndClose(step, "apology", phrases.apologyAndHuman, { disposition: "transferred", reason, next });
    return;
  }
  sayAndClose(step, "apology", phrases.apologyAndEnd, { disposition: "failed", reason, next: { kind: "hang_up" } });
}

/** The caller spoke into the goodbye: the call goes on, unless it must end. */
export function cancelClosing(step: Step): void {
  const disposition = step.state.closing?.disposition;
  if (disposition === "agent_ended" || disposition === "silence") step.set({ closing: null });
}

/** Stops whatever is said and ends; what was heard of it is still recorded. Overrides how it was going to end. */
export function endNow(step: Step, closing: Closing): void {
  if (step.state.speeches.length === 0) {
    endCall(step, closing);
    return;
  }
  step.set({ closing, unanswered: false });
  stopSpeaking(step);
}

/** Ends the conversation. Nothing may be left to say: see `endNow`. */
export function endCall(step: Step, closing: Closing): void {
  if (step.state.phase === "ended") return;
  endCapture(step, null);
  stopRecording(step, "ended", null);
  step.cancelAllTimers();
  leaveToPeople(step);
  step.set({ phase: "ended", closing, caller: null, thinking: null, speeches: [] });
  step.fact({ type: "call.ended", disposition: closing.disposition, reason: closing.reason, durationMs: step.nowMs });
  const { connectedId } = step.state;
  if (closing.next.kind === "conference" && connectedId !== null)
    step.effect({ kind: "person_connected", escalationId: connectedId });
  step.effect({ kind: "end", closing });
}
