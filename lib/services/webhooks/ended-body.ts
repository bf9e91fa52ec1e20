import type { PoolClient } from "pg";
import type { WebhookEvent } from "@/lib/db/generated/client";
import type { Transaction } from "@/lib/db/transaction";
import { SUMMARY_SELECT, type SummaryRow, toCallSummary } from "../calls/call-rows";
import { WebhookCall } from "@/lib/contracts/webhook-events";
import { bodyOf } from "./tell-webhooks";

/** What the worker still has to write of the end is there by then. */
const GRACE = "1500 milliseconds";

/**
 * Has endpoints told that calls are over, within the transaction that closed them: once per call, however often it is asked for. The carrier may say so
 * before the worker has: what is told is written when it is due. Calls that are still open are left out, and tests.
 */
export async function writeEnded(
  sql: PoolClient,
  calls: readonly { organizationId: string; callId: string }[],
): Promise<void> {
  if (calls.length === 0) return;
  await sql.query(
    `with wanted as (
       select c.organization_id, c.id as call_id, e.id as endpoint_id
       from unnest($1::uuid[], $2::uuid[]) as w (organization_id, id)
       join calls c on c.organization_id = w.organization_id and c.id = w.id
       join webhook_endpoints e on e.organization_id = c.organization_id and e.enabled and 'call.ended' = any(e.events)
       where c.ended_at is not null and c.kind <> 'test' and c.status not in ('initiated', 'ringing', 'in_progress')
       order by e.organization_id, e.id for key share of e
     ), written as (
       insert into webhook_events (organization_id, id, type, call_id, dedupe_key, at)
       select organization_id, gen_random_uuid(), 'call.ended', call_id, 'call.ended:' || call_id, now()
       from (select distinct organization_id, call_id from wanted) w
       on conflict (organization_id, dedupe_key) do nothing returning organization_id, id, call_id, at
     )
     insert into webhook_deliveries (organization_id, id, endpoint_id, event_id, due_at, created_at)
     select w.organization_id, gen_random_uuid(), d.endpoint_id, w.id, w.at + interval '${GRACE}', w.at
     from written w join wanted d on d.organization_id = w.organization_id and d.call_id = w.call_id`,
    [calls.map(({ organizationId }) => organizationId), calls.map(({ callId }) => callId)],
  );
}

/** The body of a call's end, which is kept from then on: every endpoint and every retry gets the same. Null: the call is gone. */
export async function endedBody(
  tx: Transaction,
  { organizationId, id, type, callId, at }: WebhookEvent,
): Promise<string | null> {
  // Two that make it at once wait for each other here.
  const [known] = await tx.$queryRaw<{ body: string | null }[]>`select body from webhook_events
    where organization_id = ${organizationId}::uuid and id = ${id}::uuid for update`;
  if (!known || callId === null) return null;
  if (known.body !== null) return known.body;
  const [row] = await tx.$queryRawUnsafe<(SummaryRow & { last_seq: number })[]>(
    `${SUMMARY_SELECT.replace("select ", "select c.last_seq, ")} where c.organization_id = $1::uuid and c.id = $2::uuid`,
    organizationId,
    callId,
  );
  if (!row) return null;
  const endedAt = row.ended_at ?? at;
  const body = bodyOf(type, endedAt, id, { sequence: row.last_seq, call: WebhookCall.parse(toCallSummary(row)) });
  await tx.webhookEvent.update({ where: { organizationId_id: { organizationId, id } }, data: { body } });
  return body;
}
