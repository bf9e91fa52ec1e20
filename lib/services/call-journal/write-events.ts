import type { PoolClient } from "pg";
import { withSystemSql } from "@/lib/db/transaction";
import { applyStatusReport, isTerminalStatus, talkDurationMs, type CallProgress } from "@/lib/domain/call/status";
import { recordUsage } from "../billing/record-usage";
import { planAfterCall } from "../after-call/plan-runs";
import { queueAnalyses } from "../quality/queue-analyses";
import { fence, lockCalls, type FencedCall } from "./fence";
import { attentionAfter } from "./keep-attention";
import { mergeTurns, projectEvent, type Projection, type TurnRow } from "./project-events";
import type { EventRecord, RefusedRecord, WriteBatchResult } from "./records";
import { storableJson } from "./storable-text";
import { announceNews } from "../notifications/notify";
import { writeEnded } from "../webhooks/ended-body";
import { tellMembers } from "./tell-members";
import { tellWebhooksOfFacts } from "./tell-webhooks-of-facts";
import { insertFindings, insertMessages, insertSegments, insertTurns } from "./write-projections";

/** An event that was not stored before, what follows from it, and its call. */
export type NewEvent = { record: EventRecord; call: FencedCall; projection: Projection };

/**
 * Stores call events and, in the same transaction, what follows from them: segments, turns, messages, the call's row, and what members are to
 * be told. Of an event
 * that is there already nothing is done again. One transaction for all organizations of a batch: each record names its own, and is
 * stored only under a call of that organization.
 */
export async function writeEvents(records: readonly EventRecord[]): Promise<WriteBatchResult> {
  if (records.length === 0) return { refused: [], changed: [] };
  const clean = records.map((record) => storableJson(record) as EventRecord);
  const { told, ...result } = await withSystemSql("journal batch", async (sql) => {
    const calls = await lockCalls(sql, distinctCalls(clean));
    const refusals = await fence(sql, calls, clean);
    const refused: RefusedRecord[] = [];
    const accepted: EventRecord[] = [];
    clean.forEach((record, index) => {
      const reason = refusals[index];
      if (reason) refused.push({ index, reason });
      else accepted.push(record);
    });

    const fresh = await insertEvents(sql, calls, accepted);
    if (fresh.length === 0) return { refused, changed: [], told: [] };
    await insertSegments(sql, fresh);
    await insertTurns(sql, turnsOf(fresh));
    await insertMessages(sql, fresh);
    await updateCalls(sql, fresh);
    await keepWordsOfEnded(sql, fresh);
    await insertFindings(sql, fresh);
    await tellWebhooksOfFacts(sql, fresh);
    const changed = distinctCalls(fresh.map(({ record }) => record));
    return { refused, changed, told: await tellMembers(sql, fresh) };
  });
  // The journal does not wait for it.
  void announceNews(told);
  return result;
}

/** What arrives of a call that is over already can be found too; at its end itself the database does it. */
async function keepWordsOfEnded(sql: PoolClient, fresh: readonly NewEvent[]): Promise<void> {
  const late = fresh.filter(({ call, projection }) => call.endedAt !== null && projection.segment);
  for (const { organizationId, callId } of distinctCalls(late.map(({ record }) => record)))
    await sql.query("select keep_call_words($1, array[$2::uuid])", [organizationId, callId]);
}

function distinctCalls(records: readonly EventRecord[]): { organizationId: string; callId: string }[] {
  const calls = new Map(records.map(({ organizationId, callId }) => [callId, { organizationId, callId }]));
  return [...calls.values()];
}

/** Inserts what is not there and returns it, in the order given. */
async function insertEvents(
  sql: PoolClient,
  calls: ReadonlyMap<string, FencedCall>,
  records: readonly EventRecord[],
): Promise<NewEvent[]> {
  const dayOf = (record: EventRecord) => calls.get(record.callId)?.callDay ?? record.callDay;
  const { rows } = await sql.query<{ call_id: string; seq: number }>(
    `insert into call_events (organization_id, call_id, call_day, seq, type, at, body)
     select * from unnest($1::uuid[], $2::uuid[], $3::date[], $4::int[], $5::text[], $6::timestamptz[], $7::jsonb[])
     on conflict do nothing returning call_id, seq`,
    [
      records.map((record) => record.organizationId),
      records.map((record) => record.callId),
      records.map(dayOf),
      records.map((record) => record.seq),
      records.map((record) => record.body.type),
      records.map((record) => record.at),
      records.map((record) => JSON.stringify(record.body)),
    ],
  );
  const inserted = new Set(rows.map((row) => `${row.call_id}/${row.seq}`));
  return records.flatMap((record) => {
    const call = calls.get(record.callId);
    // Deleting makes a record that comes twice within one batch count once.
    const isNew = inserted.delete(`${record.callId}/${record.seq}`);
    return call && isNew ? [{ record, call, projection: projectEvent(record) }] : [];
  });
}

