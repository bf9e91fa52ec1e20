import type { SpeechMetrics } from "@/lib/domain/conversation/events";

type Stages = {
  thinkSentAt: number | null;
  firstTokenAt: number | null;
  firstTextAt: number | null;
  firstAudioAt: number | null;
  firstSentAt: number | null;
  firstPlayedAt: number | null;
};

type CallerTurn = {
  lastSpeechAt: number | null;
  endedAt: number;
  /** Vendors' and tools' time of the steps before the one that is spoken. */
  vendorMs: number;
  toolMs: number;
  knowledgeMs: number;
  /** The generation whose first sound answers this turn. */
  answeredBy: number | null;
};

const NOTHING: Stages = {
  thinkSentAt: null,
  firstTokenAt: null,
  firstTextAt: null,
  firstAudioAt: null,
  firstSentAt: null,
  firstPlayedAt: null,
};

/** What is remembered of answers that are over; a call has few at once. */
const REMEMBERED = 16;

/**
 * Takes the times of one call's turns, in clock milliseconds, and makes the figures of each answer from them. What the caller waits is
 * taken from audio: the last audible sample of the caller, the first sample of the answer that the line confirmed as played.
 */
export class TurnClock {
  private readonly stages = new Map<number, Stages>();
  private turn: CallerTurn | null = null;

  callerEnded(endedAt: number, lastSpeechAt: number | null): void {
    this.turn = { lastSpeechAt, endedAt, vendorMs: 0, toolMs: 0, knowledgeMs: 0, answeredBy: null };
  }

  /** What the agent says next answers none of the caller's turns so far. */
  forgetTurn(): void {
    this.turn = null;
  }

  /** `heldMs`: so long the request waited for what was looked up; only what was after the end of the turn kept the caller waiting. */
  thinkSent(generation: number, at: number, heldMs: number): void {
    this.of(generation).thinkSentAt = at;
    if (this.turn && this.turn.answeredBy === null)
      this.turn.knowledgeMs += Math.max(0, Math.min(heldMs, at - this.turn.endedAt));
  }

  modelSpoke(generation: number, at: number): void {
    const stages = this.of(generation);
    if (stages.firstTokenAt !== null) return;
    stages.firstTokenAt = at;
    this.addVendor(this.modelMs(stages, at));
  }

  /** A run that asked for tools is over: its whole time was the vendor's. */
  modelAskedForTools(generation: number, at: number): void {
    const stages = this.of(generation);
    if (stages.firstTokenAt === null) this.addVendor(this.modelMs(stages, at));
  }

  toolsTook(ms: number): void {
    if (this.turn) this.turn.toolMs += ms;
  }

  textSent(generation: number, at: number): void {
    this.of(generation).firstTextAt ??= at;
  }

  audioCame(generation: number, at: number): void {
    this.of(generation).firstAudioAt ??= at;
  }

  audioSent(generation: number, at: number): void {
    this.of(generation).firstSentAt ??= at;
    if (this.turn && this.turn.answeredBy === null) this.turn.answeredBy = generation;
  }

  played(generation: number, at: number): void {
    this.of(generation).firstPlayedAt ??= at;
  }

  /** The figures of an answer; a stage that did not happen, or belongs to another answer, is null. */
  metricsOf(generation: number): SpeechMetrics {
    const stages = this.stages.get(generation) ?? NOTHING;
    const turn = this.turn?.answeredBy === generation ? this.turn : null;
    const voiceMs = difference(stages.firstAudioAt, stages.firstTextAt);
    const wholeMs = turn ? difference(stages.firstSentAt, turn.endedAt) : null;
    const added =
      turn && wholeMs !== null ? wholeMs - turn.vendorMs - turn.toolMs - turn.knowledgeMs - (voiceMs ?? 0) : null;
    return {
      voiceToVoiceMs: turn ? rounded(difference(stages.firstPlayedAt, turn.lastSpeechAt)) : null,
      endOfTurnDelayMs: turn ? rounded(difference(turn.endedAt, turn.lastSpeechAt)) : null,
      llmTtftMs: rounded(difference(stages.firstTokenAt, stages.thinkSentAt)),
      ttsTtfbMs: rounded(voiceMs),
      toolMs: turn && turn.toolMs > 0 ? rounded(turn.toolMs) : null,
      knowledgeMs: turn && turn.knowledgeMs > 0 ? rounded(turn.knowledgeMs) : null,
      addedDelayMs: added === null ? null : rounded(Math.max(0, added)),
    };
  }

  private of(generation: number): Stages {
    let stages = this.stages.get(generation);
    if (!stages) {
      stages = { ...NOTHING };
      this.stages.set(generation, stages);
      const oldest = this.stages.keys().next().value;
      if (this.stages.size > REMEMBERED && oldest !== undefined) this.stages.delete(oldest);
    }
    return stages;
  }

  /** A speculation's time before the turn's end cost the caller nothing. */
  private modelMs(stages: Stages, at: number): number {
    const from = Math.max(stages.thinkSentAt ?? at, this.turn?.endedAt ?? at);
    return Math.max(0, at - from);
  }

  private addVendor(ms: number): void {
    if (this.turn && this.turn.answeredBy === null) this.turn.vendorMs += ms;
  }
}

const difference = (later: number | null, earlier: number | null): number | null =>
  later === null || earlier === null ? null : later - earlier;

const rounded = (ms: number | null): number | null => (ms === null ? null : Math.round(ms * 10) / 10);
