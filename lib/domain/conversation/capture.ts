import { CaptureKind } from "@/lib/contracts/quality";
import type { Step } from "./step";

/** So long nothing may be keyed in, and so long all of it may take. */
const QUIET_MS = 25_000;
const WHOLE_MS = 120_000;

/** From here on nobody gets what the caller says or keys in, but whoever holds secrets. Returns why not, for the model; null: it is on. */
export function beginCapture(step: Step, captureId: string, wanted: unknown): string | null {
  const what = CaptureKind.safeParse(wanted);
  if (!what.success) return `what must be one of: ${CaptureKind.options.join(", ")}.`;
  if (step.state.capture) return "Something is being keyed in already. Wait for it.";
  if (step.state.caller) step.effect({ kind: "force_end_of_turn" });
  for (const timer of ["silence", "keypad", "barge", "false_alarm"]) step.cancelTimer(timer);
  step.set({ capture: { captureId, what: what.data }, caller: null, digits: "" });
  step.fact({ type: "capture.started", captureId, what: what.data, atMs: step.nowMs });
  step.effect({ kind: "capture", captureId, what: what.data });
  step.setTimer("capture_quiet", QUIET_MS);
  step.setTimer("capture_whole", WHOLE_MS);
  return null;
}

export const waitForMoreKeys = (step: Step): void => step.setTimer("capture_quiet", QUIET_MS);

/** The caller is heard again. `got`: how many digits came; null: it was given up, and what came is forgotten. Returns which it was; null: none. */
export function endCapture(step: Step, got: number | null): string | null {
  const { capture } = step.state;
  if (!capture) return null;
  const { captureId, what } = capture;
  step.cancelTimer("capture_quiet");
  step.cancelTimer("capture_whole");
  step.set({ capture: null });
  step.fact({ type: "capture.ended", captureId, what, atMs: step.nowMs, got });
  if (got === null) step.effect({ kind: "drop_capture", captureId });
  return captureId;
}
