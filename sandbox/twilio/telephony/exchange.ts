import { endOf, type TwilioAccount } from "../../controls/accounts";
import type { Controls } from "../../stand-in";
import type { Clock } from "../audio/clock";
import { Pacer } from "../audio/pacer";
import type { FormParams } from "../signature";
import { sendWebhook, type WebhookResponse } from "../webhook";
import { Call, type CallOptions } from "./call";
import { CallerIdBook } from "./caller-ids";
import { ConferenceHall } from "./conference";
import { toE164 } from "./phone-numbers";
import type { FarEnd } from "./far-end";
import { NumberBook } from "./number-book";
import { Person } from "./person";
import { RecordingShelf } from "./recordings";
import { DEFAULT_BEHAVIOUR, type PersonBehaviour, type Step } from "./script";
import { StatusDelivery } from "./status-delivery";
import type { TextMessage } from "./text-message";
import { Trunk } from "./trunk";

/** An error or warning as Twilio's debugger shows it. */
export interface Alert {
  readonly at: string;
  readonly code: number;
  readonly message: string;
  readonly callSid: string | undefined;
}

export interface ExchangeOptions {
  readonly accountSid: string;
  readonly authToken: string;
  readonly baseUrl: () => string;
  readonly clock: Clock;
  readonly callsPerSecond: number;
  /** Of an account beside the sandbox's own; absent, an account with which all is well. */
  readonly account?: () => TwilioAccount | undefined;
  /** The account that owns a number, when there are several; absent, this one is alone. */
  readonly ownerOf?: (e164: string) => Exchange | undefined;
}

/** Ended calls stay listed until this many newer ones have ended. */
const KEPT_CALLS = 1_000;
const KEPT_ALERTS = 500;

/** The telephone network and the account in one: numbers, people, calls, and what they share. */
export class Exchange {
  readonly accountSid: string;
  readonly authToken: string;
  readonly clock: Clock;
  readonly pacer: Pacer;
  readonly numbers = new NumberBook();
  /** Who answers at numbers that are not the account's. */
  readonly people = new Map<string, PersonBehaviour>();
  readonly calls = new Map<string, Call>();
  /** The person at the far end of a call, when it is one. */
  readonly persons = new Map<string, Person>();
  /** Text messages the account sent, oldest first. */
  readonly messages = new Map<string, TextMessage>();
  readonly callerIds: CallerIdBook;
  readonly conferences: ConferenceHall;
  readonly recordings: RecordingShelf;
  readonly status: StatusDelivery;
  readonly alerts: Alert[] = [];
  callsPerSecond: number;
  private nextStartAtMs = 0;

  constructor(
    readonly controls: Controls,
    readonly options: ExchangeOptions,
  ) {
    this.accountSid = options.accountSid;
    this.authToken = options.authToken;
    this.clock = options.clock;
    this.callsPerSecond = options.callsPerSecond;
    this.pacer = new Pacer(options.clock);
    this.status = new StatusDelivery(options.authToken, controls, options.clock, (code, message, callSid) =>
      this.alert(code, message, callSid),
    );
    this.callerIds = new CallerIdBook(this);
    this.conferences = new ConferenceHall(this);
    this.recordings = new RecordingShelf(this);
  }

  log(what: string, detail: Record<string, unknown>): void {
    this.controls.log("twilio", what, detail);
  }

  alert(code: number, message: string, callSid?: string): void {
    this.alerts.push({ at: new Date().toISOString(), code, message, callSid });
    if (this.alerts.length > KEPT_ALERTS) this.alerts.shift();
    this.log("alert", { code, message, ...(callSid === undefined ? {} : { callSid }) });
  }

  /** Somebody outside dials one of the numbers of the sandbox. @throws {RangeError} when a number is malformed. */
  placeCall(options: { from: string; to: string; script?: readonly Step[] | undefined }): {
    call: Call;
    person: Person;
  } {
    const from = toE164(options.from);
    const to = toE164(options.to);
    if (from === undefined) throw new RangeError(`"${options.from}" is not a phone number; write it like +14155550123`);
    if (to === undefined) throw new RangeError(`"${options.to}" is not a phone number; write it like +14155550123`);
    const person = new Person({ ...this.personOptions(), script: options.script ?? [] });
    const call = this.dialIn(from, to, person);
    this.persons.set(call.sid, person);
    return { call, person };
  }

