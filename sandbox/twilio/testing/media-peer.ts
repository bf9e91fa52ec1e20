import type { WebSocket } from "ws";
import { tone } from "../audio/frames";

/** A media message as the stand-in sends it; every number that should be text is text. */
export interface StreamMessage {
  readonly event: string;
  readonly sequenceNumber?: string;
  readonly streamSid?: string;
  readonly protocol?: string;
  readonly version?: string;
  readonly start?: Record<string, unknown>;
  readonly media?: {
    readonly track: string;
    readonly chunk: string;
    readonly timestamp: string;
    readonly payload: string;
  };
  readonly mark?: { readonly name: string };
  readonly dtmf?: { readonly track: string; readonly digit: string };
  readonly stop?: Record<string, unknown>;
}

/** The customer's end of one media stream, for tests. */
export class MediaPeer {
  readonly messages: StreamMessage[] = [];
  private readonly waiting: { fits: (message: StreamMessage) => boolean; resolve: (message: StreamMessage) => void }[] =
    [];
  /** Resolves with the close code. */
  readonly closed: Promise<number>;

  constructor(readonly socket: WebSocket) {
    this.closed = new Promise((resolve) => socket.once("close", resolve));
    socket.on("message", (data) => {
      const message = JSON.parse((data as Buffer).toString("utf8")) as StreamMessage;
      this.messages.push(message);
      for (const one of [...this.waiting]) {
        if (!one.fits(message)) continue;
        this.waiting.splice(this.waiting.indexOf(one), 1);
        one.resolve(message);
      }
    });
  }

  /** The first message, past or coming, that fits. */
  waitFor(fits: (message: StreamMessage) => boolean): Promise<StreamMessage> {
    const past = this.messages.find(fits);
    return past === undefined ? new Promise((resolve) => this.waiting.push({ fits, resolve })) : Promise.resolve(past);
  }

  async streamSid(): Promise<string> {
    return (await this.waitFor(({ event }) => event === "start")).streamSid ?? "";
  }

  /** Sends sound of this length in one message. */
  async sound(durationMs: number): Promise<void> {
    this.send({
      event: "media",
      streamSid: await this.streamSid(),
      media: { payload: tone([400], durationMs).toString("base64") },
    });
  }

  async mark(name: string): Promise<void> {
    this.send({ event: "mark", streamSid: await this.streamSid(), mark: { name } });
  }

  async clear(): Promise<void> {
    this.send({ event: "clear", streamSid: await this.streamSid() });
  }

  marks(): string[] {
    return this.messages.flatMap(({ event, mark }) => (event === "mark" && mark !== undefined ? [mark.name] : []));
  }

  send(message: unknown): void {
    this.socket.send(typeof message === "string" ? message : JSON.stringify(message));
  }
}
