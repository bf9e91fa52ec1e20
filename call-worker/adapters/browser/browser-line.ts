import type { Line, LineEnd, LineListener, LineView } from "@/call-worker/ports/line";
import { FromBrowser, type ToBrowser } from "@/lib/contracts/browser-line";
import { type BrowserConnection, BrowserEnd } from "./browser-end";
import { readJson } from "./read-json";

/** What is being said changes with every word; ten times a second is all that anybody sees. */
const SPEECH_EVERY_MS = 100;
/** How long from sending to playing until the browser has said it: the way there and a usual jitter buffer. */
const USUAL_PLAYOUT_MS = 80;
const MOST_PLAYOUT_MS = 1_000;

/** One caller's line from a browser: their sound, keys and words, the marks of what they have heard, and what they are shown. */
export class BrowserLine extends BrowserEnd implements Line {
  private listener: LineListener | null = null;
  private saidPlayoutMs = USUAL_PLAYOUT_MS;
  private speech: ToBrowser | null = null;
  private spokeAt = 0;

  constructor(
    readonly lineId: string,
    connection: BrowserConnection,
  ) {
    super(connection);
  }

  listen(listener: LineListener): void {
    this.listener = listener;
  }

  sendAudio(mulaw: Uint8Array): void {
    this.audio.push(mulaw);
  }

  sendMark(name: string): void {
    this.audio.mark(name);
  }

  clear(): void {
    const pending = this.audio.clear();
    this.tell({ type: "clear" });
    for (const name of pending) this.listener?.onMark(name);
  }

  close(): void {
    if (this.over) return;
    this.tell({ type: "bye" });
    this.leave();
  }

  bufferedBytes(): number {
    return this.channel.bufferedBytes();
  }

  show(view: LineView): void {
    if (this.over) return;
    // The newest state of what is being said takes the place of the one before; it follows the events that led to it.
    if (view.kind === "speech") this.speech = { type: "speech", speech: view.speech };
    else if (view.kind === "event") this.tell({ type: "event", event: view.event });
    else this.tell({ type: "resume", token: view.token });
  }

  protected override onSound(mulaw: Uint8Array): void {
    this.listener?.onAudio(mulaw);
  }

  protected override onText(text: string): boolean {
    const message = readJson(FromBrowser, text);
    switch (message?.type) {
      case "key":
        this.listener?.onKey(message.digit);
        return true;
      case "text":
        this.listener?.onText?.(message.text);
        return true;
      case "alive":
        if (message.playoutMs !== null) this.saidPlayoutMs = Math.min(MOST_PLAYOUT_MS, message.playoutMs);
        return true;
      case "hang_up":
        this.end("the caller hung up", "call_ended");
        return true;
      default:
        return false;
    }
  }

  protected override onEnded(reason: string, how: LineEnd): void {
    this.listener?.onClosed(reason, how);
  }

  protected override playoutMs(): number {
    return this.saidPlayoutMs;
  }

  protected override onBeat(nowMs: number): void {
    for (const name of this.audio.reached(nowMs)) this.listener?.onMark(name);
    if (!this.speech || nowMs - this.spokeAt < SPEECH_EVERY_MS) return;
    this.tell(this.speech);
    this.speech = null;
    this.spokeAt = nowMs;
  }

  private tell(message: ToBrowser): void {
    this.send(message);
  }
}
