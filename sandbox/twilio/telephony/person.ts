import { readWav } from "../../speech/wav";
import { synthesize } from "../../speech/synthesize";
import { BYTES_PER_MS, FRAME_MS, firstAudible, lastAudible, tone } from "../audio/frames";
import { Playout } from "../audio/playout";
import { Ear } from "./ear";
import { EventLog } from "./event-log";
import type { EndStatus, FarEnd, FarEndLine } from "./far-end";
import type { PersonEvent } from "./person-events";
import { stepsOf, type PersonBehaviour, type Step } from "./script";
import { Transcriber } from "./transcriber";

export interface PersonOptions {
  /** What it does when it is called; a person who places the call itself has a `script` instead. */
  readonly behaviour?: PersonBehaviour;
  readonly script?: readonly Step[];
  readonly after: (delayMs: number, run: () => void) => () => void;
}

/** Silence that ends what the agent says, for the transcript; a script may wait longer or shorter. */
const AGENT_END_SILENCE_MS = 800;
const DEFAULT_WAIT_TIMEOUT_MS = 30_000;
const DEFAULT_RING_MS = 500;
const KEY_SPACING_MS = 100;
const LIVE_END_SILENCE_MS = 300;
const LIVE_BACKLOG_BYTES = 8_000;
/** An answer that is still sounding this shortly before the caller starts is being interrupted, not over. */
const STILL_TALKING_MS = 300;

class CallOver extends Error {}

/** Somebody with a telephone: says lines, waits, interrupts, presses keys, hangs up, and measures what it hears. */
export class Person implements FarEnd {
  readonly log = new EventLog<PersonEvent>();
  private readonly steps: readonly (Step | { readonly beep: true })[];
  private readonly linesAreReady: Promise<unknown>;
  private readonly mouth = new Playout();
  private readonly ear: Ear;
  private liveEar: Ear | undefined;
  private line: FarEndLine | undefined;
  private stopRinging: (() => void) | undefined;
  private nowMs = 0;
  private isConnected = false;
  private isOver = false;
  private utterance: { text: string; begun: boolean } | undefined;
  private finishedUtterance: string | undefined;
  private saidSoundEndedAtMs = 0;
  private turn = -1;
  private turnEndedAtMs = 0;
  private turnAnsweredAtMs: number | undefined;
  private hearingTurn = -1;
  private readonly transcriber = new Transcriber();
  private waits: { check: () => boolean; resolve: () => void; reject: (error: Error) => void }[] = [];
  private speaking: Promise<void> = Promise.resolve();
  /** Gets every frame that is heard, e.g. to play it in a browser. */
  onHeard: ((frame: Buffer) => void) | undefined;

  constructor(private readonly options: PersonOptions) {
    this.steps = options.behaviour === undefined ? (options.script ?? []) : stepsOf(options.behaviour);
    // Speech is made while it rings, so that lines come when they are due. A failure shows when the line is said.
    const lines = this.steps.flatMap((step) => ("say" in step ? [step] : []));
    this.linesAreReady = Promise.allSettled(lines.map((line) => synthesize(line.say, voiceOf(line))));
    this.ear = new Ear(AGENT_END_SILENCE_MS, {
      started: (atMs, talkedOver) => this.agentStarted(atMs, talkedOver),
      ended: ({ startedAtMs, endedAtMs }) => this.agentEnded(startedAtMs, endedAtMs),
    });
  }

  ring(line: FarEndLine): void {
    this.line = line;
    this.log.add({ type: "ringing" });
    const { behaviour, after } = this.options;
    if (behaviour === undefined || behaviour.answer === "interactive") return;
    if (behaviour.answer === "no_answer") {
      if (behaviour.ringMs !== undefined)
        this.stopRinging = after(behaviour.ringMs, () => line.end("no-answer", "nobody answered"));
      return;
    }
    this.stopRinging = after(behaviour.ringMs ?? DEFAULT_RING_MS, () => {
      if (behaviour.answer === "busy") line.end("busy", "the line is busy");
      else if (behaviour.answer === "fail") line.end("failed", "the number could not be reached");
      else void this.linesAreReady.then(() => line.answer());
    });
  }

  connected(): void {
    this.isConnected = true;
    this.log.add({ type: "answered" });
    void this.perform(this.steps);
  }

  speak(nowMs: number): Buffer {
    this.nowMs = nowMs;
    const frame = this.mouth.pull();
    const first = firstAudible(frame);
    if (first >= 0) {
      const beganAtMs = nowMs - FRAME_MS;
      this.saidSoundEndedAtMs = beganAtMs + (lastAudible(frame) + 1) / BYTES_PER_MS;
      if (this.utterance?.begun === false) this.utteranceStarted(beganAtMs + first / BYTES_PER_MS);
    }
    this.liveEar?.hear(frame, nowMs - FRAME_MS);
    if (this.finishedUtterance !== undefined) this.utteranceEnded(this.finishedUtterance);
    return frame;
  }

