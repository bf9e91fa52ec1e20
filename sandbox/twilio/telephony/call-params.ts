import type { FormParams } from "../signature";
import { placeOf } from "./phone-numbers";

export type CallDirection = "inbound" | "outbound-api" | "outbound-dial";
export type CallStatus =
  "queued" | "initiated" | "ringing" | "in-progress" | "completed" | "busy" | "no-answer" | "failed" | "canceled";

export interface CallFacts {
  readonly sid: string;
  readonly accountSid: string;
  readonly from: string;
  readonly to: string;
  readonly direction: CallDirection;
  readonly status: CallStatus;
  readonly parentCallSid: string | undefined;
}

/** The parameters of every voice webhook (twilio.com/docs/voice/twiml#request-parameters). */
export function voiceParams(call: CallFacts): FormParams {
  const from = placeOf(call.from);
  const to = placeOf(call.to);
  return {
    AccountSid: call.accountSid,
    ApiVersion: "2010-04-01",
    CallSid: call.sid,
    CallStatus: call.status,
    Called: call.to,
    CalledCity: to.city,
    CalledCountry: to.country,
    CalledState: to.state,
    CalledZip: to.zip,
    Caller: call.from,
    CallerCity: from.city,
    CallerCountry: from.country,
    CallerState: from.state,
    CallerZip: from.zip,
    Direction: call.direction,
    From: call.from,
    FromCity: from.city,
    FromCountry: from.country,
    FromState: from.state,
    FromZip: from.zip,
    ...(call.parentCallSid === undefined ? {} : { ParentCallSid: call.parentCallSid }),
    To: call.to,
    ToCity: to.city,
    ToCountry: to.country,
    ToState: to.state,
    ToZip: to.zip,
  };
}

/** Mon, 15 Aug 2005 15:52:01 +0000: the dates of Twilio's API and webhooks (RFC 2822). */
export function rfc2822(date: Date): string {
  return date.toUTCString().replace("GMT", "+0000");
}
