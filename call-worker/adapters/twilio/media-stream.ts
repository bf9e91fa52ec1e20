import type { ServerOptions, WebSocket } from "ws";
import type { z } from "zod";
import type { Line, LineEnd, LineListener } from "@/call-worker/ports/line";
import { readMediaFrame } from "./media-frame";
import type { MediaFrame } from "./media-frame";
import { MediaLine, endSocket } from "./media-line";
import { dtmfMessage, firstProblem, markMessage, startMessage, stopMessage } from "./media-messages";
import type { MediaStart } from "./media-messages";
import { MessageBudget } from "./message-budget";

const MAX_MESSAGE_BYTES = 65_536;
/** One message may carry at most two seconds of audio; a carrier sends 20 ms. */
const MAX_AUDIO_BYTES = 16_000;
const START_TIMEOUT_MS = 10_000;

/** For the `ws` server that media streams arrive on. Larger messages end the connection before they are read. */
export const mediaServerOptions = {
  noServer: true,
  perMessageDeflate: false,
  maxPayload: MAX_MESSAGE_BYTES,
} as const satisfies ServerOptions;

export interface MediaStreamHandlers {
  /**
   * The stream has said whose call it is. Returns who listens from now on; a stream that is not welcome is closed with
   * `line.close()`. Audio may follow at once, also while a token is still being checked.
   */
  onStart(start: MediaStart, line: Line): LineListener;
  /** The connection ended without a valid start: nothing was begun. `reason` is for the log. */
  onRejected(reason: string): void;
}

/**
 * Takes over a WebSocket that Twilio's media stream has opened. Whatever comes over it is checked; what breaks the
 * protocol closes this connection alone, with a reason that is sent, and told to the listener's onClosed.
 */
export function acceptMediaStream(socket: WebSocket, handlers: MediaStreamHandlers): void {
  new MediaStream(socket, handlers);
}

/** Decoded audio, one frame at a time for all calls: it is only valid while the listener runs. */
const scratch = Buffer.allocUnsafeSlow(MAX_AUDIO_BYTES);
const frame20ms = scratch.subarray(0, 160);
const audioIn: MediaFrame = { sequence: 0, audioBytes: 0 };

class Violation extends Error {}

class MediaStream {
  private readonly budget = new MessageBudget();
  private readonly startTimer: NodeJS.Timeout;
  private listener: LineListener | undefined;
  private streamSid = "";
  private lastSequence = 0;
  private over = false;

  constructor(
    private readonly socket: WebSocket,
    private readonly handlers: MediaStreamHandlers,
  ) {
    this.startTimer = setTimeout(() => this.end(1008, "no start message within 10 s"), START_TIMEOUT_MS);
    socket.on("message", (data: unknown, isBinary: boolean) => this.receive(data, isBinary));
    // ws reports an oversized or malformed frame here, and closes by itself.
    socket.on("error", (error: NodeJS.ErrnoException) => {
      this.finish(`connection error: ${error.message}`, error.code?.startsWith("WS_ERR_") ? "violated" : "lost");
    });
    socket.on("close", (code: number, reason: Buffer) => {
      this.finish(reason.length > 0 ? `closed with ${code}: ${reason.toString("utf8")}` : `closed with ${code}`);
    });
  }

  private receive(data: unknown, isBinary: boolean): void {
    if (this.over) return;
    if (!this.budget.take()) return this.end(1008, "too many messages");
    if (isBinary || !Buffer.isBuffer(data)) return this.end(1003, "binary messages are not part of a media stream");
    const { listener } = this;
    if (listener !== undefined && readMediaFrame(data, this.streamSid, scratch, audioIn)) {
      if (this.follows(audioIn.sequence) === true) this.pass(listener, audioIn.audioBytes);
      return;
    }
    let message: unknown;
    try {
      message = JSON.parse(data.toString("utf8"));
    } catch {
      return this.end(1007, "message is not JSON");
    }
    if (typeof message !== "object" || message === null || Array.isArray(message)) {
      return this.end(1007, "message is not a JSON object");
    }
    const fields = message as Record<string, unknown>;
    if (fields["event"] === "media") return this.receiveMedia(fields);
    try {
      this.receiveOther(fields);
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      this.end(1007, error.message);
    }
  }

