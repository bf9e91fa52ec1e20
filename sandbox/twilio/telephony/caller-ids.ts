import { newSid } from "../sids";
import type { Call } from "./call";
import type { Exchange } from "./exchange";
import type { Leg } from "./leg";
import type { PersonBehaviour } from "./script";

/** A number that somebody proved to be theirs: calls may show it. */
export interface OutgoingCallerId {
  readonly sid: string;
  readonly phoneNumber: string;
  readonly createdAt: Date;
  updatedAt: Date;
  friendlyName: string;
}

export interface ValidationRequest {
  readonly phoneNumber: string;
  readonly friendlyName: string;
  readonly delayMs: number;
  readonly extension: string;
  readonly callback: { readonly url: string; readonly method: "GET" | "POST" } | undefined;
}

/** Who calls to verify a number (what real people see is one of Twilio's own). */
const CALLED_FROM = "+14157234000";
const CODE_DIGITS = 6;
const PROMPT = `<Say>This is a phone verification. Please enter your ${CODE_DIGITS} digit code.</Say><Pause length="25"/>`;
const document = (verbs: string) => ({ kind: "document", twiml: `<Response>${verbs}</Response>` }) as const;

/** The account's verified numbers, and the calls that verify them. */
export class CallerIdBook {
  private readonly bySid = new Map<string, OutgoingCallerId>();

  constructor(private readonly exchange: Exchange) {}

  list(): OutgoingCallerId[] {
    return [...this.bySid.values()].reverse();
  }

  find(sid: string): OutgoingCallerId | undefined {
    return this.bySid.get(sid);
  }

  has(e164: string): boolean {
    return this.list().some(({ phoneNumber }) => phoneNumber === e164);
  }

  remove(sid: string): void {
    this.bySid.delete(sid);
  }

  /** Calls the number; whoever answers and keys in the code has verified it. */
  validate(request: ValidationRequest): { code: string; call: Call } {
    const { exchange } = this;
    const code = String(Math.floor(exchange.controls.random() * 10 ** CODE_DIGITS)).padStart(CODE_DIGITS, "0");
    let verified: OutgoingCallerId | undefined;
    const check = (call: Call, typed: string): void => {
      if (typed === code) verified = this.add(request);
      const said = verified === undefined ? "The code is not right. Goodbye." : "Your number is verified. Goodbye.";
      call.redirect(document(`<Say>${said}</Say><Hangup/>`));
    };
    const call: Call = exchange.dialOut(
      {
        from: CALLED_FROM,
        to: request.phoneNumber,
        direction: "outbound-api",
        entry: document(PROMPT),
        sendDigits: request.extension === "" ? undefined : request.extension,
        onConnected: (leg) => collectDigits(leg, (typed) => check(call, typed)),
        onEnded: () => this.report(call, request, verified),
      },
      readerOf(code),
    );
    call.later(request.delayMs, () => call.leave());
    return { code, call };
  }

  private add({ phoneNumber, friendlyName }: ValidationRequest): OutgoingCallerId {
    const now = new Date();
    const callerId = { sid: newSid("PN"), phoneNumber, friendlyName, createdAt: now, updatedAt: now };
    this.bySid.set(callerId.sid, callerId);
    return callerId;
  }

  private report(
    call: Call,
    { callback, phoneNumber }: ValidationRequest,
    verified: OutgoingCallerId | undefined,
  ): void {
    if (callback === undefined) return;
    const params = call.params({
      VerificationStatus: verified === undefined ? "failed" : "success",
      ...(verified === undefined ? {} : { OutgoingCallerIdSid: verified.sid }),
      Called: phoneNumber,
    });
    this.exchange.status.send(call.sid, callback.url, callback.method, params, true);
  }
}

/** Somebody who has the code on the screen in front of them. */
const readerOf = (code: string): PersonBehaviour => ({
  answer: "human",
  steps: [{ waitForAgent: {} }, { dtmf: code }, { pauseMs: 5_000 }],
});

function collectDigits(leg: Leg, done: (typed: string) => void): void {
  let typed = "";
  const tap = {
    key(digit: string): void {
      typed += /\d/.test(digit) ? digit : "";
      if (typed.length < CODE_DIGITS) return;
      leg.untap(tap);
      done(typed);
    },
  };
  leg.tap(tap);
}
