import type { Controls, StandIn } from "../stand-in";
import { Accounts } from "./accounts";
import { systemClock, type Clock } from "./audio/clock";
import { ControlApi } from "./control/control-api";
import { LiveSockets } from "./control/live-socket";
import { accountSidOf, userOf } from "./rest/api";
import type { Exchange } from "./telephony/exchange";
import type { PersonBehaviour, Step } from "./telephony/script";
import type { PersonEvent } from "./telephony/person-events";

export interface TwilioStandInOptions {
  readonly accountSid: string;
  readonly authToken: string;
  /** The sandbox's own address, e.g. http://127.0.0.1:4010; recordings are linked with it. */
  readonly baseUrl: () => string;
  /** Outbound calls that start in a second; more wait in the queue. 1 by default, as a new account has. */
  readonly callsPerSecond?: number;
  /** Tests pass a clock of their own. */
  readonly clock?: Clock;
}

/** A caller in the hands of a test or a load generator. */
interface PlacedCall {
  readonly callSid: string;
  /** Every event from the beginning; ends after "ended". */
  readonly events: AsyncIterable<PersonEvent>;
  /** Tells past and coming events; the returned function stops that. */
  onEvent(listener: (event: PersonEvent) => void): () => void;
  /** Resolves when the line has been said or the call is over. */
  sendSay(text: string, voice?: string): Promise<void>;
  sendDtmf(digits: string): Promise<void>;
  hangup(): void;
}

export interface TwilioStandIn extends StandIn {
  readonly vendor: "twilio";
  /** Dials a number of the account from outside. Without a script the caller waits to be told what to do. @throws {RangeError} on a malformed number. */
  placeCall(options: { from?: string; to: string; script?: readonly Step[] }): PlacedCall;
  /** Says who answers when the product dials this number (E.164). */
  setPerson(e164: string, behaviour: PersonBehaviour): void;
  /** Of the sandbox's own account. */
  readonly exchange: Exchange;
}

const DEFAULT_CALLER = "+14155550199";

/** Twilio and the telephone network behind it, in memory: the sandbox's own account, and those that the controls name. */
export function createTwilioStandIn(controls: Controls, options: TwilioStandInOptions): TwilioStandIn {
  const accounts = new Accounts(controls, {
    accountSid: options.accountSid,
    authToken: options.authToken,
    baseUrl: options.baseUrl,
    clock: options.clock ?? systemClock,
    callsPerSecond: options.callsPerSecond ?? 1,
  });
  const exchange = accounts.own;
  const controlApi = new ControlApi(accounts, DEFAULT_CALLER);
  const liveSockets = new LiveSockets(accounts);
  return {
    vendor: "twilio",
    exchange,
    async handleRequest(request, response, url) {
      const accountSid = accountSidOf(url.pathname);
      const api = accountSid === undefined ? accounts.apiOfUser(userOf(request)) : accounts.apiOf(accountSid);
      return (await api.handle(request, response, url)) || (await controlApi.handle(request, response, url));
    },
    handleUpgrade: (request, socket, head, url) => liveSockets.handle(request, socket, head, url),
    placeCall({ from = DEFAULT_CALLER, to, script }) {
      const { call, person } = accounts.reachedAt(to).placeCall({ from, to, script });
      return {
        callSid: call.sid,
        events: person.log,
        onEvent: (listener) => person.log.listen(listener),
        sendSay: (text, voice) => person.say(text, voice),
        sendDtmf: (digits) => person.press(digits),
        hangup: () => person.hangUp(),
      };
    },
    setPerson(e164, behaviour) {
      exchange.people.set(e164, behaviour);
    },
    close() {
      accounts.close();
      liveSockets.close();
      return Promise.resolve();
    },
  };
}
