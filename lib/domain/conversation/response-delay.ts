import { sameWords } from "./interruption";
import type { Step } from "./step";
import { rememberTurn, takeTurn } from "./take-turn";
import { speculate, stopThinking } from "./thinking";

const TIMER = "respond";

/**
 * The caller has finished. The answer is thought of at once, but nothing of it is heard or done before the agent's delay is over, so that a caller
 * who only took a breath is not talked over.
 */
export function takeTurnInTime(step: Step, turnId: string, text: string, speculated: boolean): void {
  const { responseDelayMs, model } = step.state.settings;
  if (responseDelayMs === 0) {
    takeTurn(step, turnId, text, speculated);
    return;
  }
  stopWaiting(step);
  step.set({ waiting: { turnId, text, speculated }, unanswered: true });
  step.setTimer(TIMER, responseDelayMs);
  const { thinking, speeches, closing } = step.state;
  if (thinking?.speculative && !sameWords(thinking.basisText, text)) stopThinking(step);
  if (step.state.thinking === null && speeches.length === 0 && closing === null && model.policy !== "deep") {
    step.set({ waiting: { turnId, text, speculated: true } });
    speculate(step, text);
  }
}

/** The delay is over: the answer may be heard. */
export function onRespondTimer(step: Step): void {
  const { waiting } = step.state;
  if (!waiting) return;
  step.set({ waiting: null });
  takeTurn(step, waiting.turnId, waiting.text, waiting.speculated);
}

/** Something else comes first, most often more words of the caller: what waits for its answer becomes part of the history. */
export function stopWaiting(step: Step): void {
  const { waiting, thinking } = step.state;
  if (!waiting) return;
  step.cancelTimer(TIMER);
  step.set({ waiting: null, unanswered: true });
  if (thinking?.speculative) stopThinking(step);
  rememberTurn(step, waiting.turnId, waiting.text);
}
