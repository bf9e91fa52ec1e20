import { WebSocket, type RawData } from "ws";
import type { Fault } from "../../stand-in";
import { SILENCE_FRAME } from "../audio/frames";
import type { Leg, Tap } from "./leg";
import { readStreamCommand } from "./stream-command";

export interface MediaStreamOptions {
  readonly leg: Leg;
  readonly accountSid: string;
  readonly callSid: string;
  readonly streamSid: string;
  readonly url: string;
  readonly signature: string;
  /** Bidirectional (<Connect>) streams take media, mark and clear and send keys; the others only listen. */
  readonly bidirectional: boolean;
  readonly tracks: readonly ("inbound" | "outbound")[];
  readonly customParameters: Readonly<Record<string, string>>;
  /** Twilio's error or warning, with its code. */
  readonly alert: (code: number, message: string) => void;
  readonly takeFault: () => Fault | undefined;
  readonly after: (delayMs: number, run: () => void) => () => void;
  readonly onStart: () => void;
}

/** Why a stream is over: `server` closed it, we `stopped` it, it was `lost`, or it never came up (`refused`). */
export interface StreamEnd {
  readonly how: "server" | "stopped" | "lost" | "refused";
  readonly errorCode?: number;
  readonly message?: string;
}

const CONNECT_TIMEOUT_MS = 10_000;
const FAULT_CHECK_FRAMES = 50;
/** A server that stops reading must not fill this process's memory. */
const MAX_UNSENT_BYTES = 4 * 1024 * 1024;
const SILENCE_BASE64 = SILENCE_FRAME.toString("base64");

/** One Media Streams socket (twilio.com/docs/voice/media-streams/websocket-messages). */
export class MediaStream implements Tap {
  /** Resolves when the stream is over, whatever the reason. */
  readonly over: Promise<StreamEnd>;
  private finish!: (end: StreamEnd) => void;
  private readonly socket: WebSocket;
  private readonly suffix: string;
  private readonly withInbound: boolean;
  private readonly withOutbound: boolean;
  private started = false;
  private ended = false;
  private stalledBy: Fault | undefined;
  private sequence = 0;
  private startedAtMs = 0;
  private frames = 0;
  private inboundChunk = 0;
  private outboundChunk = 0;
  private warnedOfMessage = false;
  private socketError: NodeJS.ErrnoException | undefined;
  private refusedStatus: number | undefined;

  constructor(private readonly options: MediaStreamOptions) {
    this.over = new Promise((resolve) => {
      this.finish = resolve;
    });
    this.suffix = `"},"streamSid":"${options.streamSid}"}`;
    this.withInbound = options.tracks.includes("inbound");
    this.withOutbound = options.tracks.includes("outbound");
    this.socket = new WebSocket(options.url, {
      perMessageDeflate: false,
      handshakeTimeout: CONNECT_TIMEOUT_MS,
      // A mask of zeros is allowed by the protocol and spares a pass over every frame.
      generateMask: (mask: Buffer) => mask.fill(0),
      headers: { "x-twilio-signature": options.signature, "user-agent": "Twilio.TmeWs/1.0" },
    });
    this.socket.once("open", () => this.begin());
    this.socket.on("message", (data, isBinary) => this.receive(data, isBinary));
    this.socket.once("unexpected-response", (request, response) => {
      this.refusedStatus = response.statusCode;
      request.destroy();
      this.end({
        how: "refused",
        errorCode: 31920,
        message: `Stream - WebSocket - Handshake Error: HTTP status ${response.statusCode ?? 0}`,
      });
    });
    this.socket.on("error", (error: NodeJS.ErrnoException) => {
      this.socketError = error;
      if (!this.started) this.end(this.refusal(error));
    });
    this.socket.once("close", (code) => this.closed(code));
  }

  inbound(frame: Buffer, nowMs: number): void {
    if (!this.started || this.ended) return;
    this.frames += 1;
    if (this.frames % FAULT_CHECK_FRAMES === 0) this.checkFault();
    if (this.withInbound) this.sendMedia("inbound", (this.inboundChunk += 1), frame, nowMs);
  }

  outbound(frame: Buffer, nowMs: number): void {
    if (this.started && !this.ended && this.withOutbound)
      this.sendMedia("outbound", (this.outboundChunk += 1), frame, nowMs);
  }

  key(digit: string): void {
    if (!this.options.bidirectional) return;
    this.send(
      `{"event":"dtmf","streamSid":"${this.options.streamSid}","sequenceNumber":"${this.nextSequence()}","dtmf":{"track":"inbound_track","digit":"${digit}"}}`,
    );
  }

  /** The call ended or moved on: sends `stop` and closes. */
  stop(): void {
    if (this.ended) return;
    if (this.started) {
      const { accountSid, callSid, streamSid } = this.options;
      this.send(
        `{"event":"stop","sequenceNumber":"${this.nextSequence()}","stop":{"accountSid":"${accountSid}","callSid":"${callSid}"},"streamSid":"${streamSid}"}`,
      );
    }
    this.end({ how: "stopped" });
  }

