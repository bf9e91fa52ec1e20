import { isSignedForm, isSignedUpgrade } from "@/call-worker/adapters/twilio/signature";
import { connectStream, dial, hangUp, sayAndHangUp } from "@/call-worker/adapters/twilio/twiml";
import {
  parseAmdForm,
  parseNextForm,
  parseStatusForm,
  parseVoiceForm,
  type FormResult,
  type StatusForm,
} from "@/call-worker/adapters/twilio/webhook-forms";
import type { CallStatus } from "@/lib/contracts/live/call-summary";
import { MalformedWebhookError, type CarrierStep, type CarrierWebhooks } from "./carrier";

/** The name of the stream parameter that carries the one-time token. */
export const TOKEN_PARAMETER = "token";
const SPOKEN_LANGUAGE = "en-US";

const STATUSES: Readonly<Record<NonNullable<StatusForm["CallStatus"]>, CallStatus>> = {
  queued: "initiated",
  initiated: "initiated",
  ringing: "ringing",
  "in-progress": "in_progress",
  completed: "completed",
  busy: "busy",
  "no-answer": "no_answer",
  canceled: "canceled",
  failed: "failed",
};

/** Twilio's webhooks in the carrier's terms. `publicCallUrl` is the address Twilio calls; signatures are checked against it. */
export function createTwilioWebhooks(options: { authToken: string; publicCallUrl: string }): CarrierWebhooks {
  const { authToken } = options;
  // The path is appended as received, so that what was signed is what is checked.
  const base = options.publicCallUrl.replace(/\/+$/, "");
  return {
    isGenuine: ({ pathAndQuery, signature, params }) =>
      isSignedForm({ authToken, publicUrl: base + pathAndQuery, signature, form: params }),
    isGenuineUpgrade: ({ pathAndQuery, signature }) =>
      isSignedUpgrade({ authToken, publicUrl: base + pathAndQuery, signature }),
    readCall(params) {
      const form = valid(parseVoiceForm(params));
      return { providerCallSid: form.CallSid, direction: directionOf(form.Direction), from: form.From, to: form.To };
    },
    readNext: (params) => ({ providerCallSid: valid(parseNextForm(params)).CallSid }),
    readStatus(params) {
      const form = valid(parseStatusForm(params));
      return {
        providerCallSid: form.CallSid,
        direction: directionOf(form.Direction),
        from: form.From,
        to: form.To,
        sequence: form.SequenceNumber ?? -1,
        status: form.CallStatus && STATUSES[form.CallStatus],
        at: form.Timestamp ?? null,
        reason: reasonOf(form),
      };
    },
    readAnsweredBy(params) {
      const form = valid(parseAmdForm(params));
      return { providerCallSid: form.CallSid, answeredBy: form.AnsweredBy };
    },
    render: (step) => ({ contentType: "text/xml; charset=utf-8", body: twiml(step) }),
  };
}

function twiml(step: CarrierStep): string {
  switch (step.kind) {
    case "connect":
      return connectStream({
        streamUrl: step.mediaUrl,
        parameters: { [TOKEN_PARAMETER]: step.token },
        nextUrl: step.nextUrl,
      });
    case "say":
      return sayAndHangUp(step.text, SPOKEN_LANGUAGE);
    case "dial":
      return dial({ to: step.to, callerId: step.callerId });
    case "hang_up":
      return hangUp();
  }
}

function valid<Form>(result: FormResult<Form>): Form {
  if (result.ok) return result.form;
  throw new MalformedWebhookError(result.problem);
}

const directionOf = (direction: "inbound" | "outbound-api" | "outbound-dial") =>
  direction === "inbound" ? "inbound" : "outbound";

function reasonOf(form: StatusForm): string | null {
  switch (form.CallStatus) {
    case "busy":
      return "The line was busy";
    case "no-answer":
      return "Nobody answered";
    case "canceled":
      return "The call was cancelled before it was answered";
    case "failed": {
      const code = form.ErrorCode ?? (form.SipResponseCode ? `SIP ${form.SipResponseCode}` : null);
      return code ? `The carrier could not connect the call (${code})` : "The carrier could not connect the call";
    }
    default:
      return null;
  }
}