  /** A call arrives at a number; a number that nobody owns is out of service. */
  dialIn(from: string, to: string, farEnd: FarEnd): Call {
    const number = this.numbers.findByNumber(to);
    // An app or a trunk, which the sandbox does not have, takes the calls in place of the addresses.
    const elsewhere = (number?.trunkSid || number?.voiceApplicationSid) ?? "";
    const url = elsewhere === "" ? (number?.voiceUrl ?? "") : "";
    const call = new Call(this, {
      from,
      to,
      direction: "inbound",
      farEnd,
      entry: url === "" ? undefined : { kind: "fetch", url, method: number?.voiceMethod ?? "POST" },
      phoneNumberSid: number?.sid,
      ...(number !== undefined && number.voiceFallbackUrl !== ""
        ? { fallback: { url: number.voiceFallbackUrl, method: number.voiceFallbackMethod } }
        : {}),
      ...(number !== undefined && number.statusCallback !== ""
        ? {
            statusCallback: {
              url: number.statusCallback,
              method: number.statusCallbackMethod,
              events: new Set(["completed"]),
            },
          }
        : {}),
    });
    this.register(call);
    // After this turn, so that whoever placed the call can listen before anything happens.
    queueMicrotask(() => {
      if (call.options.entry !== undefined) call.arrive();
      else if (number === undefined) call.end("failed", `${to} is not a number of this account`);
      else call.end("failed", elsewhere === "" ? `${to} has no VoiceUrl` : `${to} is answered by ${elsewhere}`);
    });
    return call;
  }

  /** A call to somebody: another number of the account, the person who is scripted to answer there, or a stranger. */
  dialOut(options: Omit<CallOptions, "farEnd">, stranger: PersonBehaviour = DEFAULT_BEHAVIOUR): Call {
    const farEnd = this.farEndAt(options.from, options.to, stranger);
    const call = new Call(this, { ...options, farEnd });
    if (farEnd instanceof Person) this.persons.set(call.sid, farEnd);
    this.register(call);
    return call;
  }

  /** Starts a call made by the REST API, at most so many a second; the others stay queued. */
  enqueue(call: Call): void {
    const nowMs = this.clock.now();
    const startAtMs = Math.max(nowMs, this.nextStartAtMs);
    this.nextStartAtMs = startAtMs + 1_000 / this.callsPerSecond;
    call.later(startAtMs - nowMs, () => call.leave());
  }

  /** Asks the customer's server about a call. */
  async request(call: Call, url: string, method: "GET" | "POST", params: FormParams): Promise<WebhookResponse> {
    const fault = this.controls.takeFault("twilio", "webhook.voice");
    this.log("webhook.voice", { url, callSid: call.sid, status: call.status, account: endOf(this.accountSid) });
    const answer = await sendWebhook(this.authToken, { url, method, params, fault });
    if (!answer.ok) this.alert(answer.errorCode, `${answer.message} (${url})`, call.sid);
    return answer;
  }

  private personOptions(): { after: Clock["after"] } {
    return { after: (delayMs, run) => this.clock.after(delayMs, run) };
  }

  close(): void {
    for (const call of this.calls.values()) call.end("failed", "the sandbox stopped");
    this.pacer.stop();
  }

  private farEndAt(from: string, to: string, stranger: PersonBehaviour): FarEnd {
    const owner = this.numbers.findByNumber(to) === undefined ? this.options.ownerOf?.(to) : this;
    if (owner !== undefined) return new Trunk((other) => owner.dialIn(from, to, other));
    return new Person({ ...this.personOptions(), behaviour: this.people.get(to) ?? stranger });
  }

  private register(call: Call): void {
    this.calls.set(call.sid, call);
    if (this.calls.size <= KEPT_CALLS) return;
    for (const [sid, old] of this.calls) {
      if (!old.isOver) continue;
      this.calls.delete(sid);
      this.persons.delete(sid);
      return;
    }
  }
}
