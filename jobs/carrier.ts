import { createTwilioRest, type TwilioRest } from "@/lib/adapters/twilio/rest";
import type { CallStatus } from "@/lib/contracts/live/call-summary";
import type { SweepDeps } from "@/lib/services/call-ownership/sweep-orphaned-calls";

type TwilioStatus = NonNullable<Awaited<ReturnType<TwilioRest["fetchCallStatus"]>>>["status"];

const OUR_STATUS: Readonly<Record<TwilioStatus, CallStatus>> = {
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

/** What the sweep asks Twilio. Without credentials every question fails, and calls are given up in time. */
export function carrierTruth(settings: {
  accountSid?: string | undefined;
  authToken?: string | undefined;
  baseUrl?: string | undefined;
}): Pick<SweepDeps, "fetchStatus" | "endCall"> {
  const { accountSid, authToken, baseUrl } = settings;
  if (!accountSid || !authToken) {
    const missing = () => Promise.reject(new Error("TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN are not set for jobs"));
    return { fetchStatus: missing, endCall: missing };
  }
  const rest = createTwilioRest({ accountSid, authToken, baseUrl });
  return {
    async fetchStatus(callSid) {
      const call = await rest.fetchCallStatus(callSid);
      return call && OUR_STATUS[call.status];
    },
    endCall: (callSid) => rest.endCall(callSid),
  };
}
