import { escalateTurn, scoreTurn } from "./escalation";
import { commitBarge } from "./listening";
import { onPersonSpoke } from "./outbound";
import { heedRecordingWish } from "./heed-recording-wish";
import { stopWaiting } from "./response-delay";
import { activeSpeech } from "./speaking";
import type { Step } from "./step";
import { takeTurn } from "./take-turn";
import { stopThinking } from "./thinking";
import { anyToolRunning } from "./tools";

/** Longer is cut: nobody says that much in one breath either. */
const MOST_CHARS = 2000;

/**
 * What a caller wrote on the screen is a turn like a spoken one, final at once. Writing it is a wish to speak, so it interrupts what may
 * be interrupted; a sentence being spoken at the same time stays a turn of its own.
 */
export function onTyped(step: Step, typed: string): void {
  const text = typed.trim().slice(0, MOST_CHARS);
  const { phase, epoch, callerTurns } = step.state;
  if (text === "" || (phase !== "talking" && phase !== "waiting_for_person")) return;
  step.cancelTimer("silence");
  stopWaiting(step);
  if (activeSpeech(step)?.interruptible) commitBarge(step, "typed");
  if (step.state.caller) step.effect({ kind: "force_end_of_turn" });
  const turnId = `c${callerTurns + 1}`;
  step.set({ callerTurns: callerTurns + 1, silencePrompts: 0 });
  step.fact({
    type: "segment.final",
    segmentId: `${epoch}.${turnId}`,
    turnId,
    speaker: "caller",
    text,
    startMs: step.nowMs,
    endMs: step.nowMs,
    confidence: null,
    source: "typed",
  });
  scoreTurn(step, turnId, text);
  if (phase === "waiting_for_person") return onPersonSpoke(step, turnId, text);
  // An answer that nobody has heard anything of yet would be to half of what is asked now.
  if (step.state.thinking?.speculative === false && !activeSpeech(step) && !anyToolRunning(step.state))
    stopThinking(step);
  if (heedRecordingWish(step, turnId, text, step.nowMs)) return;
  if (escalateTurn(step, turnId, text)) return;
  takeTurn(step, turnId, text);
}
