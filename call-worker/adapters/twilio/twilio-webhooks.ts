import { MalformedWebhookError } from "@/call-worker/http/carrier";
import type { CarrierStep, CarrierWebhooks } from "@/call-worker/http/carrier";
import type { CallStatus } from "@/lib/contracts/live/call-summary";
import { isSignedForm, isSignedUpgrade } from "./signature";
import { askKey, conference, connectStream, dial, hangUp, sayAndHangUp } from "./twiml";
import {
  parseAmdForm,
  parseConferenceForm,
  parseKeyForm,
  parseNextForm,
  parseStatusForm,
  parseVoiceForm,
} from "./webhook-forms";
import type { FormResult, StatusForm } from "./webhook-forms";

export type TwilioWebhookSettings = {
  authToken: string;
  /** The address that Twilio calls, e.g. "https://calls.example.com"; signatures are checked against it. */
  publicCallUrl: string;
  /** Where this worker's own /media is reached, if that is another address. */
  publicMediaUrl?: string | undefined;
  /** BCP 47, for what Twilio's own voice says. */
  language?: string;
};

const OUR_STATUS: Readonly<Record<NonNullable<StatusForm["CallStatus"]>, CallStatus>> = {
  queued: "initiated",
  initiated: "initiated",
  ringing: "ringing",
  "in-progress": "in_progress",
  completed: "completed",
  busy: "busy",
  failed: "failed",
  "no-answer": "no_answer",
  canceled: "canceled",
};

const OUR_CONFERENCE_EVENTS: Readonly<Record<string, "joined" | "ended">> = {
  "participant-join": "joined",
  "conference-end": "ended",
};

/** What Twilio gives for a caller who withholds their number: ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN, UNAVAILABLE on a telephone's keys. */
const WITHHELD = new Set(["+266696687", "+7378742833", "+2562533", "+8656696", "+86282452253"]);
const NO_NUMBER = "anonymous";
/** What STIR/SHAKEN says of a number whose signature is not right; A, B and C follow. One without a signature says nothing. */
const REFUTED = "TN-Validation-Failed";

/** The parameter of a stream's start message that carries the call's one-time token. */
const TOKEN_PARAMETER = "token";

/** Twilio's webhooks and TwiML in the shape the HTTP server asks of any carrier. */
export function createTwilioWebhooks(settings: TwilioWebhookSettings): CarrierWebhooks {
  const language = settings.language ?? "en-US";
  const base = settings.publicCallUrl.replace(/\/+$/, "");
  const mediaBases = [
    base,
    ...(settings.publicMediaUrl === undefined ? [] : [settings.publicMediaUrl.replace(/\/+$/, "")]),
  ];

  return {
    isGenuine: ({ pathAndQuery, signature, params }, authToken = settings.authToken) =>
      isSignedForm({ authToken, publicUrl: base + pathAndQuery, signature, form: params }),

    isGenuineUpgrade: ({ pathAndQuery, signature }, authToken = settings.authToken) =>
      mediaBases.some((mediaBase) => isSignedUpgrade({ authToken, publicUrl: mediaBase + pathAndQuery, signature })),

    readCall(params) {
      const form = required(parseVoiceForm(params));
      const isCallerRefuted = form.StirVerstat?.startsWith(REFUTED) ?? false;
      return { ...partiesOf(form), providerCallSid: form.CallSid, isCallerRefuted };
    },

    readNext: (params) => ({ providerCallSid: required(parseNextForm(params)).CallSid }),

    readStatus(params) {
      const form = required(parseStatusForm(params));
      return {
        ...partiesOf(form),
        providerCallSid: form.CallSid,
        sequence: form.SequenceNumber ?? -1,
        status: form.CallStatus === null ? null : OUR_STATUS[form.CallStatus],
        at: form.Timestamp ?? null,
        reason: reasonOf(form),
      };
    },

    readAnsweredBy(params) {
      const form = required(parseAmdForm(params));
      return { providerCallSid: form.CallSid, answeredBy: form.AnsweredBy };
    },

    readKey(params) {
      const form = required(parseKeyForm(params));
      return { providerCallSid: form.CallSid, digits: form.Digits };
    },

    readConference(params) {
      const form = required(parseConferenceForm(params));
      const event = OUR_CONFERENCE_EVENTS[form.StatusCallbackEvent];
      return event === undefined ? null : { providerCallSid: form.CallSid ?? "", event };
    },

    render: (step) => ({ contentType: "text/xml; charset=utf-8", body: twimlOf(step, language) }),
  };
}

function twimlOf(step: CarrierStep, language: string): string {
  switch (step.kind) {
    case "connect":
      return connectStream({
        streamUrl: step.mediaUrl,
        parameters: { [TOKEN_PARAMETER]: step.token },
        nextUrl: step.nextUrl,
      });
    case "say":
      return sayAndHangUp(step.text, step.language ?? language);
    case "dial":
      return dial({ to: step.to, callerId: step.callerId });
    case "conference":
      return conference(step.name, step);
    case "ask_key":
      return askKey({ text: step.text, language: step.language, keyUrl: step.keyUrl });
    case "hang_up":
      return hangUp();
  }
}

function partiesOf(form: { Direction: string; From: string; To: string }) {
  const direction = form.Direction === "inbound" ? ("inbound" as const) : ("outbound" as const);
  return { direction, from: WITHHELD.has(form.From) ? NO_NUMBER : form.From, to: form.To };
}

function reasonOf(form: StatusForm): string | null {
  if (form.ErrorCode !== undefined) return `Twilio error ${form.ErrorCode}`;
  if (form.SipResponseCode === undefined || form.SipResponseCode === "200") return null;
  return `SIP response ${form.SipResponseCode}`;
}

function required<Form>(result: FormResult<Form>): Form {
  if (result.ok) return result.form;
  throw new MalformedWebhookError(`The webhook is not usable: ${result.problem}`);
}
