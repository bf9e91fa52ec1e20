import type { FormParams } from "../signature";
import { newSid } from "../sids";
import { detectAnswer, type DetectionOptions } from "./answer-detection";
import { rfc2822, voiceParams, type CallDirection, type CallFacts, type CallStatus } from "./call-params";
import type { Exchange } from "./exchange";
import type { EndStatus, FarEnd, FarEndLine } from "./far-end";
import { Leg } from "./leg";
import { runProgram, type Entry } from "../twiml/program";

export interface StatusCallbackTarget {
  readonly url: string;
  readonly method: "GET" | "POST";
  /** Of initiated, ringing, answered, completed. */
  readonly events: ReadonlySet<string>;
}

export interface CallOptions {
  readonly from: string;
  readonly to: string;
  readonly direction: CallDirection;
  readonly farEnd: FarEnd;
  /** What runs when the call is connected (inbound: when it arrives); absent when the call is only bridged. */
  readonly entry?: Entry | undefined;
  readonly fallback?: { readonly url: string; readonly method: "GET" | "POST" } | undefined;
  readonly statusCallback?: StatusCallbackTarget | undefined;
  readonly phoneNumberSid?: string | undefined;
  readonly parentCallSid?: string | undefined;
  readonly ringTimeoutMs?: number;
  readonly timeLimitMs?: number;
  readonly detection?: DetectionOptions | undefined;
  readonly sendDigits?: string | undefined;
  readonly recording?: { readonly channels: 1 | 2; readonly statusCallback: string | undefined } | undefined;
  /** A bridged call's program has run to its end (a <Number url="…"> whisper), or there was none. */
  readonly onReady?: (call: Call) => void;
  readonly onEnded?: (call: Call) => void;
  /** The other telephone was answered. */
  readonly onConnected?: (leg: Leg) => void;
  /** A bridged call is sent elsewhere by the API: it leaves whoever it was connected with. */
  readonly onTaken?: (call: Call) => void;
}

const DEFAULT_TIME_LIMIT_MS = 14_400_000;

/** One call as Twilio knows it: its record, its progress callbacks, its audio once answered, its TwiML. */
export class Call implements CallFacts, FarEndLine {
  readonly sid = newSid("CA");
  readonly accountSid: string;
  readonly createdAt = new Date();
  updatedAt = new Date();
  status: CallStatus = "queued";
  answeredBy: string | undefined;
  startedAt: Date | undefined;
  endedAt: Date | undefined;
  endReason = "";
  leg: Leg | undefined;
  /** It lives by a program of its own, and ends with it; a <Dial>'s other side does not, until it is redirected. */
  isIndependent: boolean;
  private sequence = 0;
  private running: AbortController | undefined;
  private redirection: Entry | undefined;
  private readonly timers: (() => void)[] = [];
  private readonly atEnd: (() => void)[] = [];

  constructor(
    readonly exchange: Exchange,
    readonly options: CallOptions,
  ) {
    this.accountSid = exchange.accountSid;
    this.isIndependent = options.onReady === undefined;
  }

  get from(): string {
    return this.options.from;
  }
  get to(): string {
    return this.options.to;
  }
  get direction(): CallDirection {
    return this.options.direction;
  }
  get parentCallSid(): string | undefined {
    return this.options.parentCallSid;
  }
  get isOver(): boolean {
    return this.endedAt !== undefined;
  }

  /** Whole seconds since the answer, as billed; 0 for a call that was never answered. */
  get durationSeconds(): number {
    return this.leg === undefined ? 0 : Math.max(1, Math.round(this.leg.nowMs / 1000));
  }

  params(extra: FormParams = {}): FormParams {
    return { ...voiceParams(this), ...extra };
  }

  /** A call arrives at one of the account's numbers: it rings while the number's program decides. */
  arrive(): void {
    this.setStatus("ringing");
    this.options.farEnd.ring(this);
    if (!this.isOver) this.run(this.options.entry);
  }

  /** The call leaves the account: the other telephone rings. */
  leave(): void {
    if (this.isOver) return;
    this.setStatus("initiated", "initiated");
    this.exchange.log("call.initiated", { callSid: this.sid, to: this.to });
    this.setStatus("ringing", "ringing");
    this.later(this.options.ringTimeoutMs ?? 60_000, () => {
      if (this.leg === undefined) this.end("no-answer", "nobody answered in time");
    });
    this.options.farEnd.ring(this);
  }

