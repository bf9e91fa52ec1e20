import { SILENCE_FRAME, mixFrames } from "../audio/frames";
import type { Bridge, Leg } from "./leg";

/** Legs do not tick at the same instant, so a few frames wait in between; more than this is old sound. */
const MAX_WAITING_FRAMES = 5;

interface Member {
  muted: boolean;
  onHold: boolean;
  /** Frames of every other member, not yet heard by this one. */
  readonly waiting: Map<Leg, Buffer[]>;
}

/** Joins legs so that each hears all the others: two for <Dial>, any number for a conference. */
export class MixingBridge implements Bridge {
  private readonly members = new Map<Leg, Member>();

  get size(): number {
    return this.members.size;
  }

  join(leg: Leg, options: { muted?: boolean } = {}): void {
    this.members.set(leg, { muted: options.muted ?? false, onHold: false, waiting: new Map() });
    leg.bridge = this;
  }

  leave(leg: Leg): void {
    this.members.delete(leg);
    for (const member of this.members.values()) member.waiting.delete(leg);
    if (leg.bridge === this) leg.bridge = undefined;
  }

  set(leg: Leg, change: { muted?: boolean; onHold?: boolean }): void {
    const member = this.members.get(leg);
    if (member === undefined) return;
    member.muted = change.muted ?? member.muted;
    member.onHold = change.onHold ?? member.onHold;
  }

  exchange(leg: Leg, spoken: Buffer): Buffer {
    const self = this.members.get(leg);
    if (self === undefined) return SILENCE_FRAME;
    const frame = self.muted || self.onHold ? SILENCE_FRAME : spoken;
    for (const [other, member] of this.members) {
      if (other === leg) continue;
      let waiting = member.waiting.get(leg);
      if (waiting === undefined) member.waiting.set(leg, (waiting = []));
      waiting.push(frame);
      if (waiting.length > MAX_WAITING_FRAMES) waiting.shift();
    }
    const heard: Buffer[] = [];
    for (const waiting of self.waiting.values()) {
      const next = waiting.shift();
      if (next !== undefined) heard.push(next);
    }
    return self.onHold ? SILENCE_FRAME : mixFrames(heard);
  }
}
