import { endCapture, waitForMoreKeys } from "./capture";
import { activeSpeech, stopSpeaking } from "./speaking";
import type { Step } from "./step";
import { finishTool } from "./tools";

/** What came of it, without the digits: how many, whether they can be right, and what stands for them. */
export type Captured = { got: number; valid: boolean; lastFour: string | null; token: string | null };

/** A key was pressed; which one, the machine is not told. */
export function onCaptureKey(step: Step): void {
  if (!step.state.capture) return;
  waitForMoreKeys(step);
  if (activeSpeech(step)?.interruptible) stopSpeaking(step);
}

export function onCaptured(step: Step, captureId: string, { got, valid, lastFour, token }: Captured): void {
  if (step.state.capture?.captureId !== captureId) return;
  endCapture(step, got);
  if (got === 0) return finishTool(step, captureId, { error: "Nothing was keyed in before hash was pressed." }, true);
  if (!valid || token === null) {
    const error = "What was keyed in can't be right: a digit is wrong or missing. Ask the caller to key it in again.";
    return finishTool(step, captureId, { error }, true);
  }
  const note = "Kept safe, once, for the system that needs it. You have not seen it; never ask for it aloud.";
  const output = { ok: true, digits: got, ...(lastFour === null ? {} : { last_four: lastFour }), token, note };
  finishTool(step, captureId, output, false);
}

/** Nothing more is waited for; the model is told. */
export function giveUpCapture(step: Step): void {
  const captureId = endCapture(step, null);
  if (captureId === null) return;
  const error = "The caller did not key it in. Ask whether they want to try again, or go on another way.";
  finishTool(step, captureId, { error }, true);
}