  /** The callee picks up. */
  answer(): void {
    if (this.isOver || this.leg !== undefined || this.direction === "inbound") return;
    this.connect();
    const { detection, entry, sendDigits } = this.options;
    if (sendDigits !== undefined) this.options.farEnd.hearKeys(sendDigits);
    if (detection !== undefined) void this.detect(detection);
    if (detection === undefined || detection.callback !== undefined) this.run(entry);
  }

  /** The first verb that needs audio picks up an arriving call. */
  pickUp(): Leg {
    return this.leg ?? this.connect();
  }

  press(digits: string): void {
    this.leg?.press(digits);
  }

  /** Stops what the call is doing and does this instead. */
  redirect(entry: Entry): void {
    this.redirection = entry;
    if (this.running !== undefined) {
      this.running.abort();
      return;
    }
    if (!this.isIndependent) this.options.onTaken?.(this);
    this.isIndependent = true;
    this.run(this.takeRedirection());
  }

  takeRedirection(): Entry | undefined {
    const entry = this.redirection;
    this.redirection = undefined;
    return entry;
  }

  end(status: EndStatus, reason: string): void {
    if (this.isOver) return;
    this.endedAt = new Date();
    this.endReason = reason;
    // A call that was connected is completed, however it ended, unless our own application failed.
    const finalStatus = this.leg !== undefined && status !== "failed" ? "completed" : status;
    this.running?.abort();
    for (const cancel of this.timers) cancel();
    if (this.leg !== undefined) this.exchange.pacer.remove(this.leg);
    for (const run of this.atEnd) run();
    this.setStatus(finalStatus, "completed");
    this.exchange.log("call.ended", { callSid: this.sid, status: finalStatus, reason });
    this.options.farEnd.ended(finalStatus, reason);
    this.options.onEnded?.(this);
  }

  later(delayMs: number, run: () => void): () => void {
    const cancel = this.exchange.clock.after(delayMs, run);
    this.timers.push(cancel);
    return cancel;
  }

  /** Runs when the call ends, before anybody is told. */
  onEnd(run: () => void): void {
    this.atEnd.push(run);
  }

  private connect(): Leg {
    const leg = new Leg(this.options.farEnd);
    this.leg = leg;
    this.startedAt = new Date();
    this.setStatus("in-progress", "answered");
    this.exchange.log("call.answered", { callSid: this.sid });
    this.later(this.options.timeLimitMs ?? DEFAULT_TIME_LIMIT_MS, () =>
      this.end("completed", "the time limit was reached"),
    );
    this.exchange.pacer.add(leg);
    if (this.options.recording !== undefined) this.exchange.recordings.recordCall(this, leg, this.options.recording);
    this.options.farEnd.connected();
    this.options.onConnected?.(leg);
    return leg;
  }

  private run(entry: Entry | undefined): void {
    if (entry === undefined) {
      this.options.onReady?.(this);
      return;
    }
    void runProgram(this, entry, (running) => {
      this.running = running;
    });
  }

  private async detect(detection: DetectionOptions): Promise<void> {
    if (this.leg === undefined) return;
    const result = await detectAnswer(this.leg, detection);
    if (this.isOver) return;
    this.answeredBy = result.answeredBy;
    const params = { AnsweredBy: result.answeredBy, MachineDetectionDuration: String(result.durationMs) };
    const { callback } = detection;
    if (callback === undefined) this.run(this.withParams(params));
    else if (callback.url !== "") {
      this.exchange.status.send(
        this.sid,
        callback.url,
        callback.method,
        { CallSid: this.sid, AccountSid: this.accountSid, ...params },
        false,
      );
    }
  }

  private withParams(params: FormParams): Entry | undefined {
    const { entry } = this.options;
    return entry?.kind === "fetch" ? { ...entry, params: { ...entry.params, ...params } } : entry;
  }

  private setStatus(status: CallStatus, event?: "initiated" | "ringing" | "answered" | "completed"): void {
    this.status = status;
    this.updatedAt = new Date();
    const target = this.options.statusCallback;
    if (event === undefined || target === undefined || !target.events.has(event)) return;
    const ended = event === "completed";
    this.exchange.status.send(
      this.sid,
      target.url,
      target.method,
      this.params({
        ...(ended
          ? { CallDuration: String(this.durationSeconds), Duration: String(Math.ceil(this.durationSeconds / 60)) }
          : {}),
        ...(this.answeredBy === undefined ? {} : { AnsweredBy: this.answeredBy }),
        CallbackSource: "call-progress-events",
        SequenceNumber: String(this.sequence++),
        Timestamp: rfc2822(new Date()),
      }),
      ended,
    );
  }
}
