import type { PoolClient } from "pg";
import { z } from "zod";
import { withSystemSql, withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { callerNumber, callsOfPerson, pseudonymOf } from "./calls-of-person";
import { ERASED, redactEvent } from "./redact-event";

const Input = z.object({ phone: z.string().trim().min(1, "give the caller's number").max(40) });

/** `held`: recordings under legal hold, which stay until the hold is lifted. */
export type ErasedCaller = { calls: number; messages: number; recordings: number; held: number };

const CALLS_PER_TRANSACTION = 100;

/**
 * Makes unreadable what the organization knows of the person with this number: the words and numbers of their calls, and the messages
 * that name it to call back. Calls, times and figures stay, so that counts do; so do times in calendars outside, as nobody's. Cannot be undone. Needs `callers.erase`. Throws INVALID, and
 * CONFLICT while they are on a call.
 */
export async function eraseCaller(
  context: ServiceContext,
  rawInput: z.input<typeof Input>,
  now = new Date(),
): Promise<ErasedCaller> {
  requirePermission(context, "callers.erase");
  const input = parseInput(Input, rawInput);
  const phone = callerNumber(input.phone);
  const { organizationId } = context;
  const found = await withSystemSql("calls of a person", (sql) => callsOfPerson(sql, organizationId, phone));
  if (found.some(({ open }) => open))
    throw new ServiceError("CONFLICT", "They are on a call at this moment. Try again when it is over.");
  const ids = found.map(({ id }) => id);
  const erased: ErasedCaller = { calls: ids.length, messages: 0, recordings: 0, held: 0 };
  for (let from = 0; from < ids.length; from += CALLS_PER_TRANSACTION) {
    const batch = ids.slice(from, from + CALLS_PER_TRANSACTION);
    const done = await withSystemSql("erase a person", (sql) => eraseCalls(sql, organizationId, batch, phone, now));
    erased.messages += done.messages;
    erased.recordings += done.recordings;
    erased.held += done.held;
  }
  // Who has the time is forgotten; that it is taken stays. Where it stands in a calendar outside, a job sees to it there.
  await withSystemSql("erase a person", (sql) =>
    sql.query(
      `with gone as (
         update appointments set customer_name = $4, customer_phone = null, customer_email = null, customer_time_zone = null, note = '', updated_at = now()
         where organization_id = $1 and (customer_phone = $2 or call_id = any($3::uuid[])) returning id)
       update appointment_entries set state = 'erasing', attempts = 0, check_at = $5, updated_at = now()
       where organization_id = $1 and appointment_id in (select id from gone) and state in ('there', 'changed')`,
      [organizationId, phone, ids, ERASED, now],
    ),
  );
  await withSystemSql("erase a person", (sql) =>
    sql.query("update diverted_calls set from_number = $3 where organization_id = $1 and from_number = $2", [
      organizationId,
      phone,
      ERASED,
    ]),
  );
  await withSystemSql("erase a person", (sql) =>
    sql.query("delete from idempotency_keys where organization_id = $1 and position($2 in response::text) > 0", [
      organizationId,
      phone,
    ]),
  );
  // What webhooks were told of them: of their calls, and otherwise by their number.
  await withSystemSql("erase a person", (sql) =>
    sql.query(
      "delete from webhook_events where organization_id = $1 and (call_id = any($2::uuid[]) or position($3 in body) > 0)",
      [organizationId, ids, phone],
    ),
  );
  // A view may look for their number.
  await withSystemSql("erase a person", (sql) =>
    sql.query(
      "delete from call_views where organization_id = $1 and position($2 in regexp_replace(query::text, '[^0-9]', '', 'g')) > 0",
      [organizationId, phone.replaceAll(/\D/g, "")],
    ),
  );
  await withTenant(organizationId, (tx) =>
    recordAudit(tx, context, {
      action: "caller.erased",
      targetType: "caller",
      targetId: pseudonymOf(organizationId, phone),
      details: { ...erased },
    }),
  );
  return erased;
}

async function eraseCalls(
  sql: PoolClient,
  organizationId: string,
  ids: string[],
  phone: string,
  now: Date,
): Promise<Omit<ErasedCaller, "calls">> {
  const values = [organizationId, ids];
  const events = await sql.query<{ call_id: string; seq: number; call_day: string; body: Record<string, unknown> }>(
    `delete from call_events where organization_id = $1 and call_id = any($2::uuid[])
     returning call_id, seq, call_day, type, at, body`,
    values,
  );
  const rows = events.rows.map((row) => ({ ...row, body: redactEvent(row.body, phone) }));
  await sql.query(
    `insert into call_events (organization_id, call_id, seq, call_day, type, at, body)
     select $1, call_id, seq, call_day, type, at, body
     from jsonb_to_recordset($2::jsonb) as r(call_id uuid, seq int, call_day date, type text, at timestamptz, body jsonb)`,
    [organizationId, JSON.stringify(rows)],
  );
  await sql.query(
    `update segments set text = $3, heard_text = case when heard_text is null then null else $3 end
     where organization_id = $1 and call_id = any($2::uuid[])`,
    [...values, ERASED],
  );
  await sql.query(
    `update calls set last_line = null, end_reason = null, request = null, attention = null, updated_at = now(),
       from_number = case when direction = 'inbound' then $3 else from_number end,
       to_number = case when direction = 'outbound' then $3 else to_number end
     where organization_id = $1 and id = any($2::uuid[])`,
    [...values, ERASED],
  );
  await sql.query("delete from tool_runs where organization_id = $1 and call_id = any($2::uuid[])", values);
  // What was entered in calendars for them by an integration: a job makes it nobody's there.
  await sql.query(
    `insert into outside_erasures (organization_id, id, vendor, external_id, due_at)
     select distinct on (reference->>'id') organization_id, gen_random_uuid(), reference->>'vendor', reference->>'id', $3::timestamptz
     from call_outcomes where organization_id = $1 and call_id = any($2::uuid[]) and reference->>'kind' = 'integration'
       and reference->>'vendor' in ('google_calendar', 'calendly') and reference->>'id' is not null`,
    [...values, now],
  );
  await sql.query("delete from call_outcomes where organization_id = $1 and call_id = any($2::uuid[])", values);
  await sql.query("delete from after_call_runs where organization_id = $1 and call_id = any($2::uuid[])", values);
  await sql.query("delete from call_words where organization_id = $1 and call_id = any($2::uuid[])", values);
  await sql.query("delete from call_shares where organization_id = $1 and call_id = any($2::uuid[])", values);
  await sql.query(
    "update call_notes set text = $3, tags = '{}', updated_at = now() where organization_id = $1 and call_id = any($2::uuid[])",
    [...values, ERASED],
  );
  // The carrier's own words: numbers, and the city they belong to.
  await sql.query(
    "update carrier_events set body = '{}' where organization_id = $1 and call_id = any($2::uuid[])",
    values,
  );
  await sql.query(
    "update caller_verifications set sent_to = null where organization_id = $1 and call_id = any($2::uuid[])",
    values,
  );
  // What they asked and nothing answered is in their own words.
  await sql.query("delete from knowledge_gaps where organization_id = $1 and call_id = any($2::uuid[])", values);
  await sql.query("delete from colleague_questions where organization_id = $1 and call_id = any($2::uuid[])", values);
  // What was made of their words: figures stay, words go.
  for (const table of ["call_analyses", "qa_disputes", "quality_changes"])
    await sql.query(`delete from ${table} where organization_id = $1 and call_id = any($2::uuid[])`, values);
  await sql.query(
    `update compliance_findings set what = $3, quote = null, reason = case when reason is null then null else $3 end
     where organization_id = $1 and call_id = any($2::uuid[])`,
    [...values, ERASED],
  );
  await sql.query(
    `update qa_scores set ai_reason = $3, quotes = '[]', person_reason = case when person_reason is null then null else $3 end
     where organization_id = $1 and call_id = any($2::uuid[])`,
    [...values, ERASED],
  );
  await sql.query("delete from notifications where organization_id = $1 and call_id = any($2::uuid[])", values);
  await sql.query(
    `update escalations set reason = $3, packet = null, callback_number = null, updated_at = now(),
       resolution = case when resolution is null then null else $3 end
     where organization_id = $1 and call_id = any($2::uuid[])`,
    [...values, ERASED],
  );
  const messages = await sql.query(
    `update messages set caller_name = $3, callback_number = $3, text = $3
     where organization_id = $1 and call_id = any($2::uuid[])`,
    [...values, ERASED],
  );
  return { messages: messages.rowCount ?? 0, ...(await eraseSound(sql, values)) };
}

/** Without its key a recording is noise, wherever copies of it lie; an hourly job frees the place. What is under legal hold stays, and is counted. */
async function eraseSound(sql: PoolClient, values: unknown[]): Promise<{ recordings: number; held: number }> {
  const gone = await sql.query(
    `with gone as (
       update recordings set state = 'deleted', gone_at = now(), gone_by = 'erasure', bytes = 0, hold_reason = null
       where organization_id = $1 and call_id = any($2::uuid[]) and state = 'kept' and held_at is null returning id)
     update recording_parts p set sealed_key = '', peaks = '' from gone
     where p.organization_id = $1 and p.recording_id = gone.id returning gone.id`,
    values,
  );
  const held = await sql.query<{ count: number }>(
    `select count(*)::int as count from recordings
     where organization_id = $1 and call_id = any($2::uuid[]) and state = 'kept' and held_at is not null`,
    values,
  );
  return {
    recordings: new Set(gone.rows.map(({ id }: { id: string }) => id)).size,
    held: held.rows[0]?.count ?? 0,
  };
}
