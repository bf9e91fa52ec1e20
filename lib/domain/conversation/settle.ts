import { heedClaims } from "./claims";
import { endCall } from "./closing";
import { agentHasFloor } from "./floor-holder";
import { isReadingBack, sayCorrections } from "./outcomes";
import { say } from "./speaking";
import { think } from "./thinking";
import { anyToolRunning, sayGoodbyeIfUnsaid, tellSearchIfUnsaid, toolStepIsComplete } from "./tools";
import type { Step } from "./step";

/**
 * After every event: when nothing is being said, thought or done, something has to follow. The next step of a tool's answer,
 * the end of the call, the answer to what was said meanwhile, or waiting for the caller.
 */
export function settle(step: Step): void {
  if (step.state.phase !== "talking" || !agentHasFloor(step)) return;
  if (toolStepIsComplete(step.state) && !sayGoodbyeIfUnsaid(step) && !tellSearchIfUnsaid(step)) nextToolStep(step);

  sayCorrections(step);
  const { speeches, thinking, closing, caller, unanswered, waiting } = step.state;
  if (speeches.length > 0 || thinking) return;
  if (closing) {
    // What is being read back may have to be said before the end.
    if (isReadingBack(step.state)) return;
    endCall(step, closing);
  } else if (waiting) {
    // What comes next comes when the delay is over.
    return;
  } else if (unanswered && !caller) {
    if (!anyToolRunning(step.state) && !("person_words" in step.state.timers)) think(step);
  } else if (
    !caller &&
    !step.state.search &&
    !("silence" in step.state.timers) &&
    !anyToolRunning(step.state) &&
    step.state.digits === ""
  ) {
    step.setTimer("silence", step.state.settings.silence.promptAfterMs);
  }
}

function nextToolStep(step: Step): void {
  const thinking = step.state.thinking;
  if (!thinking) return;
  step.set({ thinking: null, step: step.state.step + 1 });
  heedClaims(step, thinking.generation, true);
  if (step.state.caller?.barge === "committed" || step.state.unanswered) {
    // The caller is speaking or has spoken: the results wait in the history for the answer to that.
    step.set({ unanswered: true });
    return;
  }
  if (step.state.step > step.state.settings.tools.maxStepsPerTurn) {
    say(step, "apology", step.state.settings.phrases.sayAgain);
    return;
  }
  think(step, thinking.speculation, thinking.tier);
}
