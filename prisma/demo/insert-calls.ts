import type { PoolClient } from "pg";
import type { CallEventBody, TurnMetrics } from "@/lib/contracts/live/events";
import { recordUsage } from "@/lib/services/billing/record-usage";
import type { PastCall } from "./past-calls";

type Row = Record<string, unknown>;

/** A past call of any organization. `columns`: more of its row; `notes`: what somebody wrote about it. */
export type KeptCall = Omit<PastCall, "organization" | "agent" | "version"> & {
  organization: { id: string; business: { id: string } };
  agent: { id: string; direction: "inbound" | "outbound" };
  columns?: Row;
  notes?: readonly Row[];
};
type Body<T extends CallEventBody["type"]> = Extract<CallEventBody, { type: T }>;

/** Writes past calls with all that belongs to them, some thousand rows a statement. Calls that are there already stay as they are. */
export async function insertCalls(sql: PoolClient, calls: readonly PastCall[]): Promise<number> {
  const added = await insertHistory(sql, calls);
  await recordUsage(
    sql,
    added.map(({ organization, id }) => ({ organizationId: organization.id, callId: id })),
  );
  return added.length;
}

/** The same without usage: nobody is to pay for it. Returns those that were not there. */
export async function insertHistory<Call extends KeptCall>(sql: PoolClient, calls: readonly Call[]): Promise<Call[]> {
  const months = new Set(calls.map(({ startedAt }) => `${startedAt.toISOString().slice(0, 7)}-01`));
  for (const month of [...months].sort()) await sql.query("select ensure_partitions($1::date)", [month]);
  const inserted = await insertRows(sql, "calls", calls.map(callRow), "returning id");
  const fresh = new Set(inserted);
  const added = calls.filter(({ id }) => fresh.has(id));
  await insertRows(sql, "call_epochs", added.map(epochRow));
  await insertRows(sql, "call_events", added.flatMap(eventRows));
  await insertRows(sql, "segments", added.flatMap(segmentRows));
  await insertRows(sql, "turns", added.flatMap(turnRows));
  await insertRows(sql, "messages", added.flatMap(messageRows));
  for (const organizationId of new Set(added.map(({ organization }) => organization.id))) {
    const ids = added.filter(({ organization }) => organization.id === organizationId).map(({ id }) => id);
    await sql.query("select keep_call_words($1, $2::uuid[])", [organizationId, ids]);
  }
  await insertRows(
    sql,
    "call_notes",
    added.flatMap((call) =>
      (call.notes ?? []).map((note) => ({ organization_id: call.organization.id, call_id: call.id, ...note })),
    ),
  );
  return added;
}

const ROWS_A_STATEMENT = 2000;

async function insertRows(sql: PoolClient, table: string, rows: readonly Row[], returning = ""): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < rows.length; index += ROWS_A_STATEMENT) {
    const part = rows.slice(index, index + ROWS_A_STATEMENT);
    const columns = Object.keys(part[0] ?? {}).join(", ");
    const result = await sql.query<{ id: string }>(
      `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)
       on conflict do nothing ${returning}`,
      [JSON.stringify(part)],
    );
    ids.push(...result.rows.map((row) => row.id));
  }
  return ids;
}

const dayOf = (call: KeptCall) => call.startedAt.toISOString().slice(0, 10);
const keyOf = (call: KeptCall) => ({ organization_id: call.organization.id, call_id: call.id, call_day: dayOf(call) });

const ofType = <T extends CallEventBody["type"]>(call: KeptCall, type: T) =>
  call.events.flatMap(({ seq, at, body }) => (body.type === type ? [{ seq, at, body: body as Body<T> }] : []));

