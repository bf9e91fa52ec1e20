import type { Step } from "./step";

/** The notice that sound is kept begins to be said; the recording, once it was heard to its end. */
export function announceRecording(step: Step, noticeGeneration: number): void {
  const { phase } = step.state.recording;
  if (phase === "none" || phase === "announced") step.set({ recording: { phase: "announced", noticeGeneration } });
}

/** Something was said to its end. Nothing is kept before the caller knows it. */
export function onNoticeHeard(step: Step, generation: number): void {
  const { phase, noticeGeneration } = step.state.recording;
  if (phase === "announced" && noticeGeneration === generation) beginRecording(step);
}

/** Goes on in a call that another worker began to record. */
export function resumeRecording(step: Step): void {
  if (step.state.recording.phase === "resuming") beginRecording(step);
}

function beginRecording(step: Step): void {
  step.set({ recording: { phase: "on", noticeGeneration: null } });
  step.fact({ type: "recording.started", atMs: step.nowMs });
  step.effect({ kind: "record" });
}

export type StopReason = "refused" | "asked" | "by_supervisor" | "failed" | "ended";

/**
 * No sound is kept from here on, nor what was kept from `cutFromMs` on (0: nothing at all). False where nothing was kept, nor was going to be:
 * then it has no effect.
 */
export function stopRecording(step: Step, reason: StopReason, cutFromMs: number | null): boolean {
  const { phase } = step.state.recording;
  if (phase === "none" || phase === "over") return false;
  step.set({ recording: { phase: "over", noticeGeneration: null } });
  if (phase === "announced" && (reason === "ended" || reason === "failed")) return false;
  step.fact({ type: "recording.stopped", atMs: step.nowMs, reason, cutFromMs });
  step.effect({ kind: "stop_recording", cutFromMs });
  return true;
}