  private begin(): void {
    if (this.ended) {
      this.socket.terminate();
      return;
    }
    const { accountSid, callSid, streamSid, tracks, customParameters, leg } = this.options;
    this.started = true;
    this.startedAtMs = leg.nowMs;
    this.send('{"event":"connected","protocol":"Call","version":"1.0.0"}');
    this.send(
      JSON.stringify({
        event: "start",
        sequenceNumber: this.nextSequence(),
        start: {
          accountSid,
          streamSid,
          callSid,
          tracks,
          mediaFormat: { encoding: "audio/x-mulaw", sampleRate: 8000, channels: 1 },
          customParameters,
        },
        streamSid,
      }),
    );
    leg.tap(this);
    this.options.onStart();
    this.checkFault();
  }

  private sendMedia(track: "inbound" | "outbound", chunk: number, frame: Buffer, nowMs: number): void {
    const payload = frame === SILENCE_FRAME ? SILENCE_BASE64 : frame.toString("base64");
    const timestamp = nowMs - this.startedAtMs;
    this.send(
      `{"event":"media","sequenceNumber":"${this.nextSequence()}","media":{"track":"${track}","chunk":"${chunk}","timestamp":"${timestamp}","payload":"${payload}${this.suffix}`,
    );
  }

  private nextSequence(): string {
    this.sequence += 1;
    return String(this.sequence);
  }

  private send(message: string): void {
    if (this.stalledBy !== undefined || this.socket.readyState !== WebSocket.OPEN) return;
    if (this.socket.bufferedAmount < MAX_UNSENT_BYTES) this.socket.send(message);
  }

  private receive(data: RawData, isBinary: boolean): void {
    if (this.ended || this.stalledBy !== undefined) return;
    if (isBinary) {
      this.options.alert(31950, "Stream - Protocol - Unsupported binary message");
      return;
    }
    const command = this.options.bidirectional
      ? readStreamCommand(data as Buffer, this.options.streamSid)
      : { event: "invalid" as const, problem: "a unidirectional stream takes no messages" };
    const { toFarEnd } = this.options.leg;
    if (command.event === "media") toFarEnd.push(command.audio);
    else if (command.event === "clear") toFarEnd.clear();
    else if (command.event === "mark") {
      const name = JSON.stringify(command.name);
      toFarEnd.mark(() => {
        if (this.ended) return;
        this.send(
          `{"event":"mark","sequenceNumber":"${this.nextSequence()}","mark":{"name":${name}},"streamSid":"${this.options.streamSid}"}`,
        );
      });
    } else if (!this.warnedOfMessage) {
      this.warnedOfMessage = true;
      this.options.alert(31951, `Stream - Protocol - Invalid Message: ${command.problem}`);
    }
  }

  private checkFault(): void {
    const fault = this.options.takeFault();
    if (fault === undefined) {
      // A stall that was switched on without a count ends when it is switched off.
      if (this.stalledBy !== undefined && this.stalledBy.count === undefined) this.stalledBy = undefined;
      return;
    }
    if (fault === this.stalledBy) return;
    if ((fault.afterMs ?? 0) > 0) this.options.after(fault.afterMs ?? 0, () => this.actOut(fault));
    else this.actOut(fault);
  }

  private actOut(fault: Fault): void {
    if (this.ended) return;
    if (fault.kind === "garbage") this.send('{"event":"media","media":{"payload":"\u0000 no protocol');
    else if (fault.kind === "stall" || fault.kind === "half-open") this.stalledBy = fault;
    else
      this.end({
        how: "lost",
        errorCode: 31903,
        message: `Stream - WebSocket - Connection Broken Pipe (fault: ${fault.kind})`,
      });
  }

  private refusal(error: NodeJS.ErrnoException): StreamEnd {
    const how = "refused";
    const detail = error.code ?? error.message;
    if (this.refusedStatus !== undefined)
      return {
        how,
        errorCode: 31920,
        message: `Stream - WebSocket - Handshake Error: HTTP status ${this.refusedStatus}`,
      };
    if (error.code === "ECONNREFUSED")
      return { how, errorCode: 31902, message: "Stream - WebSocket - Connection Refused" };
    if (/timed out|ETIMEDOUT/.test(detail))
      return { how, errorCode: 31901, message: "Stream - WebSocket - Connection Timeout" };
    if (/CERT|SSL|TLS|SELF_SIGNED/.test(detail))
      return { how, errorCode: 31910, message: `Stream - WebSocket - SSL Protocol Error: ${detail}` };
    return { how, errorCode: 31900, message: `Stream - WebSocket - Connection Error: ${detail}` };
  }

  private closed(code: number): void {
    if (this.ended) return;
    if (this.socketError !== undefined && (this.socketError.code ?? "").startsWith("WS_ERR")) {
      this.end({
        how: "lost",
        errorCode: 31924,
        message: `Stream - WebSocket - Protocol Error: ${this.socketError.message}`,
      });
    } else if (code === 1006) {
      this.end({ how: "lost", errorCode: 31903, message: "Stream - WebSocket - Connection Broken Pipe" });
    } else {
      this.end({ how: "server" });
    }
  }

  private end(end: StreamEnd): void {
    if (this.ended) return;
    this.ended = true;
    this.options.leg.untap(this);
    // What the closed stream had buffered is not played any more, nor does any mark of it come back.
    if (this.options.bidirectional) this.options.leg.toFarEnd.clear();
    if (end.how === "stopped" && this.socket.readyState === WebSocket.OPEN) this.socket.close(1000);
    else this.socket.terminate();
    this.finish(end);
  }
}
