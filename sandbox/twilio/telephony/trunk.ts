import { SILENCE_FRAME } from "../audio/frames";
import type { Call } from "./call";
import type { EndStatus, FarEnd, FarEndLine } from "./far-end";

const MAX_WAITING_FRAMES = 5;

/** One end of a connection between two numbers of the sandbox: what one call plays, the other hears. */
class TrunkEnd implements FarEnd {
  private readonly arriving: Buffer[] = [];
  line: FarEndLine | undefined;

  constructor(
    private readonly events: {
      ring?: () => void;
      connected?: () => void;
      ended: (status: EndStatus, reason: string) => void;
    },
  ) {}

  other: TrunkEnd | undefined;

  ring(line: FarEndLine): void {
    this.line = line;
    this.events.ring?.();
  }

  connected(): void {
    this.events.connected?.();
  }

  speak(): Buffer {
    return this.arriving.shift() ?? SILENCE_FRAME;
  }

  hear(frame: Buffer): void {
    const arriving = this.other?.arriving;
    if (arriving === undefined) return;
    arriving.push(frame);
    if (arriving.length > MAX_WAITING_FRAMES) arriving.shift();
  }

  hearKeys(digits: string): void {
    this.other?.line?.press(digits);
  }

  noteSaid(): void {}

  ended(status: EndStatus, reason: string): void {
    this.events.ended(status, reason);
  }
}

/** The far end of a call to another number of the sandbox: dials in there when it is rung. */
export class Trunk extends TrunkEnd {
  constructor(dialIn: (other: FarEnd) => Call) {
    let inbound: Call | undefined;
    super({
      ring: () => {
        inbound = dialIn(far);
      },
      ended: (status, reason) => inbound?.end(status === "completed" ? "completed" : "canceled", reason),
    });
    const far: TrunkEnd = new TrunkEnd({
      connected: () => this.line?.answer(),
      ended: (status, reason) => this.line?.end(status, reason),
    });
    far.other = this;
    this.other = far;
  }
}
