import type { TwilioRest } from "@/lib/adapters/twilio/rest";
import type { CallStatus } from "@/lib/contracts/live/call-summary";
import type { SweepDeps } from "@/lib/services/call-ownership/sweep-orphaned-calls";
import { carrierFor } from "@/lib/services/connections/carrier-for";

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

/** What the sweep asks Twilio, each call's own account. Without one every question fails, and calls are given up in time. */
export const carrierTruth: Pick<SweepDeps, "fetchStatus" | "endCall"> = {
  async fetchStatus({ organizationId, providerCallSid }) {
    const call = await (await carrierFor(organizationId)).fetchCallStatus(providerCallSid);
    return call && OUR_STATUS[call.status];
  },
  endCall: async ({ organizationId, providerCallSid }) => (await carrierFor(organizationId)).endCall(providerCallSid),
};
