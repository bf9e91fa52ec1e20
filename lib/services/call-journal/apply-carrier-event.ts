import type { PoolClient } from "pg";
import { v7 as uuidv7 } from "uuid";
import type { CallStatus } from "@/lib/contracts/live/call-summary";
import { withSystemSql } from "@/lib/db/transaction";
import { applyStatusReport, isTerminalStatus, talkDurationMs } from "@/lib/domain/call/status";
import { log } from "@/lib/log/log";
import { recordUsage } from "../billing/record-usage";
import { planAfterCall } from "../after-call/plan-runs";
import { queueAnalyses } from "../quality/queue-analyses";
import { endDiversion, isDiverted } from "../inbound/note-diversion";
import { insertInboundCall } from "../inbound/open-call";
import { resolveNumber } from "../inbound/resolve-number";
import { writeEnded } from "../webhooks/ended-body";
import type { CarrierRecord } from "./records";
import { storableJson } from "./storable-text";

type Row = {
  organization_id: string;
  id: string;
  status: CallStatus;
  started_at: Date;
  answered_at: Date | null;
  ended_at: Date | null;
  end_reason: string | null;
};

/**
 * Applies something the carrier reported: status, answering machine, or a ring that could not be answered. Reports may come in any order,
 * late or again. An incoming call whose first stored trace this is gets its row here. Returns the call if its row now says something else,
 * else null: a repetition, or a call to a number that is not ours.
 */
export async function applyCarrierEvent(
  rawRecord: CarrierRecord,
): Promise<{ organizationId: string; callId: string } | null> {
  const record = storableJson(rawRecord) as CarrierRecord;
  const { providerCallSid, kind } = record;
  // Outside the transaction: it needs a connection of its own.
  const number = record.direction === "inbound" ? await resolveNumber(record.to, Date.parse(record.receivedAt)) : null;

  return withSystemSql("carrier report", async (sql) => {
    let call = await findCall(sql, record);
    const diverted = !call && (await isDiverted(sql, providerCallSid));
    if (!call && !diverted && number?.kind === "answered") {
      await insertInboundCall(sql, number, {
        callId: uuidv7(),
        providerCallSid,
        from: record.from,
        to: record.to,
        startedAt: startOf(record),
        refusal: null,
        tokenHash: null,
      });
      call = await findCall(sql, record);
    }
    if (!call && (await endDiversion(sql, record))) return null;
    if (!call) {
      log.warn({ providerCallSid, kind }, "the carrier reports a call that is none of ours");
      return null;
    }
    const isNew = await insertCarrierEvent(sql, call, record);
    if (!isNew) return null;

    let progress = {
      status: call.status,
      answeredAtMs: call.answered_at?.getTime() ?? null,
      endedAtMs: call.ended_at?.getTime() ?? null,
      reason: call.end_reason,
    };
    if (record.status !== null) {
      const atMs = Math.max(Date.parse(record.at), call.started_at.getTime());
      progress = applyStatusReport(progress, { status: record.status, atMs, reason: record.reason });
    }
    const date = (ms: number | null) => (ms === null ? null : new Date(ms));
    await sql.query(
      `update calls set status = $3::call_status, answered_at = $4, ended_at = $5, end_reason = $6, duration_ms = $7,
         answered_by = coalesce($8, answered_by), provider_call_sid = coalesce(provider_call_sid, $9),
         carrier_sequence = greatest(carrier_sequence, $10), updated_at = now(),
         disposition = case when $3::call_status = 'failed' then coalesce(disposition, 'failed') else disposition end
       where organization_id = $1 and id = $2`,
      [
        call.organization_id,
        call.id,
        progress.status,
        date(progress.answeredAtMs),
        date(progress.endedAtMs),
        progress.reason,
        talkDurationMs(progress),
        record.answeredBy,
        providerCallSid,
        record.sequence < 0 ? null : record.sequence,
      ],
    );
    const changed = { organizationId: call.organization_id, callId: call.id };
    if (isTerminalStatus(progress.status)) {
      await recordUsage(sql, [changed]);
      await queueAnalyses(sql, [changed]);
      await planAfterCall(sql, [changed]);
      await writeEnded(sql, [changed]);
    }
    return changed;
  });
}

async function findCall(sql: PoolClient, record: CarrierRecord): Promise<Row | null> {
  const { rows } = await sql.query<Row>(
    `select organization_id, id, status, started_at, answered_at, ended_at, end_reason from calls
     where provider_call_sid = $3 or (organization_id = $1 and id = $2 and provider_call_sid is null)
     order by (provider_call_sid is not null) desc limit 1 for no key update`,
    [record.organizationId, record.callId, record.providerCallSid],
  );
  return rows[0] ?? null;
}

/** True when this was not known. */
async function insertCarrierEvent(sql: PoolClient, call: Row, record: CarrierRecord): Promise<boolean> {
  const { rowCount } = await sql.query(
    `insert into carrier_events (organization_id, provider_call_sid, kind, sequence, status, call_id, received_at, body)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
    [
      call.organization_id,
      record.providerCallSid,
      record.kind,
      record.sequence,
      record.status ?? record.answeredBy ?? "unknown",
      call.id,
      record.receivedAt,
      JSON.stringify(record.body),
    ],
  );
  return rowCount === 1;
}

/** When a call began whose first trace is a report, perhaps the one of its end. */
function startOf(record: CarrierRecord): Date {
  const seconds = Number(record.body["CallDuration"] ?? 0);
  return new Date(Date.parse(record.at) - (Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : 0));
}