  /** A media message that is not quite as Twilio writes it, or that something is wrong with. */
  private receiveMedia(message: Record<string, unknown>): void {
    const listener = this.listener;
    if (listener === undefined) return this.end(1008, "media before start");
    const media = message["media"] as { track?: unknown; payload?: unknown } | null | undefined;
    if (typeof media !== "object" || media === null) return this.end(1007, "media: without its content");
    if (message["streamSid"] !== this.streamSid) return this.end(1008, "media: of another stream");
    const fresh = this.follows(message["sequenceNumber"]);
    if (fresh === undefined) return;
    if (media.track === "outbound" || !fresh) return;
    if (media.track !== "inbound") return this.end(1007, "media.track: neither inbound nor outbound");
    const payload = media.payload;
    if (typeof payload !== "string") return this.end(1007, "media.payload: not a string");
    const size = Buffer.byteLength(payload, "base64");
    if (size > MAX_AUDIO_BYTES) return this.end(1009, "media.payload: more than two seconds of audio");
    const written = scratch.write(payload, 0, "base64");
    // The decoder skips what is not base64, so anything foreign shows as a shorter result.
    if (written !== size) return this.end(1007, "media.payload: not base64");
    this.pass(listener, size);
  }

  private pass(listener: LineListener, size: number): void {
    if (size > 0) listener.onAudio(size === 160 ? frame20ms : scratch.subarray(0, size));
  }

  private receiveOther(message: Record<string, unknown>): void {
    const event = message["event"];
    if (typeof event !== "string") throw new Violation("event: not a string");
    if (event === "start") return this.begin(message);
    if (event !== "mark" && event !== "dtmf" && event !== "stop") return;
    const listener = this.listener;
    if (listener === undefined) throw new Violation(`${event} before start`);
    if (event === "mark") {
      const { mark } = this.read(markMessage, message, event);
      if (this.inOrder(message)) listener.onMark(mark.name);
    } else if (event === "dtmf") {
      const { dtmf } = this.read(dtmfMessage, message, event);
      if (this.inOrder(message)) listener.onKey(dtmf.digit);
    } else {
      this.read(stopMessage, message, event);
      this.finish("the carrier ended the stream", "call_ended");
      endSocket(this.socket, 1000, "the carrier ended the stream");
    }
  }

  private begin(message: Record<string, unknown>): void {
    if (this.listener !== undefined) throw new Violation("start: a second time");
    const { start, streamSid, sequenceNumber } = this.read(startMessage, message, "start");
    if (start.streamSid !== streamSid) throw new Violation("start: streamSid differs from start.streamSid");
    clearTimeout(this.startTimer);
    this.streamSid = streamSid;
    this.lastSequence = sequenceNumber;
    this.listener = this.handlers.onStart(
      { accountSid: start.accountSid, callSid: start.callSid, streamSid, parameters: start.customParameters },
      new MediaLine(this.socket, streamSid),
    );
  }

  private read<Schema extends z.ZodType>(schema: Schema, message: unknown, event: string): z.infer<Schema> {
    const result = schema.safeParse(message);
    if (!result.success) throw new Violation(`${event}: ${firstProblem(result.error)}`);
    const streamSid = (message as Record<string, unknown>)["streamSid"];
    if (this.listener !== undefined && streamSid !== this.streamSid) throw new Violation(`${event}: of another stream`);
    return result.data;
  }

  private inOrder(message: Record<string, unknown>): boolean {
    return this.follows(message["sequenceNumber"]) === true;
  }

  /** True: the next message; false: the last one again, to be ignored; undefined: out of order, and the stream is ended. */
  private follows(sequenceNumber: unknown): boolean | undefined {
    const sequence = typeof sequenceNumber === "string" ? Number(sequenceNumber) : sequenceNumber;
    if (typeof sequence !== "number" || !Number.isInteger(sequence)) {
      this.end(1007, "sequenceNumber: not a whole number");
      return undefined;
    }
    if (sequence === this.lastSequence) return false;
    if (sequence < this.lastSequence) {
      this.end(1008, `out of order: sequenceNumber ${sequence} after ${this.lastSequence}`);
      return undefined;
    }
    this.lastSequence = sequence;
    return true;
  }

  /** Ends the connection from our side. The peer is told why before the call, which closes its line too, hears of it. */
  private end(code: number, reason: string): void {
    if (!this.over) endSocket(this.socket, code, reason);
    this.finish(reason, "violated");
  }

  private finish(reason: string, how: LineEnd = "lost"): void {
    if (this.over) return;
    this.over = true;
    clearTimeout(this.startTimer);
    if (this.listener === undefined) this.handlers.onRejected(reason);
    else this.listener.onClosed(reason, how);
  }
}