  hear(frame: Buffer, nowMs: number): void {
    this.transcriber.hear(frame);
    this.ear.hear(frame, nowMs);
    this.onHeard?.(frame);
    for (let index = this.waits.length - 1; index >= 0; index -= 1) {
      const wait = this.waits[index];
      if (wait?.check() !== true) continue;
      this.waits.splice(index, 1);
      wait.resolve();
    }
  }

  hearKeys(digits: string): void {
    this.log.add({ type: "agent.keys", digits });
  }

  noteSaid(text: string): void {
    this.log.add({ type: "twiml.say", text });
  }

  ended(status: EndStatus, reason: string): void {
    if (this.isOver) return;
    this.isOver = true;
    this.stopRinging?.();
    this.ear.close();
    for (const wait of this.waits.splice(0)) wait.reject(new CallOver());
    this.mouth.clear();
    this.log.add({ type: "ended", status, reason, durationMs: this.nowMs, answered: this.isConnected });
    this.log.close();
  }

  /** Says a line, after those already begun. Resolves when it has been said or the call is over. */
  say(text: string, voice?: string): Promise<void> {
    return this.utter(async () => (await synthesize(text, voiceOf({ voice }))).audio, text);
  }

  /** Says recorded mu-law audio. */
  sayAudio(audio: Uint8Array, text: string): Promise<void> {
    return this.utter(() => Promise.resolve(audio), text);
  }

  /** Live sound from a microphone, in pieces of any size; more than a second of backlog is dropped. */
  sayLive(audio: Uint8Array): void {
    if (this.mouth.pendingBytes > LIVE_BACKLOG_BYTES) return;
    this.liveEar ??= new Ear(LIVE_END_SILENCE_MS, {
      started: (atMs) => this.utteranceStarted(atMs),
      ended: ({ endedAtMs }) => {
        this.log.add({ type: "caller.speech.ended", atMs: endedAtMs, text: "" });
        this.nextTurn(endedAtMs);
      },
    });
    this.mouth.push(audio);
  }

  /** Stops in the middle of the word. */
  hush(): void {
    this.mouth.clear();
  }

  /** Presses keys 100 ms apart; `w` waits half a second. */
  async press(digits: string): Promise<void> {
    for (const digit of digits) {
      if (this.isOver) return;
      if (digit !== "w" && digit !== "W") this.line?.press(digit);
      await this.pause(digit.toLowerCase() === "w" ? 500 : KEY_SPACING_MS).catch(() => undefined);
    }
    this.log.add({ type: "caller.keys", atMs: this.nowMs, digits });
    this.nextTurn(this.nowMs);
  }

  answer(): void {
    this.line?.answer();
  }

  hangUp(reason = "the caller hung up"): void {
    const ringsHere = this.options.behaviour !== undefined && !this.isConnected;
    this.line?.end(this.isConnected ? "completed" : ringsHere ? "busy" : "canceled", reason);
  }

  /** Resolves when the agent has been speaking for this long, or has stopped earlier. */
  waitToInterrupt(afterMs: number): Promise<void> {
    return this.until(() => {
      if (!this.hasAnswer()) return false;
      const startedAtMs = this.turnAnsweredAtMs ?? this.ear.currentStartedAtMs;
      return this.nowMs + FRAME_MS - startedAtMs >= afterMs;
    });
  }

  private async perform(steps: readonly (Step | { readonly beep: true })[]): Promise<void> {
    try {
      for (const step of steps) await this.act(step);
    } catch (error) {
      if (error instanceof CallOver) return;
      this.log.add({ type: "problem", message: error instanceof Error ? error.message : String(error) });
      this.hangUp("the script could not go on");
    }
  }

  private async act(step: Step | { readonly beep: true }): Promise<void> {
    if (this.isOver) throw new CallOver();
    if ("say" in step) await this.say(step.say, step.voice);
    else if ("wav" in step) await this.sayAudio(readWav(Buffer.from(step.wav, "base64")), step.text ?? "[recording]");
    else if ("beep" in step) await this.sayAudio(tone([1_000], 500), "[beep]");
    else if ("dtmf" in step) await this.press(step.dtmf);
    else if ("pauseMs" in step) await this.pause(step.pauseMs);
    else if ("interruptAfterMs" in step) await this.waitToInterrupt(step.interruptAfterMs);
    else if ("hangup" in step) this.hangUp();
    else
      await this.waitForAgent(
        step.waitForAgent.silenceMs ?? AGENT_END_SILENCE_MS,
        step.waitForAgent.timeoutMs ?? DEFAULT_WAIT_TIMEOUT_MS,
      );
  }

