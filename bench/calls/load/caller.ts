import { WebSocket } from "ws";
import type { Target } from "../protocol";
import { answerOf, base64Bytes, BYTES_PER_MS, FRAME_KIND, FRAME_MS, FrameWriter } from "./frames";
import type { Paced, Pacer } from "./pacer";
import type { CallRecord, Registry } from "./records";
import { newSid, postWebhook, readTwiml, signature } from "./twilio";

const SPEECH_FRAMES = 40;
const BREAK_IN_FRAMES = 30;
/** Every so many turns the caller breaks in on the answer, after so much of it. */
const BREAK_IN_EVERY_TURNS = 4;
const BREAK_IN_AFTER_MS = 700;
const QUIET_BEFORE_TURN_MS = 200;
const ANSWER_PATIENCE_MS = 8_000;
/** The recogniser gets four frames at a time. */
const CHUNK_FRAMES = 4;
const UP_PATIENCE_MS = 30_000;

/** A steady mask instead of a random one: the receiver's work is the same. */
const mask = (bytes: Buffer): void => void bytes.writeUInt32LE(0x5a17c3e9, 0);

type Phase = "greeting" | "idle" | "speaking" | "waiting" | "listening" | "breaking_in" | "muted";
export type RingOutcome = { kind: "up" } | { kind: "busy" } | { kind: "failed"; reason: string };

export type CallerOptions = {
  registry: Registry;
  pacer: Pacer;
  target: Target;
  turnEveryMs: number;
  firstTurnAfterMs: number;
};

/** One telephone: rings, listens by its own playout clock, speaks 20 ms frames on time, and takes turns. */
export class Caller implements Paced {
  readonly record: CallRecord;
  twimlMs = -1;
  firstAudioMs = -1;
  private readonly callSid = newSid("CA");
  private readonly streamSid = newSid("MZ");
  private readonly frames: FrameWriter;
  private socket: WebSocket | null = null;
  private sequence = 1;
  private phase: Phase = "greeting";
  private framesLeft = 0;
  private nextTurnAt = 0;
  private turnsTaken = 0;
  private waitingSince = 0;
  private ringAt = 0;
  /** When all that has come will have been played. */
  private playedOutAt = 0;
  private marks: { name: string; at: number }[] = [];
  private lastAnswer = -1;
  private clearedUpTo = -1;
  private answerStartedAt = 0;
  private hungUp = false;
  private whenUp: ((outcome: RingOutcome) => void) | null = null;
  mayTakeTurns = true;

  constructor(private readonly options: CallerOptions) {
    this.record = options.registry.newCall();
    this.frames = new FrameWriter(this.record.index);
  }

  /** Resolves once the greeting has been heard to its end, or at its first audio when `hear` says so. */
  async ring(hear: "first_audio" | "whole_greeting"): Promise<RingOutcome> {
    const { target } = this.options;
    this.ringAt = performance.now();
    try {
      if (target.kind === "relay") return await this.connect(target.mediaUrl, {}, {}, hear);
      const form = this.form("ringing");
      const answered = readTwiml(await postWebhook(target, `${target.callUrl}/twilio/voice`, form));
      this.twimlMs = performance.now() - this.ringAt;
      if (answered.kind === "say") {
        const busy = /lines are busy/i.test(answered.text);
        return busy ? { kind: "busy" } : { kind: "failed", reason: `refused with "${answered.text}"` };
      }
      const headers = { "x-twilio-signature": signature(target.authToken, answered.mediaUrl) };
      return await this.connect(answered.mediaUrl, headers, answered.parameters, hear);
    } catch (error) {
      return { kind: "failed", reason: error instanceof Error ? error.message : String(error) };
    }
  }

  private connect(
    url: string,
    headers: Record<string, string>,
    customParameters: Record<string, string>,
    hear: "first_audio" | "whole_greeting",
  ): Promise<RingOutcome> {
    const { target, pacer } = this.options;
    return new Promise((resolve) => {
      const timer = setTimeout(() => settle({ kind: "failed", reason: "no greeting within 30 s" }), UP_PATIENCE_MS);
      const settle = (outcome: RingOutcome) => {
        clearTimeout(timer);
        this.whenUp = null;
        resolve(outcome);
      };
      const socket = new WebSocket(url, { headers, perMessageDeflate: false, generateMask: mask });
      this.socket = socket;
      this.whenUp = settle;
      this.hearsWhole = hear === "whole_greeting";
      socket.on("open", () => {
        const accountSid = target.kind === "engine" ? target.accountSid : newSid("AC");
        const mediaFormat = { encoding: "audio/x-mulaw", sampleRate: 8000, channels: 1 };
        const start = {
          accountSid,
          streamSid: this.streamSid,
          callSid: this.callSid,
          tracks: ["inbound"],
          mediaFormat,
          customParameters,
        };
        socket.send('{"event":"connected","protocol":"Call","version":"1.0.0"}');
        socket.send(JSON.stringify({ event: "start", sequenceNumber: "1", start, streamSid: this.streamSid }));
        pacer.add(this);
        if (target.kind === "relay") {
          this.becomeIdle(performance.now());
          settle({ kind: "up" });
        }
      });
      socket.on("message", (data: Buffer) => this.receive(data));
      socket.on("error", (error) => settle({ kind: "failed", reason: error.message }));
      socket.on("close", (code) => {
        pacer.remove(this);
        settle({ kind: "failed", reason: `the worker closed the stream with ${code}` });
        if (!this.hungUp) this.options.registry.samples.droppedCalls += 1;
      });
    });
  }

