import type { LineEnd } from "@/call-worker/ports/line";
import type { FrameClock } from "./frame-clock";
import type { BrowserChannel, BrowserReceiver } from "./handlers";
import { OutgoingAudio } from "./outgoing-audio";

/** A browser sends a frame every 20 ms and a sign of life every second: one that does neither is gone. */
const LOST_AFTER_MS = 4_000;
const ALIVE_EVERY_MS = 1_000;
/** In any second: far more than a person at a keyboard, or a microphone, makes. */
const MOST_MESSAGES = 40;
const MOST_FRAMES = 150;
const MAX_MESSAGE_CHARS = 10_000;
const SECOND_MS = 1_000;

/** One browser's connection, and when it is. */
export type BrowserConnection = {
  channel: BrowserChannel;
  clock: FrameClock;
  now?: () => number;
};

/** Our end of one browser's connection, whatever carries it: sends sound at its pace, gives and wants signs of life, holds back floods. */
export abstract class BrowserEnd implements BrowserReceiver {
  protected readonly audio = new OutgoingAudio();
  protected over = false;
  protected readonly channel: BrowserChannel;
  private readonly now: () => number;
  private readonly stopBeat: () => void;
  private heardAt: number;
  private aliveAt = 0;
  private second = { startedAt: 0, messages: 0, frames: 0 };

  constructor({ channel, clock, now = () => performance.now() }: BrowserConnection) {
    this.channel = channel;
    this.now = now;
    this.heardAt = now();
    this.stopBeat = clock.add((nowMs) => this.beat(nowMs));
  }

  receiveFrame(mulaw: Uint8Array): void {
    if (this.over) return;
    this.heardAt = this.now();
    if (this.count("frames") > MOST_FRAMES) return;
    this.onSound(mulaw);
  }

  receiveText(text: string): void {
    if (this.over) return;
    this.heardAt = this.now();
    if (this.count("messages") > MOST_MESSAGES) return this.end("too many messages", "violated");
    if (text.length > MAX_MESSAGE_CHARS || !this.onText(text)) {
      this.end("a message that is none of the protocol's", "violated");
    }
  }

  lost(reason: string): void {
    this.end(reason, "lost");
  }

  /** Ends the connection from here: nobody is told. */
  protected leave(): void {
    this.over = true;
    this.stopBeat();
    this.channel.close();
  }

  protected end(reason: string, how: LineEnd): void {
    if (this.over) return;
    this.leave();
    this.onEnded(reason, how);
  }

  protected abstract onSound(mulaw: Uint8Array): void;
  /** False: it is none of the protocol's messages. */
  protected abstract onText(text: string): boolean;
  /** The far end is gone, or what it sent was not the protocol. */
  protected abstract onEnded(reason: string, how: LineEnd): void;
  /** How long from sending to playing. */
  protected abstract playoutMs(): number;
  /** After each frame of 20 ms. */
  protected abstract onBeat(nowMs: number): void;

  private beat(nowMs: number): void {
    if (nowMs - this.heardAt > LOST_AFTER_MS) {
      return this.end(`nothing came from the browser for ${LOST_AFTER_MS / 1000} s`, "lost");
    }
    this.channel.sendFrame(this.audio.nextFrame(nowMs, this.playoutMs()));
    this.onBeat(nowMs);
    if (nowMs - this.aliveAt >= ALIVE_EVERY_MS) {
      this.aliveAt = nowMs;
      this.send({ type: "alive" });
    }
  }

  protected send(message: { type: string }): void {
    this.channel.sendText(JSON.stringify(message));
  }

  private count(what: "messages" | "frames"): number {
    const nowMs = this.now();
    if (nowMs - this.second.startedAt >= SECOND_MS) this.second = { startedAt: nowMs, messages: 0, frames: 0 };
    this.second[what] += 1;
    return this.second[what];
  }
}
