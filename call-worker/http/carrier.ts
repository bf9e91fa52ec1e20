import type { CallStatus } from "@/lib/contracts/live/call-summary";

export type WebhookParams = Readonly<Record<string, string>>;

/** Who calls whom, as every webhook about a call says. Numbers are E.164, or the carrier's word when withheld. */
export type CarrierCall = {
  providerCallSid: string;
  direction: "inbound" | "outbound";
  from: string;
  to: string;
  /** The network has found that `from` is not the caller's. Only a ring says so. */
  isCallerRefuted?: boolean;
};

export type CarrierStatus = CarrierCall & {
  /** The carrier's number of this report; -1 where it sends none. */
  sequence: number;
  /** Null for a word we do not know: kept for the record, without effect. */
  status: CallStatus | null;
  /** When it happened, by the carrier's clock; null where it does not say. */
  at: Date | null;
  /** Why it ended, in words, where the carrier says. */
  reason: string | null;
};

/** What the carrier is asked to do with a call next. */
export type CarrierStep =
  /** Connect the call's audio to a worker; when that connection ends, ask `nextUrl`. */
  | { kind: "connect"; mediaUrl: string; token: string; nextUrl: string }
  /** Without a language (BCP 47) it is said in the installation's. */
  | { kind: "say"; text: string; language?: string }
  | { kind: "dial"; to: string; callerId: string }
  /**
   * Joins whoever waits there, or waits for them; it ends with the first who leaves. Who comes and goes is told to `reportUrl`; what comes after it is
   * asked at `thenUrl`, without which the call ends.
   */
  | {
      kind: "conference";
      name: string;
      say?: { text: string | null; language: string };
      reportUrl?: string;
      thenUrl?: string;
    }
  /** Says it twice and waits for a key, which is told to `keyUrl`; without one the call ends. */
  | { kind: "ask_key"; text: string; language: string; keyUrl: string }
  | { kind: "hang_up" };

/** A webhook without what it must have; the message says which field. */
export class MalformedWebhookError extends Error {}

export type SignedWebhook = { pathAndQuery: string; signature: string | undefined };

/** What the HTTP server needs from any carrier's webhooks. */
export interface CarrierWebhooks {
  /**
   * True when the carrier signed this request: `pathAndQuery` as received, checked against the public address, with `secret` or, when that is
   * missing, with the installation's own.
   */
  isGenuine(request: SignedWebhook & { params: WebhookParams }, secret?: string): boolean;
  /** The same for the WebSocket handshake of a media stream. */
  isGenuineUpgrade(request: SignedWebhook, secret?: string): boolean;
  /** The readers throw MalformedWebhookError. */
  readCall(params: WebhookParams): CarrierCall;
  readNext(params: WebhookParams): { providerCallSid: string };
  readStatus(params: WebhookParams): CarrierStatus;
  readAnsweredBy(params: WebhookParams): { providerCallSid: string; answeredBy: string };
  readKey(params: WebhookParams): { providerCallSid: string; digits: string };
  /** Null for what does not matter to us. */
  readConference(params: WebhookParams): { providerCallSid: string; event: "joined" | "ended" } | null;
  /** The carrier's document for a step, with its media type. */
  render(step: CarrierStep): { contentType: string; body: string };
}
