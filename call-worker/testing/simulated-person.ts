import type { PersonOnLine } from "../session/call-brief";
import { silence } from "./audio-samples";
import type { UtterOptions } from "./fake-speech-to-text";
import type { SimulatedCall } from "./simulate-call";

const FRAME_MS = 20;
const FRAME_BYTES = FRAME_MS * 8;
const MS_PER_WORD = 360;
/** A sample that no voice of a simulation makes for long: a person's sound is told from the agent's by it. */
const PERSONS_SAMPLE = 0x11;

export const isPersonsSound = (mulaw: Uint8Array): boolean =>
  mulaw.length > 0 && mulaw.every((b) => b === PERSONS_SAMPLE);

/** Somebody of the team at their browser: a microphone that sends a frame every 20 ms, whether they speak or not. */
export class SimulatedPerson implements PersonOnLine {
  /** Why the floor was lost, each time. */
  readonly lost: string[] = [];
  private speakingUntilMs = 0;
  private sends = false;
  private held: Uint8Array[] | null = null;

  constructor(
    private readonly call: SimulatedCall,
    readonly userId: string,
    readonly name: string,
  ) {}

  onFloorLost(reason: string): void {
    this.lost.push(reason);
    this.sends = false;
  }

  takeOver(): ReturnType<SimulatedCall["session"]["takeOver"]> {
    const reply = this.call.session.takeOver(this);
    if (reply.result === "done") this.microphone(true);
    return reply;
  }

  /** Begins to say `text` now. Returns how long it takes, in ms. */
  say(text: string, options: UtterOptions = {}): number {
    const ms = text.split(" ").length * MS_PER_WORD;
    this.speakingUntilMs = this.call.nowMs + ms;
    this.call.personSpeechToText.utter(text, { msPerWord: MS_PER_WORD, endingAfterMs: null, ...options });
    return ms;
  }

  microphone(on: boolean): void {
    const was = this.sends;
    this.sends = on;
    if (on && !was) this.frame();
  }

  /** The network stands still; what is said meanwhile comes all at once when it moves again. */
  stall(isStalled: boolean): void {
    const held = this.held ?? [];
    this.held = isStalled ? [] : null;
    for (const frame of held) this.call.session.personAudio(this, frame);
  }

  private frame(): void {
    if (!this.sends || this.call.closing) return;
    const frame =
      this.call.nowMs < this.speakingUntilMs ? new Uint8Array(FRAME_BYTES).fill(PERSONS_SAMPLE) : silence(FRAME_MS);
    if (this.held) this.held.push(frame);
    else this.call.session.personAudio(this, frame);
    this.call.clock.setTimer(FRAME_MS, () => this.frame());
  }
}
