import type { ConversationEvent } from "./events";
import { heedClaims } from "./claims";
import { giveUp } from "./closing";
import { historyChars, toMessages } from "./history";
import { sameWords } from "./interruption";
import { giveUpLookup, onFound, tellLookup } from "./knowledge";
import { isLooping } from "./loops";
import type { ModelTier } from "./messages";
import { chooseTier } from "./router";
import { askModel, cancelThinkingTimers, startRun, startThinkingTimers } from "./run";
import { addSpeech, appendText, completeSpeech, emptySpeech, hasSpeech, say } from "./speaking";
import { agentTurnId, type LookupFinding, type Thinking } from "./state";
import type { Step } from "./step";
import { onlyEnds, startTools } from "./tools";
import { beginVetting, failVetting, finishVetting, withhold } from "./vetting";

/** Starts a run on words that may not be final. Nothing of it is heard or done before the turn has ended. */
export function speculate(step: Step, text: string): void {
  if (chooseTier(step.state.settings.model.policy, text).tier === "deep") return;
  startRun(step, { text, speculative: true, speculation: "none" });
}

/** The turn has ended: the speculation becomes the answer if it was asked exactly this, otherwise a new run starts. */
export function adoptOrThink(step: Step, turnId: string, text: string, speculated: boolean): void {
  const thinking = step.state.thinking;
  const adopted =
    thinking?.speculative === true &&
    thinking.basisVersion === step.state.historyVersion &&
    sameWords(thinking.basisText, text);
  const discarded = speculated || thinking?.speculative === true;
  if (thinking?.speculative === true && !adopted) stopThinking(step);
  step.set({
    history: [...step.state.history, { role: "caller", turnId, text }],
    historyVersion: step.state.historyVersion + 1,
  });
  if (isLooping(step)) return;
  if (!adopted || !thinking) {
    think(step, discarded ? "discarded" : "none");
    return;
  }
  step.set({ thinking: { ...thinking, speculative: false, speculation: "used" }, unanswered: false });
  if (!thinking.hasOutput) startThinkingTimers(step);
  release(step);
}

/** Asks the model for the next thing to say, given all that is known. */
export function think(step: Step, speculation: Thinking["speculation"] = "none", tier?: ModelTier): void {
  const lastSaid = step.state.history.findLast((entry) => entry.role === "caller");
  step.set({ unanswered: false });
  startRun(step, { text: lastSaid?.text ?? "", speculative: false, speculation, tier });
}

export function stopThinking(step: Step): void {
  const thinking = step.state.thinking;
  if (!thinking) return;
  step.effect({ kind: "stop_thinking", generation: thinking.generation });
  cancelThinkingTimers(step);
  step.set({ thinking: null });
}

export function onModelText(step: Step, generation: number, text: string): void {
  const thinking = step.state.thinking;
  if (thinking?.generation !== generation) return;
  firstOutput(step, thinking);
  if (thinking.speculative || thinking.mode === "vet") {
    step.set({ thinking: { ...thinking, hasOutput: true, text: thinking.text + text } });
    return;
  }
  if (!hasSpeech(step, generation)) {
    if (text.trim() === "") return;
    addSpeech(step, {
      ...emptySpeech(generation, "answer", true),
      model: thinking.tier,
      speculation: thinking.speculation,
    });
  }
  appendText(step, generation, text);
}

export function onModelTool(step: Step, event: Extract<ConversationEvent, { kind: "model.tool" }>): void {
  const thinking = step.state.thinking;
  if (thinking?.generation !== event.generation) return;
  firstOutput(step, thinking);
  const { toolCallId, name, input } = event;
  if (withhold(step, thinking, name)) return;
  const tools = [...thinking.tools, { toolCallId, name, input }];
  step.set({ thinking: { ...thinking, hasOutput: true, tools } });
  if (!thinking.speculative && thinking.mode !== "vet")
    startTools(step, generationOf(step), [{ toolCallId, name, input }]);
}

export function onModelDone(step: Step, event: Extract<ConversationEvent, { kind: "model.done" }>): void {
  const thinking = step.state.thinking;
  if (thinking?.generation !== event.generation) return;
  const done = { stopReason: event.stopReason, usage: event.usage };
  step.set({ thinking: { ...thinking, done } });
  if (!thinking.speculative) finishRun(step);
}

export function onModelFailed(step: Step, generation: number, message: string): void {
  const thinking = step.state.thinking;
  if (thinking?.generation !== generation) return;
  if (thinking.speculative) {
    // Nobody has noticed; the turn's real run will try again.
    cancelThinkingTimers(step);
    step.set({ thinking: null });
    return;
  }
  if (failVetting(step, thinking)) return;
  const spoke = hasSpeech(step, generation);
  const consequence = spoke
    ? "The agent asked the caller to say it again"
    : thinking.isFallback
      ? "The agent apologised"
      : "Another model was asked";
  step.fact({ type: "vendor.failed", part: "thinking", message, consequence });
  if (spoke) {
    completeSpeech(step, generation);
    cancelThinkingTimers(step);
    step.set({ thinking: null });
    say(step, "apology", step.state.settings.phrases.lostThread);
  } else if (thinking.isFallback) {
    step.set({ thinking: null });
    giveUp(step, "The language model could not be reached");
  } else {
    toFallback(step, thinking);
  }
}

/** The knowledge has come: an answer that waited for it begins. */
export function onKnowledgeFound(step: Step, lookupId: number, finding: LookupFinding): void {
  if (onFound(step, lookupId, finding)) askHeld(step);
}

