import type { PoolClient } from "pg";
import type { StoredAttention } from "@/lib/contracts/live/attention";
import type { CallStatus } from "@/lib/contracts/live/call-summary";
import type { EventRecord } from "./records";

/** A call's row while a batch is written; locked until the transaction ends. */
export type FencedCall = {
  organizationId: string;
  callId: string;
  businessId: string;
  callDay: string;
  epoch: number;
  status: CallStatus;
  startedAt: Date;
  answeredAt: Date | null;
  endedAt: Date | null;
  endReason: string | null;
  lastSeq: number;
  attention: StoredAttention | null;
  /** What webhooks of its organization want to be told of; nothing, of a test. */
  webhooks: readonly string[];
};

type Row = {
  organization_id: string;
  id: string;
  business_id: string;
  call_day: string;
  epoch: number;
  status: CallStatus;
  started_at: Date;
  answered_at: Date | null;
  ended_at: Date | null;
  end_reason: string | null;
  last_seq: number;
  attention: StoredAttention | null;
  webhooks: string[] | null;
};

/** Locks the calls' rows, in the order of their key, as every statement that locks several does. */
export async function lockCalls(
  sql: PoolClient,
  calls: readonly { organizationId: string; callId: string }[],
): Promise<Map<string, FencedCall>> {
  const { rows } = await sql.query<Row>(
    `select c.organization_id, c.id, c.business_id, c.call_day, c.epoch, c.status, c.started_at, c.answered_at, c.ended_at, c.end_reason, c.last_seq, c.attention,
       case when c.kind <> 'test' then (select array_agg(distinct t.type) from webhook_endpoints e cross join unnest(e.events) as t (type)
         where e.organization_id = c.organization_id and e.enabled) end as webhooks
     from calls c join unnest($1::uuid[], $2::uuid[]) as w (organization_id, id)
       on w.organization_id = c.organization_id and w.id = c.id
     order by c.organization_id, c.id for no key update of c`,
    [calls.map((call) => call.organizationId), calls.map((call) => call.callId)],
  );
  return new Map(
    rows.map((row) => [
      row.id,
      {
        organizationId: row.organization_id,
        callId: row.id,
        businessId: row.business_id,
        callDay: row.call_day,
        epoch: row.epoch,
        status: row.status,
        startedAt: row.started_at,
        answeredAt: row.answered_at,
        endedAt: row.ended_at,
        endReason: row.end_reason,
        lastSeq: row.last_seq,
        attention: row.attention,
        webhooks: row.webhooks ?? [],
      },
    ]),
  );
}

/**
 * Why an event must not be stored, or null. An owner's events count until the next one took the call: what a killed worker's journal
 * brings late is kept, what a worker wrote that had lost the call without noticing is not.
 */
export async function fence(
  sql: PoolClient,
  calls: ReadonlyMap<string, FencedCall>,
  records: readonly EventRecord[],
): Promise<(string | null)[]> {
  const late = records.filter((record) => record.epoch < (calls.get(record.callId)?.epoch ?? 0));
  const takenAt = await takeOverTimes(sql, late);
  return records.map((record) => {
    const call = calls.get(record.callId);
    if (!call || call.organizationId !== record.organizationId) return "there is no such call";
    if (record.epoch >= call.epoch) return null;
    const nextAt = takenAt.get(`${record.callId}/${record.epoch}`);
    if (nextAt !== undefined && Date.parse(record.at) > nextAt)
      return "written after another worker had taken the call";
    return null;
  });
}

/** When another worker's ownership followed each record's own, by `callId/epoch`, epoch ms. */
async function takeOverTimes(sql: PoolClient, records: readonly EventRecord[]): Promise<Map<string, number>> {
  if (records.length === 0) return new Map();
  const callIds = [...new Set(records.map((record) => record.callId))];
  const organizationIds = [...new Set(records.map((record) => record.organizationId))];
  const { rows } = await sql.query<{ call_id: string; epoch: number; worker_id: string; taken_at: Date }>(
    `select call_id, epoch, worker_id, taken_at from call_epochs
     where organization_id = any($1::uuid[]) and call_id = any($2::uuid[]) order by call_id, epoch`,
    [organizationIds, callIds],
  );
  const times = new Map<string, number>();
  for (const { callId, epoch } of records) {
    const ofCall = rows.filter((row) => row.call_id === callId);
    const owner = ofCall.find((row) => row.epoch === epoch)?.worker_id;
    // A worker whose line was lost takes its own call again; what it still has to tell of the time before is no stranger's.
    const next = ofCall.find((row) => row.epoch > epoch && row.worker_id !== owner);
    if (next) times.set(`${callId}/${epoch}`, next.taken_at.getTime());
  }
  return times;
}
