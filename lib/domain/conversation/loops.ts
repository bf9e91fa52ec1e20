import { closeWith } from "./closing";
import { say } from "./speaking";
import type { Step } from "./step";

/**
 * Stops conversations that go nowhere: the same answer or the same question over and over, a voice that repeats our own words
 * (two agents talking to each other), or more turns than any person takes. Returns true when it ends the call.
 */
export function isLooping(step: Step): boolean {
  const reason = loopReason(step);
  if (!reason) return false;
  step.set({ unanswered: false });
  closeWith(step, { disposition: "loop_stopped", reason, next: { kind: "hang_up" } });
  say(step, "goodbye", step.state.settings.phrases.loopGoodbye, false);
  return true;
}

function loopReason(step: Step): string | null {
  const { recentAnswers, recentQuestions, callerTurns, epoch, settings } = step.state;
  const { maxRepeatedAnswers, maxRepeatedQuestions, maxTurns } = settings.loops;
  if (callerTurns - epoch * 100_000 > maxTurns) return "More turns than a conversation has";
  if (repeatsLast(recentAnswers) >= maxRepeatedAnswers) return "The agent kept giving the same answer";
  if (repeatsLast(recentQuestions) >= maxRepeatedQuestions) return "The other side kept saying the same";
  const parroted = recentQuestions.filter((words) => words.length > 25 && recentAnswers.includes(words)).length;
  if (parroted >= 3) return "The other side repeated the agent's own words";
  return null;
}

/** How often the last entry stands at the end of the list, one after the other. */
function repeatsLast(list: readonly string[]): number {
  const last = list.at(-1);
  if (!last) return 0;
  let count = 0;
  for (let i = list.length - 1; i >= 0 && list[i] === last; i -= 1) count += 1;
  return count;
}
