import { createHash } from "node:crypto";
import type { AgentConfig } from "@/lib/contracts/agent-config";
import type { CallEvent, CallEventBody, TurnMetrics } from "@/lib/contracts/live/events";
import { valenceIn } from "@/lib/domain/sentiment/score-text";
import { openingAnswer, type Schedule } from "@/lib/domain/schedule/opening-hours";
import type { Dialogue, Ending, Line, Saying } from "./dialogue";
import { delay, type Random, uuidAt } from "./random";

const MODELS = {
  fast: { id: "anthropic.claude-haiku-4-5-20251001-v1:0", ttftMs: 560 },
  balanced: { id: "anthropic.claude-sonnet-4-6", ttftMs: 780 },
  deep: { id: "anthropic.claude-opus-4-6-v1", ttftMs: 1500 },
} as const;
const CALLER_MS_PER_WORD = 340;
const AGENT_MS_PER_WORD = 330;
const NO_METRICS: TurnMetrics = {
  voiceToVoiceMs: null,
  endOfTurnDelayMs: null,
  llmTtftMs: null,
  ttsTtfbMs: null,
  toolMs: null,
  addedDelayMs: null,
  speculation: "none",
};

export type CallFrame = {
  callId: string;
  /** When the line was answered; times count from here. */
  answeredAt: Date;
  started: Extract<CallEventBody, { type: "call.started" }>;
  config: AgentConfig;
  schedule: Schedule;
};

export type SimulatedCall = { events: CallEvent[]; endedAt: Date; ending: Ending };

/** Gives a dialogue the times, figures and events the exchange would have written. */
export function simulateCall(frame: CallFrame, dialogue: Dialogue, random: Random): SimulatedCall {
  return new Simulation(frame, random).run(dialogue);
}

class Simulation {
  private readonly events: CallEvent[] = [];
  private nowMs = 0;
  private turn = 0;
  private lastSpeaker: "caller" | "agent" = "agent";
  private ending: Ending | null = null;

  constructor(
    private readonly frame: CallFrame,
    private readonly random: Random,
  ) {}

  run(dialogue: Dialogue): SimulatedCall {
    const { started, config } = this.frame;
    this.fact(started, -900);
    const streamSid = `MZ${this.hex(32)}`;
    this.fact({ type: "line.connected", streamSid, resumed: false });
    const isMachine = dialogue.lines[0]?.kind === "fact";
    if (!isMachine) this.greet(config);
    for (const line of dialogue.lines) this.play(line);
    const ending = dialogue.ending ?? this.ending ?? this.endedBy();
    this.nowMs += 400 + this.random() * 900;
    this.fact({ type: "line.closed", reason: ending.reason });
    this.fact({
      type: "call.ended",
      disposition: ending.disposition,
      reason: ending.reason,
      durationMs: Math.round(this.nowMs),
    });
    return { events: this.events, endedAt: this.clock(), ending };
  }

  private endedBy(): Ending {
    return { disposition: "caller_hung_up", reason: "The caller hung up", status: "completed" };
  }

  private greet({ disclosure, recordingNotice, greeting }: AgentConfig): void {
    const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
    const notices = [disclosure, recordingNotice].filter((notice) => notice.enabled);
    if (disclosure.enabled)
      this.fact({ type: "notice.given", kind: "disclosure", textSha256: sha256(disclosure.text) });
    if (recordingNotice.enabled) {
      this.fact({ type: "notice.given", kind: "recording", textSha256: sha256(recordingNotice.text) });
    }
    const text = [...notices.map((notice) => notice.text), greeting].join(" ");
    this.answer(text, { purpose: "greeting" }, null);
  }

  private play(line: Line): void {
    switch (line.kind) {
      case "caller":
        return this.say(line.text, line.keypad ?? false);
      case "agent":
        return this.answer(line.text, line.say, null);
      case "hours": {
        const at = this.frame.answeredAt.getTime() + this.nowMs;
        const output = openingAnswer(this.frame.schedule, at, line.day);
        const text = [line.before, output?.spoken ?? "", line.after].filter(Boolean).join(" ");
        const use = { name: "get_opening_hours", input: line.day ? { day: line.day } : {}, output };
        return this.answer(text, { purpose: "answer" }, use);
      }
      case "message": {
        const input = { caller_name: line.name, callback_number: line.number, message: line.text };
        const messageId = uuidAt(this.clock(), this.random);
        const use = { name: "take_message", input, output: { taken: true, messageId } };
        const { name: callerName, number: callbackNumber, text } = line;
        const taken: CallEventBody = { type: "message.taken", messageId, callerName, callbackNumber, text };
        return this.answer(line.answer, { purpose: "answer" }, use, taken);
      }
      case "silence":
        this.nowMs += 10_000;
        this.fact({ type: "silence.prompted", count: line.count });
        return this.answer(line.prompt, { purpose: "prompt" }, null);
      case "fact":
        this.nowMs += line.body.type === "vendor.failed" && line.body.part === "thinking" ? 8000 : 650;
        return this.fact(line.body);
    }
  }

  private say(text: string, isKeypad: boolean): void {
    const startMs = this.nowMs + 350 + this.random() * 900;
    const pace = isKeypad ? 260 * text.length : CALLER_MS_PER_WORD * words(text).length * (0.85 + this.random() * 0.35);
    this.nowMs = startMs + pace;
    this.turn += 1;
    const turnId = `c${this.turn}`;
    if (isKeypad) this.fact({ type: "keypad.pressed", digits: text });
    this.fact({
      type: "segment.final",
      segmentId: `0.${turnId}`,
      turnId,
      speaker: "caller",
      text,
      startMs: Math.round(startMs),
      endMs: Math.round(this.nowMs),
      confidence: isKeypad ? null : Math.round((0.88 + this.random() * 0.11) * 1000) / 1000,
      source: isKeypad ? "keypad" : "speech",
    });
    const { language } = this.frame.config;
    const valence = isKeypad ? null : valenceIn(text, language);
    if (valence) this.fact({ type: "sentiment.scored", turnId, ...valence, language: language.slice(0, 2) });
    this.lastSpeaker = "caller";
  }