/** Nobody waits longer for it. */
export function onKnowledgeTimer(step: Step): void {
  giveUpLookup(step);
  askHeld(step);
}

function askHeld(step: Step): void {
  if (step.state.thinking && step.state.thinking.heldSinceMs !== null) askModel(step, step.state.thinking);
}

/** No first token yet: say something short, so that the caller knows the line is alive. */
export function onFillerTimer(step: Step): void {
  const { thinking, speeches, settings, fillersUsed } = step.state;
  if (!thinking || thinking.hasOutput || thinking.speculative || speeches.length > 0) return;
  step.set({ fillersUsed: fillersUsed + 1 });
  say(step, "filler", settings.phrases.fillers[fillersUsed % settings.phrases.fillers.length] ?? "");
}

export function onFallbackTimer(step: Step): void {
  const thinking = step.state.thinking;
  if (!thinking || thinking.hasOutput || thinking.isFallback) return;
  step.fact({
    type: "vendor.failed",
    part: "thinking",
    message: `The ${thinking.tier} model did not answer within ${step.state.settings.model.fallbackAfterMs / 1000} s`,
    consequence: "Another model was asked",
  });
  toFallback(step, thinking);
}

export function onGiveUpTimer(step: Step): void {
  const thinking = step.state.thinking;
  if (!thinking || thinking.hasOutput) return;
  if (failVetting(step, thinking)) {
    step.effect({ kind: "stop_thinking", generation: thinking.generation });
    return;
  }
  const message = `No model answered within ${step.state.settings.model.giveUpAfterMs / 1000} s`;
  step.fact({ type: "vendor.failed", part: "thinking", message, consequence: "The agent apologised" });
  stopThinking(step);
  giveUp(step, message);
}

/** The adopted speculation's text and tools, held back so far, take effect. */
function release(step: Step): void {
  const thinking = step.state.thinking;
  if (!thinking) return;
  const { generation, text, tools } = thinking;
  if (thinking.heldSinceMs === null) tellLookup(step, generation);
  step.fact({
    type: "model.chosen",
    turnId: agentTurnId(generation),
    model: thinking.tier,
    why: "asked before the turn had ended",
  });
  if (text.trim() !== "") {
    addSpeech(step, { ...emptySpeech(generation, "answer", true), model: thinking.tier, speculation: "used" });
    appendText(step, generation, text);
  }
  step.set({ thinking: { ...step.state.thinking!, text: "" } });
  if (tools.length > 0) startTools(step, generation, tools);
  if (thinking.done) finishRun(step);
}

function finishRun(step: Step): void {
  const thinking = step.state.thinking;
  if (!thinking?.done) return;
  const { generation, done, tools } = thinking;
  cancelThinkingTimers(step);
  if (thinking.mode === "vet") {
    if (finishVetting(step, thinking) === "answered") summariseIfLong(step);
    return;
  }
  if (tools.length === 0 && thinking.withheld.length > 0) {
    if (hasSpeech(step, generation)) completeSpeech(step, generation, { usage: done.usage });
    beginVetting(step, thinking);
    return;
  }
  if (tools.length === 0 && !hasSpeech(step, generation)) {
    emptyAnswer(step, thinking);
    return;
  }
  if (tools.length > 0) {
    // The next step begins when every result is there: see settle.
    if (hasSpeech(step, generation)) completeSpeech(step, generation, { usage: done.usage });
    if (onlyEnds(tools)) heedClaims(step, generation, false);
    return;
  }
  step.set({ thinking: null });
  completeSpeech(step, generation, { usage: done.usage });
  heedClaims(step, generation, false);
  summariseIfLong(step);
}

function emptyAnswer(step: Step, thinking: Thinking): void {
  step.set({ thinking: null });
  if (step.state.closing) return;
  if (thinking.retriedEmpty || step.state.step > 0) {
    say(step, "apology", step.state.settings.phrases.sayAgain);
  } else {
    think(step, thinking.speculation, thinking.tier);
    step.set({ thinking: { ...step.state.thinking!, retriedEmpty: true } });
  }
}

function toFallback(step: Step, thinking: Thinking): void {
  step.effect({ kind: "stop_thinking", generation: thinking.generation });
  step.cancelTimer("fallback");
  const tier = step.state.settings.model.fallback[thinking.tier];
  // The give-up timer of the first run goes on: the caller has been waiting since then.
  startRun(step, {
    text: thinking.basisText,
    speculative: false,
    speculation: thinking.speculation,
    tier,
    isFallback: true,
    mode: thinking.mode,
    withheld: thinking.mode === "vet" ? thinking.withheld : [],
  });
}

function firstOutput(step: Step, thinking: Thinking): void {
  if (thinking.hasOutput) return;
  cancelThinkingTimers(step);
  step.set({ thinking: { ...thinking, hasOutput: true } });
}

function summariseIfLong(step: Step): void {
  const { history, settings, summarising } = step.state;
  const tooLong = historyChars(history) > settings.history.maxChars || history.length > settings.history.maxTurns;
  if (!tooLong || summarising || history.length < 6) return;
  // The older half; the newer one stays word for word.
  const entries = Math.floor(history.length / 2);
  step.set({ summarising: true });
  step.effect({ kind: "summarise", messages: toMessages(history.slice(0, entries), step.state.summary), entries });
}

const generationOf = (step: Step): number => step.state.thinking?.generation ?? 0;
