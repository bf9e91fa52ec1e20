import type { ConversationEvent } from "@/lib/domain/conversation/events";
import { MULAW_BYTES_PER_MS } from "@/lib/domain/audio/mulaw";
import type { Line } from "../ports/line";
import type { CallBrief, CallSessionDeps } from "./call-brief";
import { createPlayout, type Playout } from "./playout";
import { createSpeaking, type Speaking } from "./speaking";
import type { TurnClock } from "./turn-clock";

/** Above so much audio waiting to be played, no more text goes to the voice: overflow pauses the feed, it never drops sound. */
const ENOUGH_AHEAD_MS = 20_000;
/** Faster than any voice speaks: text at the voice is reckoned too short rather than too long, or its last part would wait for ever. */
const FASTEST_MS_PER_CHAR = 25;

/** Of what has not begun or is over: older than everything. */
const NOWHERE = -1;

export type Heard = { heardText: string; heardFraction: number; startMs: number; endMs: number };

export type VoiceOptions = {
  line: Line;
  brief: CallBrief;
  deps: Pick<CallSessionDeps, "clock" | "pacer" | "rate" | "textToSpeech">;
  turnClock: TurnClock;
  nowMs: () => number;
  dispatch: (event: ConversationEvent) => void;
  /** All of an answer should have been played, but the far end did not say so. */
  onUnconfirmed: () => void;
};

/** The agent's voice on one line: text to the synthesiser, its audio to the line at the pace of speech, what was heard back. */
export class Voice {
  private readonly playout: Playout;
  private readonly speaking: Speaking;
  private readonly texts = new Map<number, string>();
  /**
   * Generations number runs of the model and speeches alike, so an answer that comes after its own filler is older than
   * that. Playout and synthesiser let nothing older in than they have seen; they get the places in the order of speaking.
   */
  private readonly places = new Map<number, number>();
  private readonly generations = new Map<number, number>();
  private lastPlace = 0;
  private readonly startedMs = new Map<number, number>();
  /** The shortest sound that the text at the voice can still make. */
  private owedMs = 0;
  /** Text that waits until less audio does. */
  private waiting: { generation: number; text: string | null }[] = [];

  constructor(private readonly options: VoiceOptions) {
    const { line, brief, deps, turnClock, dispatch, nowMs } = options;
    const { clock, pacer, rate } = deps;
    this.playout = createPlayout({
      line,
      clock,
      pacer,
      rate,
      listener: {
        onFirstSent: (place, at) => {
          const generation = this.generationAt(place);
          turnClock.audioSent(generation, at);
          this.startedMs.set(generation, nowMs());
          dispatch({ kind: "speech.started", generation });
        },
        onFirstPlayed: (place, at) => turnClock.played(this.generationAt(place), at),
        onProgress: (place, heardChars) => {
          this.feed();
          dispatch({ kind: "speech.progress", generation: this.generationAt(place), heardChars });
        },
        onFinished: (place, _heard, confirmed) => {
          const generation = this.generationAt(place);
          if (!confirmed) this.options.onUnconfirmed();
          const times = this.timesOf(generation);
          this.forget(generation);
          dispatch({ kind: "speech.finished", generation, metrics: turnClock.metricsOf(generation), ...times });
        },
        onStalled: () => {},
      },
    });
    this.speaking = createSpeaking({
      textToSpeech: deps.textToSpeech,
      voice: brief.voice,
      rate,
      clock,
      listener: {
        onAudio: (place, mulaw) => {
          turnClock.audioCame(this.generationAt(place), clock.now());
          this.owedMs = Math.max(0, this.owedMs - mulaw.length / MULAW_BYTES_PER_MS);
          this.playout.append(place, mulaw);
        },
        onFirstAudio: () => {},
        onFinished: (place) => {
          this.owedMs = 0;
          this.playout.end(place, this.texts.get(this.generationAt(place)) ?? "");
        },
        onFailed: (place, message) => {
          this.owedMs = 0;
          this.playout.end(place, this.texts.get(this.generationAt(place)) ?? "", false);
          dispatch({ kind: "vendor.failed", part: "speaking", message });
        },
        onLost: () => {},
        onRecovered: (gapMs) => dispatch({ kind: "vendor.recovered", part: "speaking", gapMs }),
      },
    });
  }

  warm(): void {
    this.speaking.warm();
  }

  begin(generation: number): void {
    const place = ++this.lastPlace;
    this.places.set(generation, place);
    this.generations.set(place, generation);
    this.texts.set(generation, "");
    this.playout.begin(place);
  }

  speak(generation: number, text: string): void {
    const whole = (this.texts.get(generation) ?? "") + text;
    this.texts.set(generation, whole);
    this.playout.text(this.placeOf(generation), whole);
    this.waiting.push({ generation, text });
    this.feed();
  }

  finish(generation: number, text: string): void {
    this.texts.set(generation, text);
    this.waiting.push({ generation, text: null });
    this.feed();
  }

  hold(): void {
    this.playout.hold();
  }

  release(): void {
    this.playout.release();
  }

  /** Stops at once, here and at the far end, and tells what was heard. */
  clear(generation: number): Heard {
    this.waiting = [];
    this.owedMs = 0;
    this.speaking.cancel();
    const { heardText, heardFraction } = this.playout.clear(this.placeOf(generation));
    const times = this.timesOf(generation);
    this.forget(generation);
    return { heardText, heardFraction, ...times };
  }

  onMark(name: string): void {
    this.playout.onMark(name);
  }

  close(): void {
    this.waiting = [];
    this.speaking.close();
    this.playout.close();
  }

  private feed(): void {
    const { turnClock, deps } = this.options;
    while (this.waiting.length > 0 && this.aheadMs() < ENOUGH_AHEAD_MS) {
      const next = this.waiting.shift();
      if (!next) return;
      if (next.text === null) {
        this.speaking.finish(this.placeOf(next.generation));
      } else {
        turnClock.textSent(next.generation, deps.clock.now());
        this.owedMs += next.text.length * FASTEST_MS_PER_CHAR;
        this.speaking.speak(this.placeOf(next.generation), next.text);
      }
    }
  }

  /** Sound that waits to be played, and sound that the voice owes. */
  private aheadMs(): number {
    return this.playout.bufferedAheadMs() + this.owedMs;
  }

  private timesOf(generation: number): { startMs: number; endMs: number } {
    const endMs = this.options.nowMs();
    return { startMs: this.startedMs.get(generation) ?? endMs, endMs };
  }

  private placeOf(generation: number): number {
    return this.places.get(generation) ?? NOWHERE;
  }

  private generationAt(place: number): number {
    return this.generations.get(place) ?? NOWHERE;
  }

  private forget(generation: number): void {
    this.generations.delete(this.placeOf(generation));
    this.places.delete(generation);
    this.texts.delete(generation);
    this.startedMs.delete(generation);
  }
}
