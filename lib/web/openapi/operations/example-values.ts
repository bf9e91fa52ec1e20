import { NO_ATTENTION } from "@/lib/contracts/live/attention";
import { AGENT_FLOOR } from "@/lib/contracts/live/steering";
/** What the examples of several operations share, so that they tell of one organization. */
export const ORGANIZATION_ID = "019a9e10-7c11-7b52-8e0f-51f3a1c2b001";
export const ACCOUNT_ID = "AYB-K3M7-9PQR-TX4W";
export const BUSINESS_ID = "019a9e10-7c11-7b52-8e0f-51f3a1c2b002";
export const AGENT_ID = "019a9e10-7c11-7b52-8e0f-51f3a1c2b003";
export const VERSION_ID = "019a9e10-7c11-7b52-8e0f-51f3a1c2b006";
export const NUMBER_ID = "019a9e10-7c11-7b52-8e0f-51f3a1c2b005";
export const OUTAGE_ID = "019a9e10-7c11-7b52-8e0f-51f3a1c2b006";
export const CALLER_ID_ID = "019a9e10-7c11-7b52-8e0f-51f3a1c2b007";
export const FEED_ID = "019a9e10-7c11-7b52-8e0f-51f3a1c2b0f1";
export const HUMAN_AGENT_ID = "019a9e10-7c11-7b52-8e0f-51f3a1c2b008";
export const TOOL_ID = "019a9e10-7c11-7b52-8e0f-51f3a1c2b0a1";
export const TOOL_RUN_ID = "019a9e10-7c11-7b52-8e0f-51f3a1c2b0a2";
export const CALL_ID = "019a9e10-7c11-7b52-8e0f-51f3a1c2b004";

export const CALL = {
  id: CALL_ID,
  status: "completed",
  direction: "inbound",
  from: "+14155550134",
  to: "+14155550100",
  businessId: BUSINESS_ID,
  businessName: "Bright Dental",
  timeZone: "America/Los_Angeles",
  agentId: AGENT_ID,
  agentName: "Front desk",
  agentVersion: 3,
  channel: "phone",
  kind: "regular",
  startedAt: "2026-11-20T17:00:00.000Z",
  answeredAt: "2026-11-20T17:00:02.000Z",
  endedAt: "2026-11-20T17:01:42.000Z",
  durationMs: 100_000,
  disposition: "caller_hung_up",
  endReason: "The caller hung up.",
  turns: 6,
  interruptions: 1,
  medianVoiceToVoiceMs: 912,
  lastLine: "Thank you, see you on Tuesday.",
  floor: AGENT_FLOOR,
  attention: NO_ATTENTION,
};

export const CALL_RECORD = {
  ...CALL,
  callerRefuted: false,
  sentimentMean: 0.31,
  sentimentLow: -0.12,
  qaScore: 0.91,
  outcome: "booked",
  resolved: true,
  findings: 0,
  tags: ["new patient"],
};
export const SERVICE_ID = "019a9e10-7c11-7b52-8e0f-51f3a1c2b011";
export const STAFF_ID = "019a9e10-7c11-7b52-8e0f-51f3a1c2b012";
export const APPOINTMENT_ID = "019a9e10-7c11-7b52-8e0f-51f3a1c2b013";
export const MCP_SERVER_ID = "019a9e10-7c11-7b52-8e0f-51f3a1c2b0a9";
export const WEBHOOK_ID = "019a9e10-7c11-7b52-8e0f-51f3a1c2b0c1";
export const DELIVERY_ID = "019a9e10-7c11-7b52-8e0f-51f3a1c2b0c2";
export const STEP_ID = "019a9e10-7c11-7b52-8e0f-51f3a1c2b0d1";