  private hearsWhole = true;

  onFrame(now: number, lateMs: number): void {
    const { samples } = this.options.registry;
    samples.sendLatenessMs.push(lateMs);
    if (this.playedOutAt > now) samples.heardMs += Math.min(FRAME_MS, this.playedOutAt - now);
    while (this.marks.length > 0 && this.marks[0]!.at <= now) this.returnMark(this.marks.shift()!.name);
    this.step(now);
    this.sendFrame(this.kindOfFrame(now));
  }

  private step(now: number): void {
    switch (this.phase) {
      case "greeting":
        if (this.hearsWhole && this.lastAnswer >= 0 && this.playedOutAt + 600 < now) {
          this.becomeIdle(now);
          this.whenUp?.({ kind: "up" });
        }
        return;
      case "idle":
        if (!this.mayTakeTurns || now < this.nextTurnAt || this.playedOutAt + QUIET_BEFORE_TURN_MS > now) return;
        this.nextTurnAt = Math.max(this.nextTurnAt + this.options.turnEveryMs, now);
        this.turnsTaken += 1;
        this.phase = "speaking";
        this.framesLeft = SPEECH_FRAMES;
        return;
      case "waiting":
        if (now - this.waitingSince < ANSWER_PATIENCE_MS) return;
        this.options.registry.samples.failedTurns += 1;
        this.phase = "idle";
        return;
      case "listening": {
        const breaksIn = (this.turnsTaken + this.record.index) % BREAK_IN_EVERY_TURNS === 0;
        if (
          breaksIn &&
          this.mayTakeTurns &&
          now - this.answerStartedAt >= BREAK_IN_AFTER_MS &&
          this.playedOutAt > now
        ) {
          this.turnsTaken += 1;
          this.phase = "breaking_in";
          this.framesLeft = BREAK_IN_FRAMES;
        } else if (this.playedOutAt + QUIET_BEFORE_TURN_MS < now) this.phase = "idle";
        return;
      }
      case "speaking":
      case "breaking_in":
      case "muted":
        return;
    }
  }

  private kindOfFrame(now: number): number {
    if (this.phase !== "speaking" && this.phase !== "breaking_in") return FRAME_KIND.silence;
    this.framesLeft -= 1;
    if (this.framesLeft > 0) return this.phase === "breaking_in" ? FRAME_KIND.breakIn : FRAME_KIND.speech;
    if (this.phase === "breaking_in" && this.record.bargeInSentAt > 0 && this.options.target.kind === "engine") {
      this.options.registry.samples.failedBargeIns += 1;
      this.record.bargeInSentAt = 0;
    }
    this.phase = "waiting";
    this.waitingSince = now;
    return FRAME_KIND.turnEnd;
  }

  private sendFrame(kind: number): void {
    if (this.phase === "muted" || this.socket?.readyState !== WebSocket.OPEN) return;
    const number = this.record.framesSent;
    const payload = this.frames.payload(number, kind);
    const media = `{"track":"inbound","chunk":"${number + 1}","timestamp":"${number * FRAME_MS}","payload":"${payload}"}`;
    this.record.framesSent += 1;
    this.socket.send(
      `{"event":"media","sequenceNumber":"${this.nextSequence()}","media":${media},"streamSid":"${this.streamSid}"}`,
    );
  }

  private receive(data: Buffer): void {
    const now = performance.now();
    const message = JSON.parse(data.toString("utf8")) as {
      event: string;
      media?: { payload: string };
      mark?: { name: string };
    };
    if (message.media) this.play(message.media.payload, now);
    else if (message.mark) {
      if (this.playedOutAt <= now) this.returnMark(message.mark.name);
      else this.marks.push({ name: message.mark.name, at: this.playedOutAt });
    } else if (message.event === "clear") this.cleared(now);
  }

