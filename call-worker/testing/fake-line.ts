import { MULAW_BYTES_PER_MS } from "@/lib/domain/audio/mulaw";
import type { Clock, TimerHandle } from "@/call-worker/ports/clock";
import type { Line, LineEnd, LineListener } from "@/call-worker/ports/line";

export type FakeLineOptions = {
  clock: Clock;
  /** One way, in ms: audio and marks are that late over there, returned marks that late here. */
  latencyMs?: number;
};

type PendingMark = { name: string; timer: TimerHandle };

/** A far end with a playout clock: plays what it is sent in real time and returns marks when they are reached. */
export interface FakeLine extends Line {
  /** Whoever takes the far end's audio, marks and keys. */
  listen(listener: LineListener): void;
  /** Sends audio as the carrier does, a frame every 20 ms, starting now; `onDone` after the last. */
  talk(mulaw: Uint8Array, onDone?: () => void): void;
  /** Hands over audio at once. */
  deliver(mulaw: Uint8Array): void;
  pressKey(digit: string): void;
  /** The caller writes on the screen. */
  typeText(text: string): void;
  /** The connection ends from over there: with the call unless said otherwise. */
  hangUp(reason: string, how?: LineEnd): void;
  /** Marks are lost from now on (false: returned again). */
  loseMarks(lost: boolean): void;
  /** What bufferedBytes() says. */
  backlogBytes: number;
  /** Every message, in order, copied. */
  readonly sent: readonly { at: number; mulaw: Uint8Array }[];
  readonly marksSent: readonly { at: number; name: string }[];
  readonly clears: readonly number[];
  readonly closed: boolean;
  /** Milliseconds of audio arrived over there and not played yet. */
  bufferedMs(): number;
  /** Bytes over there have been played in all; what a clear threw away is not among them. */
  playedBytes(): number;
  /** What was really heard, in order. */
  heardAudio(): Uint8Array;
  /** The same in pieces as they were sent, each with when it began to be heard. */
  heardPieces(): { startAt: number; mulaw: Uint8Array }[];
}

export function createFakeLine(options: FakeLineOptions): FakeLine {
  return new FarSide(options.clock, options.latencyMs ?? 0);
}

type Arrived = { startAt: number; mulaw: Uint8Array };

class FarSide implements FakeLine {
  readonly lineId = "fake-line";
  readonly sent: { at: number; mulaw: Uint8Array }[] = [];
  readonly marksSent: { at: number; name: string }[] = [];
  readonly clears: number[] = [];
  closed = false;
  backlogBytes = 0;
  private listener: LineListener | null = null;
  private marksAreLost = false;
  /** Audio in the order of playing, each with when it starts; shortened by clears. */
  private playing: Arrived[] = [];
  private playedOutAt = -Infinity;
  private pendingMarks: PendingMark[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly latencyMs: number,
  ) {}

  listen(listener: LineListener): void {
    this.listener = listener;
  }

  sendAudio(mulaw: Uint8Array): void {
    if (this.closed) return;
    const copy = mulaw.slice();
    this.sent.push({ at: this.clock.now(), mulaw: copy });
    this.overThere(() => {
      const startAt = Math.max(this.clock.now(), this.playedOutAt);
      this.playing.push({ startAt, mulaw: copy });
      this.playedOutAt = startAt + copy.length / MULAW_BYTES_PER_MS;
    });
  }

  sendMark(name: string): void {
    if (this.closed) return;
    this.marksSent.push({ at: this.clock.now(), name });
    this.overThere(() => {
      const waitMs = Math.max(0, this.playedOutAt - this.clock.now());
      const timer = this.clock.setTimer(waitMs, () => {
        this.pendingMarks = this.pendingMarks.filter((mark) => mark.timer !== timer);
        this.returnMark(name);
      });
      this.pendingMarks.push({ name, timer });
    });
  }

  clear(): void {
    if (this.closed) return;
    this.clears.push(this.clock.now());
    this.overThere(() => {
      const now = this.clock.now();
      this.playing = this.playing
        .filter((piece) => piece.startAt < now)
        .map((piece) => ({ ...piece, mulaw: piece.mulaw.subarray(0, playedOf(piece, now)) }));
      this.playedOutAt = Math.min(this.playedOutAt, now);
      const pending = this.pendingMarks;
      this.pendingMarks = [];
      for (const mark of pending) {
        this.clock.clearTimer(mark.timer);
        this.returnMark(mark.name);
      }
    });
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    for (const mark of this.pendingMarks) this.clock.clearTimer(mark.timer);
    this.pendingMarks = [];
    this.clock.setTimer(0, () => this.listener?.onClosed("closed by us", "lost"));
  }

  bufferedBytes(): number {
    return this.backlogBytes;
  }

  talk(mulaw: Uint8Array, onDone?: () => void): void {
    let at = 0;
    const startedAt = this.clock.now();
    const next = (): void => {
      if (this.closed) return;
      this.deliver(mulaw.subarray(at, at + 160));
      at += 160;
      if (at >= mulaw.length) onDone?.();
      else this.clock.setTimer(startedAt + at / MULAW_BYTES_PER_MS - this.clock.now(), next);
    };
    this.clock.setTimer(0, next);
  }

  deliver(mulaw: Uint8Array): void {
    if (!this.closed) this.listener?.onAudio(mulaw);
  }

  typeText(text: string): void {
    this.listener?.onText?.(text);
  }

  pressKey(digit: string): void {
    if (!this.closed) this.listener?.onKey(digit);
  }

  hangUp(reason: string, how: LineEnd = "call_ended"): void {
    if (this.closed) return;
    this.closed = true;
    this.listener?.onClosed(reason, how);
  }

  loseMarks(lost: boolean): void {
    this.marksAreLost = lost;
  }

  bufferedMs(): number {
    return Math.max(0, this.playedOutAt - this.clock.now());
  }

  playedBytes(): number {
    const now = this.clock.now();
    return this.playing.reduce((sum, piece) => sum + playedOf(piece, now), 0);
  }

  heardAudio(): Uint8Array {
    return Buffer.concat(this.heardPieces().map(({ mulaw }) => mulaw));
  }

  heardPieces(): Arrived[] {
    const now = this.clock.now();
    return this.playing.map((piece) => ({ ...piece, mulaw: piece.mulaw.subarray(0, playedOf(piece, now)) }));
  }

  private returnMark(name: string): void {
    if (this.marksAreLost) return;
    // Even without latency a mark never comes back from within the sender's own call.
    this.clock.setTimer(this.latencyMs, () => this.deliverMark(name));
  }

  private deliverMark(name: string): void {
    if (!this.closed) this.listener?.onMark(name);
  }

  private overThere(arrive: () => void): void {
    if (this.latencyMs === 0) arrive();
    else this.clock.setTimer(this.latencyMs, arrive);
  }
}

function playedOf(piece: Arrived, now: number): number {
  const bytes = Math.floor((now - piece.startAt) * MULAW_BYTES_PER_MS);
  return Math.max(0, Math.min(piece.mulaw.length, bytes));
}