function turnsOf(fresh: readonly NewEvent[]): { call: FencedCall; turn: TurnRow }[] {
  const turns = new Map<string, { call: FencedCall; turn: TurnRow }>();
  for (const { call, projection } of fresh) {
    if (!projection.turn) continue;
    const key = `${call.callId}/${projection.turn.turnId}`;
    const earlier = turns.get(key);
    turns.set(key, { call, turn: earlier ? mergeTurns(earlier.turn, projection.turn) : projection.turn });
  }
  return [...turns.values()];
}

type CallChange = {
  call: FencedCall;
  progress: CallProgress;
  lastSeq: number;
  disposition: string | null;
  next: string | null;
};

function changesOf(fresh: readonly NewEvent[]): CallChange[] {
  const changes = new Map<string, CallChange>();
  for (const { record, call, projection } of fresh) {
    const change = changes.get(call.callId) ?? {
      call,
      progress: {
        status: call.status,
        answeredAtMs: call.answeredAt?.getTime() ?? null,
        endedAtMs: call.endedAt?.getTime() ?? null,
        reason: call.endReason,
      },
      lastSeq: 0,
      disposition: null,
      next: null,
    };
    const { status, disposition, next } = projection;
    // That it ended for an owner after whom another took it is not the last word.
    if (status && record.epoch < call.epoch && isTerminalStatus(status.status)) {
      change.lastSeq = Math.max(change.lastSeq, record.seq);
      changes.set(call.callId, change);
      continue;
    }
    if (status) change.progress = applyStatusReport(change.progress, status);
    if (disposition) change.disposition = disposition;
    if (next) change.next = JSON.stringify(next);
    change.lastSeq = Math.max(change.lastSeq, record.seq);
    changes.set(call.callId, change);
  }
  return [...changes.values()];
}

/** The figures are counted from their rows, so that nothing is ever counted twice. */
async function updateCalls(sql: PoolClient, fresh: readonly NewEvent[]): Promise<void> {
  const changes = changesOf(fresh);
  const attention = await attentionAfter(sql, fresh);
  const date = (ms: number | null, floor: Date) => (ms === null ? null : new Date(Math.max(ms, floor.getTime())));
  await sql.query(
    `update calls c set
       status = x.status, answered_at = x.answered_at, ended_at = x.ended_at, end_reason = x.end_reason, duration_ms = x.duration_ms,
       disposition = coalesce(x.disposition, c.disposition), next_instruction = coalesce(x.next, c.next_instruction),
       last_seq = greatest(c.last_seq, x.last_seq), turns = t.turns, interruptions = t.interruptions,
       median_voice_to_voice_ms = t.median, last_line = coalesce(s.text, c.last_line),
       attention = x.attention, updated_at = now()
     from unnest($1::uuid[], $2::uuid[], $3::call_status[], $4::timestamptz[], $5::timestamptz[], $6::text[], $7::int[], $8::text[],
         $9::jsonb[], $10::int[], $11::jsonb[])
       as x (organization_id, id, status, answered_at, ended_at, end_reason, duration_ms, disposition, next, last_seq, attention)
     join calls k on k.organization_id = x.organization_id and k.id = x.id
     cross join lateral (
       select count(*)::int as turns, (count(*) filter (where interrupted))::int as interruptions,
         percentile_cont(0.5) within group (order by voice_to_voice_ms) as median
       from turns where organization_id = k.organization_id and call_id = k.id and call_day = k.call_day
     ) t
     left join lateral (
       select coalesce(nullif(heard_text, ''), text) as text from segments
       where organization_id = k.organization_id and call_id = k.id and call_day = k.call_day
       order by seq desc limit 1
     ) s on true
     where c.organization_id = x.organization_id and c.id = x.id`,
    [
      changes.map(({ call }) => call.organizationId),
      changes.map(({ call }) => call.callId),
      changes.map(({ progress }) => progress.status),
      changes.map(({ progress, call }) => date(progress.answeredAtMs, call.startedAt)),
      changes.map(({ progress, call }) => date(progress.endedAtMs, call.startedAt)),
      changes.map(({ progress }) => progress.reason),
      changes.map(({ progress }) => talkDurationMs(progress)),
      changes.map(({ disposition }) => disposition),
      changes.map(({ next }) => next),
      changes.map(({ lastSeq }) => lastSeq),
      changes.map(({ call }) => JSON.stringify(attention.get(call.callId))),
    ],
  );
  const closed = changes.flatMap(({ call, progress }) => (isTerminalStatus(progress.status) ? [call] : []));
  await recordUsage(sql, closed);
  await queueAnalyses(sql, closed);
  await planAfterCall(sql, closed);
  await writeEnded(sql, closed);
}
