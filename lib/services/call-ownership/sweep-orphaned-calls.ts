import type { CallStatus } from "@/lib/contracts/live/call-summary";
import { withSystemSql } from "@/lib/db/transaction";
import { isTerminalStatus, OPEN_STATUSES } from "@/lib/domain/call/status";
import { log } from "@/lib/log/log";
import { recordUsage } from "../billing/record-usage";
import { planAfterCall } from "../after-call/plan-runs";
import { queueAnalyses } from "../quality/queue-analyses";
import { writeEnded } from "../webhooks/ended-body";

/** The carrier's own id of a call, and whose it is: each organization may have its own account there. */
export type CarrierCallName = { organizationId: string; providerCallSid: string };

/** What the sweep asks others. Each may throw: the call is then left for the next round. */
export type SweepDeps = {
  /** The call as the carrier knows it; null when it knows none. */
  fetchStatus(call: CarrierCallName): Promise<CallStatus | null>;
  /** Ends a call at the carrier, in whatever state. */
  endCall(call: CarrierCallName): Promise<unknown>;
  /** True when the worker answers that it holds the call, though it does not reach the database. */
  isHeld(worker: { url: string }, callId: string): Promise<boolean>;
};

export type SweepResult = { found: number; finished: number; left: number };

type Orphan = {
  organization_id: string;
  id: string;
  epoch: number;
  direction: "inbound" | "outbound";
  channel: "phone" | "browser";
  provider_call_sid: string | null;
  claimed: boolean;
  worker_url: string | null;
  overdue_ms: number;
};

const MOST_PER_ROUND = 200;
/** A call whose owner is silent for so long is ended at the carrier; until then `next` may still move it to another worker. */
const END_AFTER_MS = 120_000;
/** A call that the carrier can't be asked about is given up. */
const GIVE_UP_AFTER_MS = 15 * 60_000;

/**
 * Finishes calls that nobody holds any more, with what the carrier says became of them: after a worker died, no call stays open. Left
 * alone are calls whose lease ran out less than 30 s ago, and everything while PostgreSQL has been up for less than 60 s: their
 * workers may be renewing them this moment.
 */
export async function sweepOrphanedCalls(
  deps: SweepDeps,
  options: { databaseUpForMs?: number } = {},
): Promise<SweepResult> {
  const orphans = await findOrphans(options.databaseUpForMs ?? 60_000);
  let finished = 0;
  for (const orphan of orphans) {
    try {
      if (await sweep(orphan, deps)) finished += 1;
    } catch (error) {
      log.warn({ err: error, callId: orphan.id }, "orphaned call not finished yet");
    }
  }
  return { found: orphans.length, finished, left: orphans.length - finished };
}

async function findOrphans(databaseUpForMs: number): Promise<Orphan[]> {
  const { rows } = await withSystemSql("orphaned calls", (sql) =>
    sql.query<Orphan>(
      `select * from (
         select c.organization_id, c.id, c.epoch, c.direction, c.channel, c.provider_call_sid, c.owner_worker_id is not null as claimed,
           w.url as worker_url,
           (extract(epoch from now() - case
             when c.owner_worker_id is null then c.started_at + interval '3 minutes'
             else coalesce(c.lease_until, c.updated_at + interval '30 seconds') + interval '30 seconds'
           end) * 1000)::float8 as overdue_ms
         from calls c left join workers w on w.id = c.owner_worker_id
         where c.status = any($1::call_status[]) and pg_postmaster_start_time() < now() - $2 * interval '1 millisecond'
       ) o where overdue_ms > 0 order by overdue_ms desc limit ${MOST_PER_ROUND}`,
      [OPEN_STATUSES, databaseUpForMs],
    ),
  );
  return rows;
}

/** True when the call is finished now. */
async function sweep(orphan: Orphan, deps: SweepDeps): Promise<boolean> {
  const { provider_call_sid: callSid, overdue_ms: overdueMs } = orphan;
  if (orphan.channel === "browser") return sweepBrowserCall(orphan, deps);
  if (callSid === null) {
    return finish(orphan, "failed", "The carrier never confirmed that it placed the call");
  }
  const named = { organizationId: orphan.organization_id, providerCallSid: callSid };
  let status: CallStatus | null;
  try {
    status = await deps.fetchStatus(named);
  } catch (error) {
    if (overdueMs < GIVE_UP_AFTER_MS) throw error;
    return finish(orphan, "failed", "Nobody held the call any more and the carrier could not be asked about it");
  }
  const lost = orphan.claimed
    ? "The worker that held the call was lost"
    : "The call was answered, but its audio never came";
  if (status === null) return finish(orphan, "failed", `${lost}; the carrier does not know the call`);
  if (isTerminalStatus(status)) {
    const reason = orphan.claimed || status === "completed" ? `${lost}; the carrier reports it ended` : null;
    return finish(orphan, status, reason);
  }
  if (orphan.worker_url !== null && (await deps.isHeld({ url: orphan.worker_url }, orphan.id))) return false;
  if (overdueMs < END_AFTER_MS) return false;
  await deps.endCall(named);
  return finish(orphan, "failed", `${lost}; the call was ended`);
}

/** There is no carrier to ask: either a worker holds it, or nobody does. */
async function sweepBrowserCall(orphan: Orphan, deps: SweepDeps): Promise<boolean> {
  if (!orphan.claimed) return finish(orphan, "canceled", "The browser never connected");
  if (orphan.worker_url !== null && (await deps.isHeld({ url: orphan.worker_url }, orphan.id))) return false;
  return finish(orphan, "failed", "The worker that held the call was lost, and the browser did not come back");
}

/** Without effect when a worker took the call, or it ended, in the meantime. It ended when the last thing happened in it. */
async function finish(orphan: Orphan, status: CallStatus, reason: string | null): Promise<boolean> {
  const rowCount = await withSystemSql("orphaned call finished", async (sql) => {
    const { rowCount: changed } = await sql.query(
      `update calls c set status = $4::call_status, end_reason = coalesce(c.end_reason, $5), ended_at = x.ended_at,
         duration_ms = (extract(epoch from x.ended_at - c.answered_at) * 1000)::int,
         disposition = case when $4::call_status in ('completed', 'failed') then coalesce(c.disposition, 'failed') else c.disposition end,
         lease_until = null, updated_at = now()
       from calls k cross join lateral (
         select coalesce(k.ended_at, greatest(max(e.at), k.answered_at), now()) as ended_at from call_events e
         where e.organization_id = k.organization_id and e.call_id = k.id and e.call_day = k.call_day
       ) x
       where k.organization_id = $1 and k.id = $2 and c.organization_id = k.organization_id and c.id = k.id and c.epoch = $3
         and c.status = any($6::call_status[]) and (c.lease_until is null or c.lease_until < now())`,
      [orphan.organization_id, orphan.id, orphan.epoch, status, reason, OPEN_STATUSES],
    );
    const call = { organizationId: orphan.organization_id, callId: orphan.id };
    if (changed === 1) {
      await recordUsage(sql, [call]);
      await queueAnalyses(sql, [call]);
      await planAfterCall(sql, [call]);
      await writeEnded(sql, [call]);
    }
    return changed;
  });
  if (rowCount === 1) log.info({ callId: orphan.id, status, reason }, "orphaned call finished");
  return rowCount === 1;
}
