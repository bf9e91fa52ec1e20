import { FRAME_BYTES } from "@/lib/contracts/browser-line-paths";
import { MULAW_SILENCE } from "@/lib/domain/audio/mulaw";

type Mark = {
  name: string;
  /** Position in the stream of bytes before which everything must have been played. */ at: number;
};
type SentMark = { name: string; playedAtMs: number };

/**
 * What is to be played at a browser: the queue of sound, sent in frames of 20 ms in real time, and the marks in it. A browser does not say what it
 * has played, so a mark counts as reached when the sound before it was sent and has had the time to arrive and be played.
 */
export class OutgoingAudio {
  private readonly pieces: Uint8Array[] = [];
  private offset = 0;
  private written = 0;
  private sent = 0;
  private waiting: Mark[] = [];
  private onTheWay: SentMark[] = [];
  private readonly silence = new Uint8Array(FRAME_BYTES).fill(MULAW_SILENCE);

  get queuedBytes(): number {
    return this.written - this.sent;
  }

  push(mulaw: Uint8Array): void {
    if (mulaw.length === 0) return;
    this.pieces.push(Uint8Array.from(mulaw));
    this.written += mulaw.length;
  }

  mark(name: string): void {
    this.waiting.push({ name, at: this.written });
  }

  /** Forgets what is unsent; returns the marks that were not reached, in order. */
  clear(): string[] {
    this.pieces.length = 0;
    this.offset = 0;
    this.sent = this.written;
    const names = [...this.onTheWay.map(({ name }) => name), ...this.waiting.map(({ name }) => name)];
    this.onTheWay = [];
    this.waiting = [];
    return names;
  }

  /** The next 20 ms: sound, filled up with silence, or silence alone. Marks before its end are reached `playoutMs` after it was sent and played. */
  nextFrame(nowMs: number, playoutMs: number): Uint8Array {
    if (this.pieces.length === 0) {
      this.reach(nowMs + playoutMs);
      return this.silence;
    }
    const frame = new Uint8Array(FRAME_BYTES).fill(MULAW_SILENCE);
    let filled = 0;
    for (let piece = this.pieces[0]; piece && filled < FRAME_BYTES; piece = this.pieces[0]) {
      const part = piece.subarray(this.offset, this.offset + FRAME_BYTES - filled);
      frame.set(part, filled);
      filled += part.length;
      this.offset += part.length;
      if (this.offset < piece.length) break;
      this.pieces.shift();
      this.offset = 0;
    }
    this.sent += filled;
    this.reach(nowMs + filled / 8 + playoutMs);
    return frame;
  }

  /** Marks whose sound has been played by now, in order. */
  reached(nowMs: number): string[] {
    const names: string[] = [];
    for (let mark = this.onTheWay[0]; mark && mark.playedAtMs <= nowMs; mark = this.onTheWay[0]) {
      names.push(mark.name);
      this.onTheWay.shift();
    }
    return names;
  }

  private reach(playedAtMs: number): void {
    for (let mark = this.waiting[0]; mark && mark.at <= this.sent; mark = this.waiting[0]) {
      this.onTheWay.push({ name: mark.name, playedAtMs });
      this.waiting.shift();
    }
  }
}
