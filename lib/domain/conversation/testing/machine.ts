import type { CallEventBody } from "@/lib/contracts/live/events";
import type { ConversationEffect } from "../effects";
import type { ConversationEvent, SpeechMetrics } from "../events";
import { reduce } from "../reduce";
import { phrasesFor } from "../phrases";
import { DEFAULT_RULES, type ConversationSettings } from "../settings";
import { initialState, type ConversationState, type HistoryEntry, type SearchMemory, type Steering } from "../state";

export const NO_METRICS: SpeechMetrics = {
  voiceToVoiceMs: null,
  endOfTurnDelayMs: null,
  llmTtftMs: null,
  ttsTtfbMs: null,
  toolMs: null,
  addedDelayMs: null,
};

export function testSettings(change: Partial<ConversationSettings> = {}): ConversationSettings {
  return {
    ...DEFAULT_RULES,
    direction: "inbound",
    phrases: phrasesFor("en"),
    notices: [],
    greeting: "Hello.",
    interruption: {
      ...DEFAULT_RULES.interruption,
      stopWords: ["stop", "wait", "hold on"],
      backchannels: ["mm-hm", "okay", "right", "i see"],
    },
    ...change,
  };
}

type Fact<T extends CallEventBody["type"]> = Extract<CallEventBody, { type: T }>;
type Effect<K extends ConversationEffect["kind"]> = Extract<ConversationEffect, { kind: K }>;

/**
 * A conversation on paper: events go in with a time, facts and effects pile up. Timers fire when time passes them, and a `clear` is
 * answered at once, as the driver does.
 */
export class Machine {
  state: ConversationState;
  nowMs = 0;
  readonly facts: CallEventBody[] = [];
  readonly effects: ConversationEffect[] = [];
  private readonly timers = new Map<string, { id: number; dueMs: number }>();
  /** What a clear reports as heard. */
  heardOnClear = (text: string): string => text.slice(0, Math.floor(text.length / 2));

  constructor(
    settings: Partial<ConversationSettings> = {},
    epoch = 0,
    history: readonly HistoryEntry[] = [],
    steering?: Steering,
    searching?: SearchMemory,
  ) {
    this.state = initialState(testSettings(settings), epoch, history, steering, searching);
  }

  send(event: ConversationEvent): this {
    const { state, facts, effects } = reduce(this.state, event, this.nowMs);
    this.state = state;
    this.facts.push(...facts);
    for (const effect of effects) {
      this.effects.push(effect);
      if (effect.kind === "set_timer")
        this.timers.set(effect.name, { id: effect.id, dueMs: this.nowMs + effect.afterMs });
      if (effect.kind === "cancel_timer") this.timers.delete(effect.name);
    }
    for (const effect of effects) if (effect.kind === "clear") this.cleared(effect.generation);
    return this;
  }

  /** Time passes; timers fire in order. */
  pass(ms: number): this {
    const until = this.nowMs + ms;
    for (;;) {
      const due = [...this.timers]
        .filter(([, timer]) => timer.dueMs <= until)
        .sort((a, b) => a[1].dueMs - b[1].dueMs)[0];
      if (!due) break;
      const [name, { id, dueMs }] = due;
      this.timers.delete(name);
      this.nowMs = dueMs;
      this.send({ kind: "timer.fired", name, id });
    }
    this.nowMs = until;
    return this;
  }

  /** The line is up and everything the agent opens with has been heard. */
  connect(): this {
    this.send({ kind: "line.connected", lineId: "MZ1", resumed: false });
    return this.hearAll();
  }

  /** The far end plays what is being said to its end, and whatever follows it. */
  hearAll(): this {
    for (let i = 0; i < 20 && this.state.speeches[0]?.complete; i += 1) this.hear();
    return this;
  }

  hear(): this {
    const generation = this.state.speeches[0]?.generation ?? -1;
    this.send({ kind: "speech.started", generation });
    return this.send({ kind: "speech.finished", generation, metrics: NO_METRICS, startMs: 0, endMs: this.nowMs });
  }

  /** Some of what is being said has been heard, the rest is on its way. */
  hearSome(chars: number): this {
    const generation = this.state.speeches[0]?.generation ?? -1;
    this.send({ kind: "speech.started", generation });
    return this.send({ kind: "speech.progress", generation, heardChars: chars });
  }

  private turn = 0;

  callerStarts(text: string): this {
    this.turn += 1;
    return this.send({ kind: "turn.started", turn: this.turn, text });
  }
  callerGoesOn(text: string): this {
    return this.send({ kind: "turn.updated", turn: this.turn, text });
  }
  callerMayBeDone(text: string): this {
    return this.send({ kind: "turn.ending", turn: this.turn, text });
  }
  callerResumes(text: string): this {
    return this.send({ kind: "turn.resumed", turn: this.turn, text });
  }
  callerEnds(text: string): this {
    return this.send({ kind: "turn.ended", turn: this.turn, text, confidence: 0.9, startMs: 0, endMs: this.nowMs });
  }
  callerSays(text: string): this {
    return this.callerStarts(text).callerEnds(text);
  }

  modelSays(text: string, done = true): this {
    const generation = this.state.thinking?.generation ?? -1;
    this.send({ kind: "model.text", generation, text });
    if (done) this.modelDone(generation);
    return this;
  }
  modelDone(
    generation = this.state.thinking?.generation ?? -1,
    stopReason: "end" | "tools" | "max_tokens" = "end",
  ): this {
    const usage = { inputTokens: 1, outputTokens: 1, cacheReadTokens: 0, cacheWriteTokens: 0 };
    return this.send({ kind: "model.done", generation, stopReason, usage });
  }
  modelCalls(...calls: [toolCallId: string, name: string, input: Record<string, unknown> | null][]): this {
    const generation = this.state.thinking?.generation ?? -1;
    for (const [toolCallId, name, input] of calls)
      this.send({ kind: "model.tool", generation, toolCallId, name, input });
    return this.modelDone(generation, "tools");
  }
  toolFinishes(toolCallId: string, output: unknown, failed = false): this {
    return this.send({ kind: "tool.finished", toolCallId, output, failed });
  }
  modelFails(message = "throttled"): this {
    return this.send({ kind: "model.failed", generation: this.state.thinking?.generation ?? -1, message });
  }

  private cleared(generation: number): void {
    const speech = this.state.speeches.find((candidate) => candidate.generation === generation);
    const heardText = this.heardOnClear(speech?.text ?? "");
    const heardFraction = speech && speech.text.length > 0 ? heardText.length / speech.text.length : 0;
    this.send({
      kind: "speech.cleared",
      generation,
      heardText,
      heardFraction,
      metrics: NO_METRICS,
      startMs: 0,
      endMs: this.nowMs,
    });
  }

  factsOf<T extends CallEventBody["type"]>(type: T): Fact<T>[] {
    return this.facts.filter((fact): fact is Fact<T> => fact.type === type);
  }
  effectsOf<K extends ConversationEffect["kind"]>(kind: K): Effect<K>[] {
    return this.effects.filter((effect): effect is Effect<K> => effect.kind === kind);
  }
  get lastThink(): Effect<"think"> | undefined {
    return this.effectsOf("think").at(-1);
  }
  /** Everything given to the voice, joined. */
  get voiced(): string {
    return this.effectsOf("speak")
      .map(({ text }) => text)
      .join("|");
  }
  get ended(): Fact<"call.ended"> | undefined {
    return this.factsOf("call.ended")[0];
  }
}
