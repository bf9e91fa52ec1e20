import type { Line, LineEnd, LineListener, LineView } from "@/call-worker/ports/line";
import { FromBrowser, type ToBrowser } from "@/lib/contracts/browser-line";
import type { FrameClock } from "./frame-clock";
import { OutgoingAudio } from "./outgoing-audio";

/** A browser sends a frame every 20 ms and a sign of life every second: one that does neither is gone. */
const LOST_AFTER_MS = 4_000;
const ALIVE_EVERY_MS = 1_000;
/** What is being said changes with every word; ten times a second is all that anybody sees. */
const SPEECH_EVERY_MS = 100;
/** How long from sending to playing until the browser has said it: the way there and a usual jitter buffer. */
const USUAL_PLAYOUT_MS = 80;
const MOST_PLAYOUT_MS = 1_000;
/** In any second: far more than a person at a keyboard, or a microphone, makes. */
const MOST_MESSAGES = 40;
const MOST_FRAMES = 150;
const MAX_MESSAGE_CHARS = 10_000;
const SECOND_MS = 1_000;

/** What carries a browser's line: WebRTC or a WebSocket. */
export interface BrowserChannel {
  sendFrame(mulaw: Uint8Array): void;
  sendText(text: string): void;
  /** Bytes handed over and not yet taken by the network. */
  bufferedBytes(): number;
  /** Ends the connection once what was sent is on its way. */
  close(): void;
}

/** One browser's line, whatever carries it: paces the sound, keeps the marks, reads the messages. */
export class BrowserLine implements Line {
  private readonly audio = new OutgoingAudio();
  private readonly stopBeat: () => void;
  private listener: LineListener | null = null;
  private playoutMs = USUAL_PLAYOUT_MS;
  private speech: ToBrowser | null = null;
  private heardAt: number;
  private aliveAt = 0;
  private spokeAt = 0;
  private second = { startedAt: 0, messages: 0, frames: 0 };
  private over = false;

  constructor(
    readonly lineId: string,
    private readonly channel: BrowserChannel,
    clock: FrameClock,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.heardAt = now();
    this.stopBeat = clock.add((nowMs) => this.beat(nowMs));
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
    this.send({ type: "clear" });
    for (const name of pending) this.listener?.onMark(name);
  }

  close(): void {
    if (this.over) return;
    this.over = true;
    this.stopBeat();
    this.send({ type: "bye" });
    this.channel.close();
  }

  bufferedBytes(): number {
    return this.channel.bufferedBytes();
  }

  show(view: LineView): void {
    if (this.over) return;
    // The newest state of what is being said takes the place of the one before; it follows the events that led to it.
    if (view.kind === "speech") this.speech = { type: "speech", speech: view.speech };
    else if (view.kind === "event") this.send({ type: "event", event: view.event });
    else this.send({ type: "resume", token: view.token });
  }

  /** Sound from the browser. The buffer is only valid during this call. */
  receiveFrame(mulaw: Uint8Array): void {
    if (this.over) return;
    this.heardAt = this.now();
    if (this.count("frames") > MOST_FRAMES) return;
    this.listener?.onAudio(mulaw);
  }

  receiveText(text: string): void {
    if (this.over) return;
    this.heardAt = this.now();
    if (this.count("messages") > MOST_MESSAGES) return this.end("too many messages", "violated");
    const message = text.length > MAX_MESSAGE_CHARS ? null : readMessage(text);
    if (message === null) return this.end("a message that is none of the protocol's", "violated");
    switch (message.type) {
      case "start":
        return this.end("start: a second time", "violated");
      case "key":
        return this.listener?.onKey(message.digit);
      case "text":
        return this.listener?.onText?.(message.text);
      case "alive":
        if (message.playoutMs !== null) this.playoutMs = Math.min(MOST_PLAYOUT_MS, message.playoutMs);
        return;
      case "hang_up":
        return this.end("the caller hung up", "call_ended");
    }
  }

  /** The connection itself ended. */
  lost(reason: string): void {
    this.end(reason, "lost");
  }

  private end(reason: string, how: LineEnd): void {
    if (this.over) return;
    this.over = true;
    this.stopBeat();
    this.channel.close();
    this.listener?.onClosed(reason, how);
  }

  private beat(nowMs: number): void {
    if (nowMs - this.heardAt > LOST_AFTER_MS) {
      return this.end(`nothing came from the browser for ${LOST_AFTER_MS / 1000} s`, "lost");
    }
    this.channel.sendFrame(this.audio.nextFrame(nowMs, this.playoutMs));
    for (const name of this.audio.reached(nowMs)) this.listener?.onMark(name);
    if (this.speech && nowMs - this.spokeAt >= SPEECH_EVERY_MS) {
      this.send(this.speech);
      this.speech = null;
      this.spokeAt = nowMs;
    }
    if (nowMs - this.aliveAt >= ALIVE_EVERY_MS) {
      this.aliveAt = nowMs;
      this.send({ type: "alive" });
    }
  }

  private send(message: ToBrowser): void {
    this.channel.sendText(JSON.stringify(message));
  }

  private count(what: "messages" | "frames"): number {
    const nowMs = this.now();
    if (nowMs - this.second.startedAt >= SECOND_MS) this.second = { startedAt: nowMs, messages: 0, frames: 0 };
    this.second[what] += 1;
    return this.second[what];
  }
}

/** Null for what is none of the protocol's messages. */
export function readMessage(text: string): ReturnType<typeof FromBrowser.parse> | null {
  try {
    const result = FromBrowser.safeParse(JSON.parse(text));
    return result.success ? result.data : null;
  } catch {
    return null;
  }
}
