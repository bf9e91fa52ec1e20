const MAX_FLUSHES = 20;
const WINDOW_MS = 60_000;
/** The vendor's window starts when a Flush reaches it, a little after ours. */
const MARGIN_MS = 250;

/** Deepgram answers at most 20 Flush in 60 s on one connection (https://developers.deepgram.com/docs/tts-ws-flush). */
export class FlushWindow {
  private readonly sentAt: number[] = [];

  /** Milliseconds until a Flush may be sent; 0: now. */
  waitMs(nowMs: number): number {
    while (this.sentAt[0] !== undefined && nowMs - this.sentAt[0] >= WINDOW_MS + MARGIN_MS) this.sentAt.shift();
    const oldest = this.sentAt[0];
    if (oldest === undefined || this.sentAt.length < MAX_FLUSHES) return 0;
    return oldest + WINDOW_MS + MARGIN_MS - nowMs;
  }

  sent(nowMs: number): void {
    this.sentAt.push(nowMs);
  }
}
