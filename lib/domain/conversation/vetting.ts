import { isReadingTool } from "@/lib/domain/tools/reading-tools";
import { startRun } from "./run";
import { addSpeech, appendText, completeSpeech, emptySpeech, say } from "./speaking";
import { agentTurnId, type Thinking } from "./state";
import type { Step } from "./step";
import { startTools } from "./tools";

/*
 * What stands in a document, on a web page or in another system may tell a model what to do. So a run that has read such words may look things up,
 * and nothing else: when it wants more, the model is asked again with the caller's words alone, and what it wants then is done. A page can make an
 * agent say something wrong; it cannot make it end a call, pass it on or write anything down.
 */

/** True when the tool is not for a run that has read foreign words. */
export function withhold(step: Step, thinking: Thinking, name: string): boolean {
  if (!thinking.readForeign || isReadingTool(step.state.settings.ownTools, name)) return false;
  step.set({ thinking: { ...thinking, hasOutput: true, withheld: [...thinking.withheld, name] } });
  return true;
}

export function beginVetting(step: Step, { basisText, speculation, tier, withheld, mode, generation }: Thinking): void {
  step.set({ thinking: null });
  if (mode === "reading") {
    // It had no such tool to ask for. What it said, it said; who said nothing asks the caller once more.
    tellWithheld(step, generation, withheld, []);
    if (!hasAnswered(step)) say(step, "apology", step.state.settings.phrases.sayAgain);
    return;
  }
  startRun(step, { text: basisText, speculative: false, speculation, tier, mode: "vet", withheld });
}

/** The model was asked again: its tools are used if it still wants any, otherwise what it said before stands, or it answers without. */
export function finishVetting(step: Step, thinking: Thinking): "tools" | "answered" | "asked again" {
  const { generation, text, withheld, basisText, speculation, tier, done } = thinking;
  // A model may ask for what it is not offered.
  const tools = thinking.tools.filter(({ name }) => !isReadingTool(step.state.settings.ownTools, name));
  tellWithheld(step, generation, withheld, tools);
  if (tools.length > 0) {
    step.set({ thinking: { ...thinking, tools, mode: "answer", withheld: [], text: "" } });
    if (!hasAnswered(step) && text.trim() !== "") {
      addSpeech(step, { ...emptySpeech(generation, "answer", true), model: tier, speculation });
      appendText(step, generation, text);
      completeSpeech(step, generation, { usage: done?.usage ?? null });
    }
    startTools(step, generation, tools);
    return "tools";
  }
  step.set({ thinking: null });
  if (hasAnswered(step)) return "answered";
  startRun(step, { text: basisText, speculative: false, speculation, tier, mode: "reading" });
  return "asked again";
}

/** What could not be asked again is not done; false when there is still an answer to be given. */
export function failVetting(step: Step, { mode, generation, withheld }: Thinking): boolean {
  if (mode !== "vet" || !hasAnswered(step)) return false;
  step.set({ thinking: null });
  tellWithheld(step, generation, withheld, []);
  return true;
}

/** The agent has said something since the caller spoke last. */
export function hasAnswered({ state }: Step): boolean {
  if (state.speeches.some(({ kind }) => kind === "answer")) return true;
  const last = state.history.at(-1);
  return last?.role === "agent" && last.text.trim() !== "";
}

function tellWithheld(step: Step, generation: number, names: readonly string[], wanted: Thinking["tools"]): void {
  for (const name of new Set(names)) {
    const confirmed = wanted.some((tool) => tool.name === name);
    step.fact({ type: "tool.withheld", turnId: agentTurnId(generation), name, confirmed });
  }
}