  private answer(
    text: string,
    say: Saying,
    tool: { name: string; input: Record<string, unknown>; output: unknown } | null,
    afterTool?: CallEventBody,
  ): void {
    const { config } = this.frame;
    const turnId = `a${++this.turn}`;
    const scripted = say.purpose !== "answer" && say.purpose !== "goodbye";
    const model = MODELS[say.deep ? "deep" : config.modelPolicy];
    const answersCaller = this.lastSpeaker === "caller" && !scripted;
    if (answersCaller) {
      const why = say.deep ?? (config.modelPolicy === "fast" ? "An everyday question" : "The agent's policy");
      this.fact({ type: "model.chosen", turnId, model: model.id, why });
    }
    const spokenFrom = this.nowMs;
    let toolMs: number | null = null;
    if (tool) {
      toolMs = delay(this.random, tool.name === "take_message" ? 70 : 12, 0.5);
      const { name, input, output } = tool;
      const toolCallId = `tooluse_${this.hex(22)}`;
      this.nowMs += 480;
      this.fact({ type: "tool.called", toolCallId, turnId, name, input });
      this.nowMs += toolMs;
      this.fact({ type: "tool.finished", toolCallId, turnId, name, ok: true, output, durationMs: toolMs });
      if (afterTool) this.fact(afterTool);
      this.nowMs = spokenFrom;
    }
    const metrics = answersCaller
      ? this.metrics(model.ttftMs, toolMs)
      : { ...NO_METRICS, ttsTtfbMs: delay(this.random, 310, 0.2) };
    const startMs = spokenFrom + (metrics.voiceToVoiceMs ?? 300);
    this.nowMs = Math.max(this.nowMs, startMs - 200);
    this.fact({ type: "answer.written", turnId, text, model: scripted ? null : model.id, kind: say.purpose });
    this.speak(turnId, text, say, startMs, metrics, scripted);
    this.lastSpeaker = "agent";
    if (say.end) this.ending = { disposition: "agent_ended", reason: say.end, status: "completed" };
  }

  private speak(
    turnId: string,
    text: string,
    say: Saying,
    startMs: number,
    metrics: TurnMetrics,
    scripted: boolean,
  ): void {
    const all = words(text);
    const heard = say.cutAt ? all.slice(0, Math.max(1, Math.round(all.length * say.cutAt))) : all;
    this.nowMs = startMs + heard.length * AGENT_MS_PER_WORD;
    if (say.backchannel) this.fact({ type: "barge_in.dismissed", turnId, reason: "backchannel" }, -600);
    if (say.cutAt)
      this.fact({ type: "barge_in.committed", turnId, reason: this.random() < 0.3 ? "stop_word" : "words" });
    const heardText = heard.join(" ");
    this.fact({
      type: "answer.ended",
      segmentId: `0.${turnId}`,
      turnId,
      text,
      heardText,
      heardFraction: Math.round((heardText.length / text.length) * 1000) / 1000,
      interrupted: Boolean(say.cutAt),
      startMs: Math.round(startMs),
      endMs: Math.round(this.nowMs),
      metrics,
      usage: scripted
        ? null
        : {
            inputTokens: Math.round(260 + this.turn * 45 + this.random() * 80),
            outputTokens: Math.round(all.length * 1.4),
            cacheReadTokens: this.turn > 2 ? 4300 : 0,
            cacheWriteTokens: this.turn > 2 ? 0 : 4300,
          },
    });
  }

  private metrics(ttftMs: number, toolMs: number | null): TurnMetrics {
    const endOfTurnDelayMs = delay(this.random, 250, 0.22);
    const speculation = this.random() < 0.45 ? "used" : this.random() < 0.25 ? "discarded" : "none";
    const llmTtftMs = delay(this.random, ttftMs * (toolMs === null ? 1 : 1.5), 0.3);
    const ttsTtfbMs = delay(this.random, 300, 0.18);
    const addedDelayMs = Math.round((3 + this.random() * 12) * 10) / 10;
    const ahead = speculation === "used" ? Math.min(llmTtftMs, 240) : 0;
    const voiceToVoiceMs = Math.round(endOfTurnDelayMs + llmTtftMs - ahead + ttsTtfbMs + addedDelayMs + (toolMs ?? 0));
    return { voiceToVoiceMs, endOfTurnDelayMs, llmTtftMs, ttsTtfbMs, toolMs, addedDelayMs, speculation };
  }

  private fact(body: CallEventBody, offsetMs = 0): void {
    const last = this.events.at(-1);
    const at = Math.max(this.clock(offsetMs).getTime(), last ? Date.parse(last.at) : 0);
    const seq = this.events.length + 1;
    this.events.push({ callId: this.frame.callId, seq, at: new Date(at).toISOString(), body });
  }

  private clock(offsetMs = 0): Date {
    return new Date(this.frame.answeredAt.getTime() + Math.round(this.nowMs + offsetMs));
  }

  private hex(length: number): string {
    return Array.from({ length }, () => Math.floor(this.random() * 16).toString(16)).join("");
  }
}

const words = (text: string) => text.split(/\s+/).filter(Boolean);
