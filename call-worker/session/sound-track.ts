import { MULAW_BYTES_PER_MS, MULAW_SILENCE } from "@/lib/domain/audio/mulaw";

type Piece = { at: number; mulaw: Uint8Array };

/** One side of a call's sound, each piece in its place in time. */
export class SoundTrack {
  private pieces: Piece[] = [];
  /** Where what was placed last ends. */
  private endAt = -Infinity;

  constructor(
    /** What comes so much after the end of the piece before still belongs to it: a network is never even. */
    private readonly slackMs: number,
    /** What would be so far ahead of now is left out: it came in a heap, after a pause. */
    private readonly mostAheadMs: number,
  ) {}

  /** Sound that begins now, or when what was placed before it is over. Copied, and only where it is to be kept. */
  place(nowMs: number, mulaw: Uint8Array, isKept: boolean): void {
    if (this.endAt - nowMs > this.mostAheadMs) return;
    const at = nowMs - this.endAt > this.slackMs ? nowMs : this.endAt;
    this.endAt = at + mulaw.length / MULAW_BYTES_PER_MS;
    if (isKept) this.pieces.push({ at, mulaw: Uint8Array.from(mulaw) });
  }

  /** From now on nothing is heard of it any more. */
  cut(nowMs: number): void {
    this.endAt = Math.min(this.endAt, nowMs);
    this.pieces = this.pieces
      .filter(({ at }) => at < nowMs)
      .map(({ at, mulaw }) => ({ at, mulaw: mulaw.subarray(0, Math.round((nowMs - at) * MULAW_BYTES_PER_MS)) }));
  }

  forget(): void {
    this.pieces = [];
  }

  /** Writes what is heard from `fromMs` on, as long as `into` is, and forgets what came before. False: nothing is. */
  read(fromMs: number, into: Uint8Array): boolean {
    let isHeard = false;
    let gone = 0;
    for (const { at, mulaw } of this.pieces) {
      const offset = Math.round((at - fromMs) * MULAW_BYTES_PER_MS);
      if (offset >= into.length) break;
      const part = mulaw.subarray(Math.max(0, -offset), into.length - offset);
      if (part.length > 0) {
        if (!isHeard) into.fill(MULAW_SILENCE);
        isHeard = true;
        into.set(part, Math.max(0, offset));
      }
      if (offset + mulaw.length <= into.length) gone += 1;
    }
    this.pieces.splice(0, gone);
    return isHeard;
  }
}