function callRow(call: KeptCall): Row {
  const answers = ofType(call, "answer.ended").map(({ body }) => body);
  const delays = answers.flatMap(({ metrics }) => metrics.voiceToVoiceMs ?? []).sort((a, b) => a - b);
  const middle = Math.floor(delays.length / 2);
  const median = delays.length % 2 ? delays[middle] : ((delays[middle - 1] ?? 0) + (delays[middle] ?? 0)) / 2;
  const said = call.events.flatMap(({ body }) =>
    body.type === "segment.final" ? [body.text] : body.type === "answer.ended" ? [body.heardText] : [],
  );
  return {
    organization_id: call.organization.id,
    id: call.id,
    business_id: call.organization.business.id,
    agent_id: call.agent.id,
    agent_version_id: call.versionId,
    direction: call.agent.direction,
    from_number: call.from,
    to_number: call.to,
    provider_call_sid: call.providerCallSid,
    status: call.status,
    disposition: call.disposition,
    end_reason: call.endReason,
    call_day: dayOf(call),
    started_at: call.startedAt,
    answered_at: call.answeredAt,
    ended_at: call.endedAt,
    duration_ms: call.answeredAt ? call.endedAt.getTime() - call.answeredAt.getTime() : null,
    epoch: 0,
    last_seq: call.events.length,
    answered_by: call.answeredBy,
    turns: answers.length,
    interruptions: answers.filter(({ interrupted }) => interrupted).length,
    median_voice_to_voice_ms: delays.length > 0 ? median : null,
    last_line: said.at(-1) ?? null,
    created_at: call.startedAt,
    updated_at: call.endedAt,
    ...call.columns,
  };
}

const epochRow = (call: KeptCall): Row => ({
  organization_id: call.organization.id,
  call_id: call.id,
  epoch: 0,
  worker_id: "demo",
  taken_at: call.startedAt,
});

const eventRows = (call: KeptCall): Row[] =>
  call.events.map(({ seq, at, body }) => ({ ...keyOf(call), seq, at, type: body.type, body }));

const segmentRows = (call: KeptCall): Row[] => [
  ...ofType(call, "segment.final").map(({ seq, at, body }) => ({
    ...keyOf(call),
    segment_id: body.segmentId,
    seq,
    turn_id: body.turnId,
    speaker: body.speaker,
    text: body.text,
    heard_text: null,
    interrupted: false,
    start_ms: body.startMs,
    end_ms: body.endMs,
    confidence: body.confidence,
    source: body.source,
    at,
  })),
  ...ofType(call, "answer.ended").map(({ seq, at, body }) => ({
    ...keyOf(call),
    segment_id: body.segmentId,
    seq,
    turn_id: body.turnId,
    speaker: "agent",
    text: body.text,
    heard_text: body.heardText,
    interrupted: body.interrupted,
    start_ms: body.startMs,
    end_ms: body.endMs,
    confidence: null,
    source: "speech",
    at,
  })),
];

const turnRows = (call: KeptCall): Row[] =>
  ofType(call, "answer.ended").map(({ seq, at, body }) => ({
    ...keyOf(call),
    turn_id: body.turnId,
    seq,
    at,
    start_ms: body.startMs,
    end_ms: body.endMs,
    heard_fraction: body.heardFraction,
    interrupted: body.interrupted,
    ...figures(body.metrics),
    model: modelOf(call, body.turnId),
    input_tokens: body.usage?.inputTokens ?? null,
    output_tokens: body.usage?.outputTokens ?? null,
    cache_read_tokens: body.usage?.cacheReadTokens ?? null,
    cache_write_tokens: body.usage?.cacheWriteTokens ?? null,
  }));

const figures = (metrics: TurnMetrics): Row => ({
  voice_to_voice_ms: metrics.voiceToVoiceMs,
  end_of_turn_delay_ms: metrics.endOfTurnDelayMs,
  llm_ttft_ms: metrics.llmTtftMs,
  tts_ttfb_ms: metrics.ttsTtfbMs,
  tool_ms: metrics.toolMs,
  added_delay_ms: metrics.addedDelayMs,
  speculation: metrics.speculation,
});

const modelOf = (call: KeptCall, turnId: string) =>
  ofType(call, "answer.written").find(({ body }) => body.turnId === turnId)?.body.model ?? null;

const messageRows = (call: KeptCall): Row[] =>
  ofType(call, "message.taken").map(({ at, body }) => ({
    organization_id: call.organization.id,
    id: body.messageId,
    business_id: call.organization.business.id,
    call_id: call.id,
    caller_name: body.callerName,
    callback_number: body.callbackNumber,
    text: body.text,
    taken_at: at,
    handled_at: null,
    handled_by: null,
  }));
