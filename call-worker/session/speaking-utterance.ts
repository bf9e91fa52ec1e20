import { MULAW_BYTES_PER_MS } from "@/lib/domain/audio/mulaw";
import { createSilenceTrim, endSilenceTrim, trimLeadingSilence } from "@/call-worker/audio/trim-silence";

import { TextTiming, wordEndBefore } from "./playout-text-timing";

const FIRST_AUDIO_PATIENCE_MS = 1_000;
/** The new connection gets longer, because a voice that is slow today is better than an apology; but nobody waits longer than 3 s in silence. */
const SECOND_TRY_PATIENCE_MS = 2_000;
/** Voices make audio faster than it is spoken: this long without any, before the end, is a dead connection. */
const MORE_AUDIO_PATIENCE_MS = 3_000;
/** With this much text a voice begins, though nobody has told it yet that the text is complete. */
const ENOUGH_TO_BEGIN_CHARS = 100;

/** An answer whose audio has not all come: what was asked for it, what came, and since when more is owed. */
export class Utterance {
  text = "";
  textComplete = false;
  firstTextAt = -1;
  heardAudio = false;
  retries = 0;
  losses = 0;
  private trim = createSilenceTrim();
  /** Audio of the present connection, what of it was passed on, and the text position that connection began at. */
  private audioBytes = 0;
  private audibleBytes = 0;
  private spokenFromChar = 0;
  private owedSince = -1;

  constructor(readonly generation: number) {}

  addText(text: string, now: number): void {
    if (this.firstTextAt < 0) this.firstTextAt = now;
    this.text += text;
  }

  /** What of this piece of audio is to be played. */
  audioCame(mulaw: Uint8Array, now: number): Uint8Array {
    this.audioBytes += mulaw.length;
    this.heardAudio = true;
    if (this.owedSince >= 0) this.owedSince = this.textComplete ? now : -1;
    const audible = trimLeadingSilence(this.trim, mulaw);
    this.audibleBytes += audible.length;
    return audible;
  }

  /** What was held back of audio that is silent throughout. */
  audioEnded(): Uint8Array {
    return endSilenceTrim(this.trim);
  }

  /** Text was given to the connection: from now on it owes audio, unless it may still wait for more text. */
  expectAudio(now: number): void {
    if (!this.textComplete) {
      const given = this.text.length - this.spokenFromChar;
      if (this.owedSince >= 0 || this.audioBytes > 0 || given < ENOUGH_TO_BEGIN_CHARS) return;
    }
    this.owedSince = now;
  }

  /** The answer before it is through: only now can audio of this one come. */
  isNext(now: number): void {
    if (this.owedSince >= 0) this.owedSince = now;
  }

  /** When audio is overdue; Infinity while none is owed. */
  overdueAt(): number {
    if (this.owedSince < 0) return Infinity;
    const first = this.audioBytes === 0 && this.textComplete;
    return (
      this.owedSince +
      (first ? (this.retries > 0 ? SECOND_TRY_PATIENCE_MS : FIRST_AUDIO_PATIENCE_MS) : MORE_AUDIO_PATIENCE_MS)
    );
  }

  overdueBecause(): string {
    return this.audioBytes === 0 ? "The voice gave no audio in time." : "The voice stopped in mid-answer.";
  }

  /**
   * For a new connection: the text after what the audio so far says, by estimate. A word it may have broken off in is
   * said again. Tells whether part of the answer was voiced before.
   */
  beginRest(msPerWeight: number): { rest: string; respoken: boolean } {
    const respoken = this.audioBytes > 0;
    if (respoken) {
      const timing = new TextTiming();
      timing.setText(this.text.slice(this.spokenFromChar));
      const chars = timing.charsAt(this.audibleBytes / MULAW_BYTES_PER_MS / msPerWeight);
      this.spokenFromChar += wordEndBefore(timing.text, chars);
      this.trim = createSilenceTrim();
    }
    this.audioBytes = 0;
    this.audibleBytes = 0;
    this.owedSince = -1;
    return { rest: this.text.slice(this.spokenFromChar), respoken };
  }
}
