import type { FormParams } from "../signature";
import type { Call } from "../telephony/call";
import type { Leg } from "../telephony/leg";
import { interruptible } from "../telephony/interruption";
import { TwimlError } from "./parse";
import type { Entry } from "./program";

/** What a verb may use while one document runs. */
export class Run {
  constructor(
    readonly call: Call,
    private readonly baseUrl: string,
    readonly signal: AbortSignal,
  ) {}

  get leg(): Leg {
    return this.call.pickUp();
  }

  /** Makes a URL of the document absolute. @throws {TwimlError} 11100 when it is none. */
  url(reference: string): string {
    try {
      return this.baseUrl === "" ? new URL(reference).toString() : resolveKeepingSpelling(reference, this.baseUrl);
    } catch {
      throw new TwimlError(11100, `Invalid URL format: "${reference}"`);
    }
  }

  /** Goes on with the document that an `action` or another URL gives; an empty one is the current document's. */
  goto(reference: string, method: "GET" | "POST", params: FormParams = {}): Entry {
    return { kind: "fetch", url: this.url(reference === "" ? this.baseUrl : reference), method, params };
  }

  /** Plays to the far end and waits until it has been heard. @throws {Interrupted} */
  play(audio: Uint8Array, until: AbortSignal = this.signal): Promise<void> {
    const { toFarEnd } = this.leg;
    toFarEnd.push(audio);
    return interruptible<undefined>(until, (resolve) => {
      let isHeard = false;
      toFarEnd.mark((played) => {
        isHeard = true;
        if (played) resolve(undefined);
      });
      return () => {
        if (!isHeard) toFarEnd.clear();
      };
    });
  }

  wait(durationMs: number, until: AbortSignal = this.signal): Promise<void> {
    return interruptible<undefined>(until, (resolve) =>
      this.call.exchange.clock.after(durationMs, () => resolve(undefined)),
    );
  }
}

/** An absolute URL stays as it was written: signatures cover its exact spelling. */
function resolveKeepingSpelling(reference: string, baseUrl: string): string {
  const resolved = new URL(reference, baseUrl).toString();
  return /^[a-z][a-z0-9+.-]*:/i.test(reference) ? reference : resolved;
}
