import { callerBlock, tellCallerRecord } from "./caller-record";
import { toMessages } from "./history";
import { blockOf, lookupFor, lookupOf, tellLookup } from "./knowledge";
import type { ModelTier } from "./messages";
import { chooseTier } from "./router";
import { say } from "./speaking";
import { steeringBlock } from "./steering-block";
import { agentTurnId, type RunMode, type Thinking } from "./state";
import type { Step } from "./step";
import { hasForeignResult } from "./tools";

export type NewRun = {
  text: string;
  speculative: boolean;
  speculation: Thinking["speculation"];
  tier?: ModelTier;
  isFallback?: boolean;
  mode?: RunMode;
  /** Of a run that vets: what is to be confirmed. */
  withheld?: readonly string[];
};

/** Begins a run of the model; it is asked at once, or as soon as what the caller's words need has been looked up. */
export function startRun(step: Step, run: NewRun): void {
  const { settings, historyVersion } = step.state;
  const generation = step.nextGeneration();
  const chosen = chooseTier(settings.model.policy, run.text);
  const mode = run.mode ?? "answer";
  const thinking: Thinking = {
    generation,
    tier: run.tier ?? chosen.tier,
    basisText: run.text,
    basisVersion: historyVersion,
    speculative: run.speculative,
    text: "",
    tools: [],
    hasOutput: false,
    done: null,
    speculation: run.speculation,
    isFallback: run.isFallback ?? false,
    retriedEmpty: false,
    heldSinceMs: null,
    readForeign: false,
    mode,
    withheld: run.withheld ?? [],
  };
  step.set({ thinking });
  const deep = thinking.tier === "deep";
  if (!run.speculative) {
    step.fact({
      type: "model.chosen",
      turnId: agentTurnId(generation),
      model: thinking.tier,
      why: why(run, chosen.why),
    });
    if (!run.isFallback) startThinkingTimers(step, deep);
  }
  const lookup = mode === "vet" ? null : lookupFor(step, run.text);
  if (lookup && lookup.finding === null && settings.knowledge) {
    step.set({ thinking: { ...thinking, heldSinceMs: step.nowMs } });
    step.setTimer("knowledge", settings.knowledge.waitMs);
  } else {
    askModel(step, thinking);
  }
  if (deep && !run.speculative && mode === "answer" && step.state.speeches.length === 0) {
    say(step, "filler", settings.phrases.acknowledgement);
  }
}

/** A run that vets is to say what is wanted done, not to look further. */
const TOOLS_OF = { answer: "all", reading: "reading", vet: "acting" } as const satisfies Record<RunMode, string>;

/** Asks the model now, with what has been found so far. */
export function askModel(step: Step, thinking: Thinking): void {
  const { settings, history, summary } = step.state;
  const { generation, tier, speculative, basisText, mode, heldSinceMs } = thinking;
  step.cancelTimer("knowledge");
  const vetting = mode === "vet";
  const lookup = vetting ? null : lookupOf(step, basisText);
  const callerRecord = vetting ? null : callerBlock(step);
  const readForeign =
    !vetting &&
    (callerRecord !== null ||
      (lookup?.finding?.passages.length ?? 0) > 0 ||
      (!speculative && hasForeignResult(history)));
  step.set({ thinking: { ...thinking, heldSinceMs: null, readForeign } });
  if (!speculative && lookup) tellLookup(step, generation);
  if (!speculative && callerRecord !== null) tellCallerRecord(step);
  const deep = tier === "deep";
  step.effect({
    kind: "think",
    generation,
    tier,
    messages: toMessages(history, summary, {
      alsoSaid: speculative ? basisText : null,
      knowledge: [callerRecord, blockOf(lookup)].filter((block) => block !== null).join("\n") || null,
      foreign: vetting ? "none" : "this turn",
    }),
    temperature: settings.model.temperature,
    maxTokens: settings.model.maxTokens,
    thinkingBudgetTokens: deep ? settings.model.thinkingBudgetTokens : null,
    speculative,
    tools: TOOLS_OF[mode],
    steering: steeringBlock(step.state),
    heldMs: heldSinceMs === null ? 0 : step.nowMs - heldSinceMs,
  });
}

export function startThinkingTimers(step: Step, deep = false): void {
  const { fillerAfterMs, fallbackAfterMs, giveUpAfterMs } = step.state.settings.model;
  // Deep thinking has said that it takes a moment; its limits are those of a tool.
  const extra = deep ? step.state.settings.tools.hardLimitMs : 0;
  if (!deep) step.setTimer("filler", fillerAfterMs);
  step.setTimer("fallback", fallbackAfterMs + extra);
  step.setTimer("give_up", giveUpAfterMs + extra);
}

export function cancelThinkingTimers(step: Step): void {
  for (const name of ["filler", "fallback", "give_up", "knowledge"]) step.cancelTimer(name);
}

function why({ isFallback, mode }: NewRun, chosen: string): string {
  if (isFallback) return "the model asked first did not answer";
  if (mode === "vet") return "asked again without what it had read, to see whether the tool is wanted all the same";
  return chosen;
}
