import { cancelClosing } from "./closing";
import { agentHasFloor, onCallerWaits } from "./floor-holder";
import { wordsOf } from "./interruption";
import { activeSpeech } from "./speaking";
import { adoptOrThink } from "./thinking";
import { anyToolRunning } from "./tools";
import type { Step } from "./step";

/** A finished caller turn, spoken, keyed in or typed: it enters the history and is answered as soon as the agent may speak. */
export function takeTurn(step: Step, turnId: string, text: string, speculated = false): void {
  if (!agentHasFloor(step)) {
    rememberTurn(step, turnId, text);
    onCallerWaits(step);
    return;
  }
  if (step.state.closing) cancelClosing(step);
  const words = wordsOf(text).join(" ");
  step.set({
    recentQuestions: [...step.state.recentQuestions.slice(-7), words],
    step: 0,
    toolCallsThisTurn: 0,
    unanswered: true,
  });
  if ((activeSpeech(step) && !step.state.thinking?.speculative) || anyToolRunning(step.state)) {
    // Something is still being said (or being cleared) or done: the answer comes when that is over.
    rememberTurn(step, turnId, text);
    return;
  }
  adoptOrThink(step, turnId, text, speculated);
}

/** Puts what the caller said into the history, to be answered together with what comes next. */
export function rememberTurn(step: Step, turnId: string, text: string): void {
  step.set({
    history: [...step.state.history, { role: "caller", turnId, text }],
    historyVersion: step.state.historyVersion + 1,
  });
}
