/** A mark this much later than marks usually are means the far end itself stands still, not that the mark was slow. */
const STALL_MS = 200;

/**
 * What one call's far end has still to play, reckoned by the clock and corrected by returned marks.
 * Audio is played as it comes, one millisecond a millisecond, and pauses when there is none.
 */
export class FarEnd {
  private endAt = 0;
  /** How much earlier than reckoned the far end turned out to play (≤ 0, adds up over the call). */
  private shiftMs = 0;
  /** How long the far end has been standing still beyond the reckoning. */
  private lagMs = 0;
  /** The way there and back of a mark, as the quickest one took it. */
  private roundTripMs = Infinity;

  /** Milliseconds of audio sent and not played yet. */
  aheadMs(now: number): number {
    return Math.max(0, this.endAt + this.lagMs - now);
  }

  /** When everything sent will have been played. */
  playedOutAt(): number {
    return this.endAt + this.lagMs;
  }

  sent(now: number, ms: number): void {
    if (this.endAt < now) {
      this.lagMs = Math.max(0, this.lagMs - (now - this.endAt));
      this.endAt = now;
    }
    this.endAt += ms;
  }

  /** To be kept with a mark sent now, and given back with it. */
  expectMark(): number {
    return this.endAt - this.shiftMs;
  }

  markReturned(expected: number, now: number): void {
    const delayMs = now - (expected + this.shiftMs);
    if (delayMs < 0) {
      this.shiftMs += delayMs;
      this.endAt += delayMs;
      this.roundTripMs = 0;
      this.lagMs = 0;
      return;
    }
    if (delayMs < this.roundTripMs) this.roundTripMs = delayMs;
    const excessMs = delayMs - this.roundTripMs;
    // Judged anew by each mark: if only the mark was slow, the next one puts it right before the far end runs dry.
    this.lagMs = excessMs > STALL_MS ? excessMs : 0;
  }

  /** The far end's buffer was emptied. */
  cleared(now: number): void {
    this.endAt = now;
    this.lagMs = 0;
  }
}
