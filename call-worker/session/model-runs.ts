import type { ConversationEffect } from "@/lib/domain/conversation/effects";
import type { ConversationEvent } from "@/lib/domain/conversation/events";
import type { ModelMessage } from "@/lib/domain/conversation/messages";
import { isReadingTool } from "@/lib/domain/tools/reading-tools";
import type { ModelEvent, ModelRun, ToolSpec } from "../ports/language-model";
import type { CallBrief, CallSessionDeps } from "./call-brief";
import { spokenText } from "./spoken-text";
import type { TurnClock } from "./turn-clock";

type Think = Extract<ConversationEffect, { kind: "think" }>;

const SUMMARY_SYSTEM =
  "Summarise this part of a phone call for the agent who goes on with it: who the caller is, what they want, what was said, promised and done, what is open. At most 120 words, plain text.";
const SUMMARY_MAX_TOKENS = 300;

/** The model's runs of one call: started, stopped, and turned into the machine's events. */
export class ModelRuns {
  private readonly runs = new Map<number, ModelRun>();
  private summary: ModelRun | null = null;
  /** The same arrays each time, for an adapter prepares each set of tools once. */
  private readonly some: Record<"reading" | "acting", readonly ToolSpec[]>;

  constructor(
    private readonly brief: CallBrief,
    private readonly deps: Pick<CallSessionDeps, "languageModel" | "models" | "clock">,
    private readonly turnClock: TurnClock,
    private readonly dispatch: (event: ConversationEvent) => void,
  ) {
    const isReading = ({ name }: ToolSpec) => isReadingTool(brief.settings.ownTools, name);
    this.some = {
      reading: brief.tools.filter(isReading),
      acting: brief.tools.filter((tool) => !isReading(tool)),
    };
  }

  start(effect: Think): void {
    const { generation, tier, messages, temperature, maxTokens, thinkingBudgetTokens } = effect;
    const { system, situation, tools } = this.brief;
    this.turnClock.thinkSent(generation, this.deps.clock.now(), effect.heldMs);
    const request = {
      model: this.deps.models[tier],
      system,
      situation: effect.steering === null ? situation : `${situation}\n\n${effect.steering}`.trim(),
      messages,
      tools: effect.tools === "all" ? tools : this.some[effect.tools],
      maxTokens,
      temperature,
      thinkingBudgetTokens,
    };
    const run = this.deps.languageModel.run(request, (event) => this.onEvent(generation, event));
    this.runs.set(generation, run);
  }

  stop(generation: number): void {
    this.runs.get(generation)?.abort();
    this.runs.delete(generation);
  }

  stopAll(): void {
    for (const run of this.runs.values()) run.abort();
    this.runs.clear();
    this.summary?.abort();
  }

  summarise(messages: readonly ModelMessage[], entries: number): void {
    let text = "";
    const asked: ModelMessage[] = [
      ...messages,
      { role: "user", content: [{ kind: "text", text: "Summarise the call so far." }] },
    ];
    const request = {
      model: this.deps.models.fast,
      system: SUMMARY_SYSTEM,
      situation: "",
      messages: asked,
      tools: [],
      maxTokens: SUMMARY_MAX_TOKENS,
      temperature: 0,
      thinkingBudgetTokens: null,
    };
    this.summary = this.deps.languageModel.run(request, (event) => {
      if (event.kind === "text") text += event.text;
      else if (event.kind === "done" && text.trim() !== "")
        this.dispatch({ kind: "summary.written", summary: text.trim(), entries });
      else if (event.kind !== "tool-call") this.dispatch({ kind: "summary.failed" });
    });
  }

  private onEvent(generation: number, event: ModelEvent): void {
    switch (event.kind) {
      case "text": {
        this.turnClock.modelSpoke(generation, this.deps.clock.now());
        const text = spokenText(event.text);
        if (text !== "") this.dispatch({ kind: "model.text", generation, text });
        return;
      }
      case "tool-call": {
        const { toolCallId, name, input } = event;
        return this.dispatch({ kind: "model.tool", generation, toolCallId, name, input });
      }
      case "done":
        this.runs.delete(generation);
        if (event.stopReason === "tools") this.turnClock.modelAskedForTools(generation, this.deps.clock.now());
        return this.dispatch({ kind: "model.done", generation, stopReason: event.stopReason, usage: event.usage });
      case "failed":
        this.runs.delete(generation);
        return this.dispatch({ kind: "model.failed", generation, message: event.message });
    }
  }
}