  private play(payload: string, now: number): void {
    const { samples } = this.options.registry;
    const answer = answerOf(payload, this.lastAnswer);
    if (answer <= this.clearedUpTo || answer < this.lastAnswer) {
      samples.oldFramesAfterClear += 1;
      return;
    }
    const bytes = base64Bytes(payload);
    if (answer === this.lastAnswer) samples.underrunMs.push(Math.max(0, now - this.playedOutAt));
    else this.answerBegins(answer, now);
    this.lastAnswer = answer;
    this.record.receivedBytes[answer] = (this.record.receivedBytes[answer] ?? 0) + bytes;
    this.playedOutAt = Math.max(this.playedOutAt, now) + bytes / BYTES_PER_MS;
  }

  private answerBegins(answer: number, now: number): void {
    if (this.firstAudioMs < 0) {
      this.firstAudioMs = now - this.ringAt;
      if (!this.hearsWhole) this.whenUp?.({ kind: "up" });
    }
    const { record } = this;
    if (this.phase !== "waiting" || record.answer !== answer) return;
    this.phase = "listening";
    this.answerStartedAt = now;
    const { samples } = this.options.registry;
    samples.turns += 1;
    const vendorsMs = record.tokenSentAt - record.modelReceivedAt + (record.audioSentAt - record.speakReceivedAt);
    samples.addedDelayMs.push(now - record.turnEndSentAt - (this.options.target.kind === "engine" ? vendorsMs : 0));
  }

  private cleared(now: number): void {
    const { record } = this;
    if (record.bargeInSentAt > 0) {
      this.options.registry.samples.bargeInMs.push(now - record.bargeInSentAt);
      record.bargeInSentAt = 0;
    }
    this.clearedUpTo = Math.max(this.clearedUpTo, this.lastAnswer);
    record.clearedByCarrier.add(this.lastAnswer);
    record.answers.forEach((answer, index) => {
      if (index >= this.lastAnswer) answer.cleared = true;
    });
    this.playedOutAt = now;
    // A carrier returns all marks that wait; they do not mean "played".
    for (const { name } of this.marks.splice(0)) this.returnMark(name);
  }

  private returnMark(name: string): void {
    this.socket?.send(
      `{"event":"mark","sequenceNumber":"${this.nextSequence()}","streamSid":"${this.streamSid}","mark":{"name":${JSON.stringify(name)}}}`,
    );
  }

  private becomeIdle(now: number): void {
    this.phase = "idle";
    this.nextTurnAt = now + this.options.firstTurnAfterMs;
  }

  /** Nothing is being said or waited for. */
  isQuiet(): boolean {
    return (this.phase === "idle" || this.phase === "greeting") && this.playedOutAt + 300 < performance.now();
  }

  /** Whether a whole number of the recogniser's pieces was sent; from then on no more frames are. */
  mute(): boolean {
    if (this.record.framesSent % CHUNK_FRAMES === 0 || !this.isUp) this.phase = "muted";
    return this.phase === "muted";
  }

  get targetKind(): Target["kind"] {
    return this.options.target.kind;
  }

  get isUp(): boolean {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  /** As when the caller puts the receiver down. */
  async hangUp(): Promise<void> {
    const { target, pacer } = this.options;
    this.hungUp = true;
    pacer.remove(this);
    const { socket } = this;
    if (socket?.readyState === WebSocket.OPEN) {
      const stop = { accountSid: target.kind === "engine" ? target.accountSid : "", callSid: this.callSid };
      const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
      socket.send(
        JSON.stringify({ event: "stop", sequenceNumber: String(this.nextSequence()), streamSid: this.streamSid, stop }),
      );
      const timer = setTimeout(() => socket.terminate(), 2_000);
      if (target.kind === "relay") socket.close(1000);
      await closed;
      clearTimeout(timer);
    }
    if (target.kind !== "engine") return;
    const form = {
      ...this.form("completed"),
      CallDuration: "10",
      SequenceNumber: "1",
      Timestamp: new Date().toUTCString(),
    };
    await postWebhook(target, `${target.callUrl}/twilio/status`, form).catch(() => undefined);
  }

  private form(status: string): Record<string, string> {
    const { target } = this.options;
    if (target.kind !== "engine") return {};
    const from = `+1415556${String(this.record.index % 10_000).padStart(4, "0")}`;
    const { accountSid, to } = target;
    return {
      AccountSid: accountSid,
      CallSid: this.callSid,
      From: from,
      To: to,
      CallStatus: status,
      Direction: "inbound",
      ApiVersion: "2010-04-01",
    };
  }

  private nextSequence(): number {
    return (this.sequence += 1);
  }
}
