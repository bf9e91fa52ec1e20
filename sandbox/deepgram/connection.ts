import type { WebSocket } from "ws";
import type { Controls, Fault } from "../stand-in";

/** The vendor's operations, as faults and the log name them. */
export type Operation = "listen.v1" | "listen.v2" | "speak.v1";

/** What runs on a connection: one of the vendor's streaming services. */
export interface Session {
  audio(bytes: Buffer): void;
  text(message: string): void;
  /** Called about twice a second, for time limits. */
  tick?(nowMs: number): void;
  /** Called once when the connection is gone. */
  closed?(): void;
}

interface Outgoing {
  readonly atMs: number;
  readonly payload: string | Uint8Array | undefined;
  readonly close: { readonly code?: number; readonly reason?: string } | undefined;
  readonly isDiscardable: boolean;
}

const GARBAGE = [
  '{"type":"Results","channel":',
  "\u0000\ufffd not json",
  '{"type":42,"event":{"a":[]},"transcript":null,"words":"none","channel":[]}',
  "[]",
  "null",
];

/**
 * One client's WebSocket: sends in order, each message after its own delay at the earliest, and misbehaves when a fault
 * says so.
 */
export class Connection {
  readonly openedAtMs = performance.now();
  session: Session | undefined;
  hasFault = false;

  private readonly queue: Outgoing[] = [];
  private timer: NodeJS.Timeout | undefined;
  private isSilent = false;
  private garbageSent = -1;

  constructor(
    readonly socket: WebSocket,
    readonly operation: Operation,
    readonly requestId: string,
    private readonly controls: Controls,
  ) {
    socket.on("message", (data: Buffer, isBinary: boolean) => {
      if (this.isSilent) return;
      if (isBinary) this.session?.audio(data);
      else this.session?.text(data.toString("utf8"));
    });
    socket.on("ping", (data) => {
      if (!this.isSilent) socket.pong(data);
    });
    // A broken or oversized frame closes this connection; the close event tells.
    socket.on("error", (error) => this.log("socket error", { message: error.message }));
    socket.on("close", (code: number) => {
      clearTimeout(this.timer);
      this.queue.length = 0;
      this.session?.closed?.();
      this.log("closed", { code });
    });
  }

  log(what: string, detail: Record<string, unknown> = {}): void {
    this.controls.log("deepgram", `${this.operation} ${what}`, { requestId: this.requestId, ...detail });
  }

  latencyMs(what: string): number {
    return this.controls.latencyMs("deepgram", what);
  }

  sendJson(message: Record<string, unknown>, delayMs = 0, isDiscardable = false): void {
    this.enqueue({ atMs: delayMs, payload: JSON.stringify(message), close: undefined, isDiscardable });
  }

  sendAudio(audio: Uint8Array, delayMs = 0): void {
    this.enqueue({ atMs: delayMs, payload: audio, close: undefined, isDiscardable: true });
  }

  /** Closes after everything already queued was sent. Without a code the close frame carries none (1005). */
  close(code?: number, reason?: string): void {
    this.enqueue({ atMs: 0, payload: undefined, close: { code, reason }, isDiscardable: false });
  }

  /** Forgets queued audio and what was to confirm it. */
  discard(): void {
    const kept = this.queue.filter((outgoing) => !outgoing.isDiscardable);
    this.queue.length = 0;
    this.queue.push(...kept);
  }

  /** Begins to misbehave now; for good. */
  applyFault(fault: Fault): void {
    this.hasFault = true;
    this.log("fault", { kind: fault.kind });
    if (fault.kind === "drop") this.socket.terminate();
    else if (fault.kind === "garbage") {
      this.garbageSent = 0;
      this.sendJson({});
    } else if (fault.kind === "stall") this.isSilent = true;
    else if (fault.kind === "half-open") {
      this.isSilent = true;
      this.socket.pause();
    }
  }

  private enqueue(outgoing: Outgoing): void {
    if (outgoing.atMs <= 0 && this.queue.length === 0) {
      this.transmit(outgoing);
      return;
    }
    const last = this.queue[this.queue.length - 1];
    this.queue.push({ ...outgoing, atMs: Math.max(performance.now() + outgoing.atMs, last?.atMs ?? 0) });
    this.timer ??= setTimeout(() => this.drain(), Math.max(0, outgoing.atMs));
  }

  private drain(): void {
    this.timer = undefined;
    const nowMs = performance.now();
    // Timers may fire a fraction of a millisecond early.
    while (this.queue.length > 0 && this.queue[0]!.atMs <= nowMs + 0.5) this.transmit(this.queue.shift()!);
    const next = this.queue[0];
    if (next) this.timer = setTimeout(() => this.drain(), next.atMs - nowMs);
  }

  private transmit({ payload, close }: Outgoing): void {
    if (this.isSilent || this.socket.readyState !== this.socket.OPEN) return;
    if (close) this.socket.close(close.code, close.reason);
    else if (this.garbageSent >= 0) this.socket.send(GARBAGE[this.garbageSent++ % GARBAGE.length]!);
    else if (payload !== undefined) this.socket.send(payload);
  }
}
