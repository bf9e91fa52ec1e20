import { keysWithoutCards } from "./guard-cards";
import { commitBarge } from "./listening";
import { stopWaiting } from "./response-delay";
import { activeSpeech } from "./speaking";
import { takeTurn } from "./take-turn";
import type { Step } from "./step";

const MAX_DIGITS = 32;

/** Keys are collected until the terminator or a pause; together they are one turn of the caller. */
export function onKey(step: Step, digit: string): void {
  const { keypad } = step.state.settings;
  step.cancelTimer("silence");
  stopWaiting(step);
  if (activeSpeech(step)?.interruptible) commitBarge(step, "keypad");
  if (step.state.caller) step.effect({ kind: "force_end_of_turn" });
  if (digit === keypad.terminator) {
    flushKeys(step);
    return;
  }
  step.set({ digits: (step.state.digits + digit).slice(0, MAX_DIGITS) });
  step.setTimer("keypad", keypad.timeoutMs);
}

export function flushKeys(step: Step): void {
  const { callerTurns, epoch } = step.state;
  step.cancelTimer("keypad");
  if (step.state.digits === "") return;
  const digits = keysWithoutCards(step, step.state.digits);
  const turnId = `c${callerTurns + 1}`;
  step.set({ digits: "", callerTurns: callerTurns + 1, silencePrompts: 0 });
  step.fact({ type: "keypad.pressed", digits });
  step.fact({
    type: "segment.final",
    segmentId: `${epoch}.${turnId}`,
    turnId,
    speaker: "caller",
    text: digits,
    startMs: step.nowMs,
    endMs: step.nowMs,
    confidence: null,
    source: "keypad",
  });
  takeTurn(step, turnId, `(The caller pressed ${digits} on the keypad.)`);
}
