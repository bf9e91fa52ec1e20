import { recordingWish } from "@/lib/domain/consent/recording-wish";
import { agentHasFloor } from "./floor-holder";
import { wordsOf } from "./interruption";
import { stopRecording } from "./recording";
import { say } from "./speaking";
import type { Step } from "./step";
import { rememberTurn } from "./take-turn";

/** A wish not to be recorded in so many words or fewer, which asks nothing besides, is answered by the engine alone. */
const ONLY_A_WISH_WORDS = 14;

/**
 * What the caller said may be that they do not want to be recorded: then it stops, and what was kept since they began to say so is thrown away; all of
 * it where they refuse, or where it is the first thing they say. True: that was all, and they have been answered.
 */
export function heedRecordingWish(step: Step, turnId: string, text: string, startMs: number): boolean {
  const { phase } = step.state.recording;
  if (phase === "over" || phase === "none") return false;
  const wish = recordingWish(text);
  if (wish === null) return false;
  const isFirst = !step.state.history.some(({ role }) => role === "caller");
  const refuses = wish === "refuse" || isFirst;
  stopRecording(step, refuses ? "refused" : "asked", refuses ? 0 : Math.round(startMs));
  if (!agentHasFloor(step)) return false;
  say(step, "prompt", step.state.settings.phrases.notRecorded);
  if (text.includes("?") || wordsOf(text).length > ONLY_A_WISH_WORDS) return false;
  rememberTurn(step, turnId, text);
  step.set({ unanswered: false });
  return true;
}
