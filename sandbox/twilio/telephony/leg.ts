import { FRAME_MS, SILENCE_FRAME } from "../audio/frames";
import type { Paced } from "../audio/pacer";
import { Playout } from "../audio/playout";
import type { FarEnd } from "./far-end";

/** Something that listens to a leg: a media stream, a recording, a <Gather>, the answering-machine detector. */
export interface Tap {
  /** What the far end said in the last 20 ms. */
  inbound?(frame: Buffer, nowMs: number): void;
  /** What is being played to the far end. */
  outbound?(frame: Buffer, nowMs: number): void;
  key?(digit: string): void;
}

/** Two or more legs that hear each other. */
export interface Bridge {
  /** Takes what this leg says and gives what it hears. */
  exchange(leg: Leg, spoken: Buffer): Buffer;
}

/** The audio side of one answered call: 20 ms from the far end and 20 ms to it at every tick. */
export class Leg implements Paced {
  /** What is waiting to be played to the far end. */
  readonly toFarEnd = new Playout();
  bridge: Bridge | undefined;
  private readonly taps: Tap[] = [];
  private ticks = 0;

  constructor(readonly farEnd: FarEnd) {}

  get nowMs(): number {
    return this.ticks * FRAME_MS;
  }

  tap(tap: Tap): void {
    this.taps.push(tap);
  }

  untap(tap: Tap): void {
    const index = this.taps.indexOf(tap);
    if (index >= 0) this.taps.splice(index, 1);
  }

  tick(): void {
    this.ticks += 1;
    const nowMs = this.ticks * FRAME_MS;
    const spoken = this.farEnd.speak(nowMs);
    // Backwards, as a tap may take itself away.
    for (let index = this.taps.length - 1; index >= 0; index -= 1) this.taps[index]?.inbound?.(spoken, nowMs);
    const bridged = this.bridge?.exchange(this, spoken) ?? SILENCE_FRAME;
    const heard = this.toFarEnd.pendingBytes > 0 ? this.toFarEnd.pull() : bridged;
    for (let index = this.taps.length - 1; index >= 0; index -= 1) this.taps[index]?.outbound?.(heard, nowMs);
    this.farEnd.hear(heard, nowMs);
  }

  /** The far end pressed keys. */
  press(digits: string): void {
    for (const digit of digits) {
      if (!/[0-9*#A-D]/i.test(digit)) continue;
      for (const tap of [...this.taps]) tap.key?.(digit.toUpperCase());
    }
  }
}
