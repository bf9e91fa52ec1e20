import type { Line, LineListener } from "@/call-worker/ports/line";

export type BrowserStart = {
  token: string;
  /** The last event of the call that the browser has seen; 0: none. */
  lastSeq: number;
};

export interface BrowserLineHandlers {
  /** The browser is connected and has said whose call it is. Returns who listens; one that is not welcome is closed with `line.close()`. */
  onStart(start: BrowserStart, line: Line): LineListener;
  /** The connection ended before it was one: nothing was begun. `reason` is for the log. */
  onRejected(reason: string): void;
}
