import type { CallRecord } from "@/lib/contracts/calls";
import { fromStored, type StoredAttention } from "@/lib/contracts/live/attention";
import type { CallChannel, CallDirection, CallKind, CallStatus, CallSummary } from "@/lib/contracts/live/call-summary";
import type { CallEvent, CallEventBody } from "@/lib/contracts/live/events";

const SUMMARY_COLUMNS = `c.id, c.status, c.direction, c.channel, c.kind, c.from_number, c.to_number, c.business_id, b.name as business_name, b.time_zone,
  c.agent_id, a.name as agent_name, v.number as agent_version, c.started_at, c.answered_at, c.ended_at, c.duration_ms, c.disposition,
  c.end_reason, c.turns, c.interruptions, c.median_voice_to_voice_ms, c.last_line, c.attention`;

/** Joins stay inside the tenant by their composite keys. */
const joinedTo = (calls: string) => `from ${calls} c
join businesses b on b.organization_id = c.organization_id and b.id = c.business_id
join agents a on a.organization_id = c.organization_id and a.id = c.agent_id
left join agent_versions v on v.organization_id = c.organization_id and v.id = c.agent_version_id`;

/** The columns of a call's summary. */
export const SUMMARY_SELECT = `select ${SUMMARY_COLUMNS} ${joinedTo("calls")}`;

/** The columns of a call as it is kept, of `calls` or of some of them. */
export const recordSelect = (calls = "calls") => `select ${SUMMARY_COLUMNS},
  c.call_day, c.caller_refuted, c.sentiment_mean, c.sentiment_low, c.qa_score, c.outcome, c.resolved, c.findings, c.tags ${joinedTo(calls)}`;

export type SummaryRow = {
  id: string;
  status: CallStatus;
  direction: CallDirection;
  channel: CallChannel;
  kind: CallKind;
  from_number: string;
  to_number: string;
  business_id: string;
  business_name: string;
  time_zone: string;
  agent_id: string;
  agent_name: string;
  /** Null: a draft. */
  agent_version: number | null;
  started_at: Date;
  answered_at: Date | null;
  ended_at: Date | null;
  duration_ms: number | null;
  disposition: string | null;
  end_reason: string | null;
  turns: number;
  interruptions: number;
  median_voice_to_voice_ms: number | null;
  last_line: string | null;
  attention: StoredAttention | null;
};

export const toCallSummary = (row: SummaryRow): CallSummary => ({
  id: row.id,
  status: row.status,
  direction: row.direction,
  channel: row.channel,
  kind: row.kind,
  from: row.from_number,
  to: row.to_number,
  businessId: row.business_id,
  businessName: row.business_name,
  timeZone: row.time_zone,
  agentId: row.agent_id,
  agentName: row.agent_name,
  agentVersion: row.agent_version,
  startedAt: row.started_at.toISOString(),
  answeredAt: row.answered_at?.toISOString() ?? null,
  endedAt: row.ended_at?.toISOString() ?? null,
  durationMs: row.duration_ms,
  disposition: row.disposition,
  endReason: row.end_reason,
  turns: row.turns,
  interruptions: row.interruptions,
  medianVoiceToVoiceMs: row.median_voice_to_voice_ms,
  lastLine: row.last_line,
  ...fromStored(row.attention),
});

export type RecordRow = SummaryRow & {
  call_day: string;
  caller_refuted: boolean;
  sentiment_mean: number | null;
  sentiment_low: number | null;
  qa_score: number | null;
  outcome: string | null;
  resolved: boolean | null;
  findings: number;
  tags: string[];
};

export const toCallRecord = (row: RecordRow): CallRecord => ({
  ...toCallSummary(row),
  callerRefuted: row.caller_refuted,
  sentimentMean: row.sentiment_mean,
  sentimentLow: row.sentiment_low,
  qaScore: row.qa_score,
  outcome: row.outcome,
  resolved: row.resolved,
  findings: row.findings,
  tags: row.tags,
});

export type EventRow = { call_id: string; seq: number; at: Date; body: CallEventBody };

/** Bodies were checked when they were written. */
export const toCallEvent = (row: EventRow): CallEvent => ({
  callId: row.call_id,
  seq: row.seq,
  at: row.at.toISOString(),
  body: row.body,
});
