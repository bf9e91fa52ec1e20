import { z } from "zod";
import { CallAttention } from "./attention";
import { CallFloor } from "./steering";

export const CallStatus = z.enum([
  "initiated",
  "ringing",
  "in_progress",
  "completed",
  "busy",
  "no_answer",
  "canceled",
  "failed",
  "escalated",
]);
export type CallStatus = z.infer<typeof CallStatus>;

export const CallDirection = z.enum(["inbound", "outbound"]);
export type CallDirection = z.infer<typeof CallDirection>;

/** Over which kind of line a call comes. */
export const CallChannel = z.enum(["phone", "browser"]);
export type CallChannel = z.infer<typeof CallChannel>;

/** `test`: somebody of the organization tries an agent; no part of usage and statistics. `widget`: a visitor of a web site. */
export const CallKind = z.enum(["regular", "test", "widget"]);
export type CallKind = z.infer<typeof CallKind>;

/** One line of a list of calls. Times are ISO 8601 in UTC; numbers are E.164; over the browser `from` says who calls. */
export const CallSummary = z.object({
  id: z.string(),
  status: CallStatus,
  direction: CallDirection,
  channel: CallChannel,
  kind: CallKind,
  from: z.string(),
  to: z.string(),
  businessId: z.string(),
  businessName: z.string(),
  /** IANA name, for showing times as the business sees them. */
  timeZone: z.string(),
  agentId: z.string(),
  agentName: z.string(),
  /** Null: the agent's draft, as it stood when the call began. */
  agentVersion: z.number().int().nullable(),
  startedAt: z.string(),
  answeredAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  durationMs: z.number().nullable(),
  disposition: z.string().nullable(),
  /** Why it failed or ended, in words; null while it goes on. */
  endReason: z.string().nullable(),
  turns: z.number().int(),
  interruptions: z.number().int(),
  /** Median voice-to-voice of the call so far; null before the first answer. */
  medianVoiceToVoiceMs: z.number().nullable(),
  /** The last thing said, for the live list; null before anyone spoke. */
  lastLine: z.string().nullable(),
  /** Who speaks for the business at this moment. */
  floor: CallFloor,
  attention: CallAttention,
});
export type CallSummary = z.infer<typeof CallSummary>;
