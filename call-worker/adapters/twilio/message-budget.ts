/** A carrier sends 50 frames a second; after a stall on the way up to 20 s of them may come at once. */
const BURST_MESSAGES = 1_000;
const MESSAGES_PER_SECOND = 200;

/** Counts a peer's messages against what a real carrier could send. One subtraction a message, the clock only when low. */
export class MessageBudget {
  private left = BURST_MESSAGES;
  private filledAtMs = performance.now();

  /** Takes one message from the budget; false when there is none left. */
  take(): boolean {
    if (this.left < 1) {
      const nowMs = performance.now();
      const earned = ((nowMs - this.filledAtMs) * MESSAGES_PER_SECOND) / 1000;
      this.left = Math.min(BURST_MESSAGES, earned);
      this.filledAtMs = nowMs;
      if (this.left < 1) return false;
    }
    this.left -= 1;
    return true;
  }
}
