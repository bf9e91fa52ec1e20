import type { Line } from "@/call-worker/ports/line";

/** A connection that has this much waiting is not fed further: what it holds back a clear could not take back. */
const LINE_FULL_BYTES = 24_000;
const LINE_STALLED_MS = 5_000;

/** Whether a line takes audio, and whether it has not for so long that the call should know. */
export class LineGate {
  private fullSince = -1;
  private stallTold = false;

  constructor(private readonly line: Line) {}

  get full(): boolean {
    return this.fullSince >= 0;
  }

  takes(now: number): boolean {
    if (this.line.bufferedBytes() < LINE_FULL_BYTES) {
      this.reset();
      return true;
    }
    if (this.fullSince < 0) this.fullSince = now;
    return false;
  }

  /** True once per stall, when it has lasted 5 s. */
  newlyStalled(now: number): boolean {
    if (this.fullSince < 0 || this.stallTold || now - this.fullSince < LINE_STALLED_MS) return false;
    this.stallTold = true;
    return true;
  }

  reset(): void {
    this.fullSince = -1;
    this.stallTold = false;
  }
}
