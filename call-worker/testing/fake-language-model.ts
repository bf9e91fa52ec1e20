import type { Clock, TimerHandle } from "@/call-worker/ports/clock";
import type { LanguageModel, ModelEvent, ModelRequest, ModelRun, ModelUsage } from "@/call-worker/ports/language-model";

export type ScriptedToolCall = { name: string; input: Record<string, unknown> | null; toolCallId?: string };

/** What one run does. Text comes word by word. */
export type ScriptedRun = {
  text?: string;
  toolCalls?: readonly ScriptedToolCall[];
  /** Request → first token (or failure). Default 300. */
  ttftMs?: number;
  /** Between tokens. Default 20. */
  tokenEveryMs?: number;
  usage?: Partial<ModelUsage>;
  stopReason?: "end" | "tools" | "max_tokens";
  /** Fails after `text`, instead of being done. */
  failed?: { message: string; retryable: boolean };
  /** Never says anything more after `text`. */
  hangs?: boolean;
};

export type FakeModelRun = {
  request: ModelRequest;
  startedAt: number;
  aborted: boolean;
  /** Done or failed. */
  over: boolean;
};

/** A model that says what a script tells it. */
export interface FakeLanguageModel extends LanguageModel {
  readonly runs: readonly FakeModelRun[];
  readonly warmed: number;
  /** Adds runs, used in order; a function answers every request that has no scripted run left. */
  script(...runs: readonly (ScriptedRun | string)[]): void;
  answerWith(answer: (request: ModelRequest, run: number) => ScriptedRun | string): void;
}

export function createFakeLanguageModel(clock: Clock): FakeLanguageModel {
  return new ScriptedModel(clock);
}

class ScriptedModel implements FakeLanguageModel {
  readonly runs: FakeModelRun[] = [];
  warmed = 0;
  private readonly scripted: ScriptedRun[] = [];
  private answer: (request: ModelRequest, run: number) => ScriptedRun | string = () => "All right.";

  constructor(private readonly clock: Clock) {}

  warm(): void {
    this.warmed++;
  }

  script(...runs: readonly (ScriptedRun | string)[]): void {
    for (const run of runs) this.scripted.push(typeof run === "string" ? { text: run } : run);
  }

  answerWith(answer: (request: ModelRequest, run: number) => ScriptedRun | string): void {
    this.answer = answer;
  }

  run(request: ModelRequest, onEvent: (event: ModelEvent) => void): ModelRun {
    const number = this.runs.length;
    const given = this.scripted.shift() ?? this.answer(request, number);
    const script = typeof given === "string" ? { text: given } : given;
    const record: FakeModelRun = { request, startedAt: this.clock.now(), aborted: false, over: false };
    this.runs.push(record);
    const events = eventsOf(script, number);
    let timer: TimerHandle | null = null;
    const next = (delayMs: number): void => {
      timer = this.clock.setTimer(delayMs, () => {
        const event = events.shift();
        if (event === undefined) return;
        record.over = event.kind === "done" || event.kind === "failed";
        onEvent(event);
        if (!record.aborted && events.length > 0) next(event.kind === "text" ? (script.tokenEveryMs ?? 20) : 0);
      });
    };
    if (events.length > 0) next(script.ttftMs ?? 300);
    return {
      abort: () => {
        record.aborted = true;
        if (timer !== null) this.clock.clearTimer(timer);
      },
    };
  }
}

function eventsOf(script: ScriptedRun, run: number): ModelEvent[] {
  const events: ModelEvent[] = [];
  for (const text of script.text?.match(/\s*\S+\s*$|\s*\S+/g) ?? []) events.push({ kind: "text", text });
  const toolCalls = script.toolCalls ?? [];
  toolCalls.forEach((call, index) => {
    const toolCallId = call.toolCallId ?? `tool-${run}-${index}`;
    events.push({ kind: "tool-call", toolCallId, name: call.name, input: call.input });
  });
  if (script.hangs === true) return events;
  if (script.failed !== undefined) events.push({ kind: "failed", ...script.failed });
  else {
    const stopReason = script.stopReason ?? (toolCalls.length > 0 ? "tools" : "end");
    const usage = { inputTokens: 100, outputTokens: 20, cacheReadTokens: 0, cacheWriteTokens: 0, ...script.usage };
    events.push({ kind: "done", stopReason, usage });
  }
  return events;
}