  private async waitForAgent(silenceMs: number, timeoutMs: number): Promise<void> {
    const beganAtMs = this.nowMs;
    const soundBefore = this.ear.soundEndedAtMs;
    let timedOut = false;
    await this.until(() => {
      const agentIsDone = this.hasAnswer() && this.nowMs + FRAME_MS - this.ear.soundEndedAtMs >= silenceMs;
      // Time runs from the agent's last sound, so that a long answer is no timeout.
      timedOut = !agentIsDone && this.nowMs - Math.max(beganAtMs, this.ear.soundEndedAtMs) >= timeoutMs;
      return agentIsDone || timedOut;
    });
    if (!timedOut) return;
    const said = this.ear.soundEndedAtMs > soundBefore ? "did not answer what was said" : "said nothing";
    const message = `the agent ${said} for ${Math.round(timeoutMs / 1000)} s`;
    this.log.add({ type: "problem", message });
    this.hangUp(message);
  }

  /** The agent has said something since this person last did. */
  private hasAnswer(): boolean {
    return this.turn < 0 ? this.ear.soundEndedAtMs > 0 : this.turnAnsweredAtMs !== undefined;
  }

  private pause(durationMs: number): Promise<void> {
    const untilMs = this.nowMs + durationMs;
    return this.until(() => this.nowMs >= untilMs);
  }

  private until(check: () => boolean): Promise<void> {
    if (this.isOver) return Promise.reject(new CallOver());
    return new Promise((resolve, reject) => this.waits.push({ check, resolve, reject }));
  }

  private utter(load: () => Promise<Uint8Array>, text: string): Promise<void> {
    const previous = this.speaking;
    this.speaking = (async () => {
      const audio = withoutLeadingSilence(await load());
      await previous.catch(() => undefined);
      if (this.isOver) return;
      this.utterance = { text, begun: false };
      this.mouth.push(audio);
      await new Promise<void>((resolve) => {
        this.mouth.mark(() => {
          this.finishedUtterance = text;
          resolve();
        });
      });
    })();
    return this.speaking;
  }

  private utteranceStarted(atMs: number): void {
    if (this.utterance !== undefined) this.utterance.begun = true;
    if (this.ear.isHearing && atMs - this.ear.soundEndedAtMs < STILL_TALKING_MS) {
      const answeredAtMs = this.turnAnsweredAtMs ?? this.ear.currentStartedAtMs;
      this.log.add({ type: "agent.interrupted", atMs, turn: this.turn, afterMs: Math.round(atMs - answeredAtMs) });
    }
    this.log.add({ type: "caller.speech.started", atMs, text: this.utterance?.text ?? "" });
  }

  private utteranceEnded(text: string): void {
    this.finishedUtterance = undefined;
    const wasHeard = this.utterance?.begun === true;
    this.utterance = undefined;
    if (!wasHeard) return;
    this.log.add({ type: "caller.speech.ended", atMs: this.saidSoundEndedAtMs, text });
    this.nextTurn(this.saidSoundEndedAtMs);
  }

  private nextTurn(endedAtMs: number): void {
    this.turn += 1;
    this.turnEndedAtMs = endedAtMs;
    this.turnAnsweredAtMs = undefined;
    this.ear.expectAnswer(endedAtMs);
  }

  private agentStarted(atMs: number, talkedOver: boolean): void {
    const isAnswer = this.turn >= 0 && this.turnAnsweredAtMs === undefined && atMs >= this.turnEndedAtMs;
    if (isAnswer || this.turn < 0) this.turnAnsweredAtMs ??= atMs;
    this.hearingTurn = this.turn;
    this.log.add({
      type: "agent.speech.started",
      atMs,
      turn: this.turn,
      ...(isAnswer && !talkedOver ? { voiceToVoiceMs: Math.round(atMs - this.turnEndedAtMs) } : {}),
    });
  }

  private agentEnded(startedAtMs: number, endedAtMs: number): void {
    this.log.add({
      type: "agent.speech.ended",
      startedAtMs,
      endedAtMs,
      turn: this.hearingTurn,
      text: this.transcriber.take(),
    });
  }
}

/** So that speech begins when it is meant to begin. */
function withoutLeadingSilence(audio: Uint8Array): Uint8Array {
  return audio.subarray(Math.max(0, firstAudible(audio)));
}

function voiceOf({ voice }: { readonly voice?: string | undefined }): { voice?: string } {
  return voice === undefined ? {} : { voice };
}
