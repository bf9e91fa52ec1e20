/** The vendor's window starts when a message reaches it, a little after ours. */
const MARGIN_MS = 250;

/** Counts what was sent in the last `windowMs`, so that no more than `limit` ever is. */
export class RollingWindow {
  private readonly sent: { atMs: number; amount: number }[] = [];
  private total = 0;

  constructor(
    private readonly limit: number,
    private readonly windowMs: number,
  ) {}

  /** Milliseconds until `amount` (at most `limit`) may be sent; 0: now. */
  waitMs(nowMs: number, amount: number): number {
    const lifeMs = this.windowMs + MARGIN_MS;
    for (let oldest = this.sent[0]; oldest !== undefined && nowMs - oldest.atMs >= lifeMs; oldest = this.sent[0]) {
      this.total -= oldest.amount;
      this.sent.shift();
    }
    let over = this.total + amount - this.limit;
    if (over <= 0) return 0;
    for (const { atMs, amount: freed } of this.sent) {
      over -= freed;
      if (over <= 0) return atMs + lifeMs - nowMs;
    }
    return lifeMs;
  }

  add(nowMs: number, amount: number): void {
    this.total += amount;
    const newest = this.sent[this.sent.length - 1];
    // Tokens that come within one tick need no entry each.
    if (newest !== undefined && nowMs - newest.atMs < 10) newest.amount += amount;
    else this.sent.push({ atMs: nowMs, amount });
  }
}
