import type { CallStatus } from "@/lib/contracts/live/call-summary";
import type { NextInstruction } from "@/lib/services/workers/control-command";

/** What has to be known of a call whose media stream closed. */
export type CallForNext = {
  organizationId: string;
  callId: string;
  agentId: string;
  providerCallSid: string;
  status: CallStatus;
  epoch: number;
  /** False when no worker has ever taken the call. */
  claimed: boolean;
  /** The worker that holds the call, if it still gives signs of life. */
  owner: { workerId: string; url: string } | null;
  /** As the owner left it in the database. */
  nextInstruction: NextInstruction | null;
};
