import type { KnownOfCaller } from "@/lib/contracts/caller-record";
import { NEXT_CALL_TAG } from "@/lib/contracts/notes";
import { withTenantSql } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { requirePermission } from "../require-permission";

type Row = {
  calls: number;
  last_at: Date | null;
  outcome: string | null;
  message_name: string | null;
  message_at: Date | null;
  customer_name: string | null;
  appointments: { service: string; at: string }[] | null;
  /** Of the last calls, the newest first. */
  fields: { key: string; label: string; value: string }[] | null;
  notes: { text: string; at: string }[] | null;
};

const MOST_APPOINTMENTS = 3;
const LONGEST_NAME = 80;
const LAST_CALLS = 3;
const MOST_FIELDS = 8;
const LONGEST_FIELD = 120;
const MOST_NOTES = 2;
const LONGEST_NOTE = 400;
/** What would tell who it is, where the agent may not know. */
const NAMING = /name/i;

/**
 * What the business's own records hold of a number: earlier calls, an open message, coming appointments, what was found out in the last calls,
 * and notes that people left for the next one; with the name only where the agent may use it. Words of callers and colleagues, to be told as such. One question to the database. Of this business alone. Needs `calls.read`.
 */
export async function lookUpCaller(
  context: ServiceContext,
  caller: { businessId: string; callId: string; number: string; timeZone: string; mayUseName: boolean },
  now = new Date(),
): Promise<KnownOfCaller[]> {
  requirePermission(context, "calls.read");
  const { businessId, callId, number, timeZone, mayUseName } = caller;
  const row = await withTenantSql(context.organizationId, async (sql) => {
    const { rows } = await sql.query<Row>(
      // By the number first, whatever the planner thinks of how many calls it has: never through all calls or notes of a business.
      `with mine as materialized (select id, started_at, kind, outcome from calls
         where organization_id = $1 and business_id = $2 and from_number = $3 and not caller_refuted)
       select c.calls, c.last_at, c.outcome, m.caller_name as message_name, m.taken_at as message_at, n.customer_name, a.appointments,
         f.fields, t.notes
       from (select count(*)::int as calls, max(started_at) as last_at, (array_agg(outcome order by started_at desc))[1] as outcome
         from mine where id <> $4 and kind = 'regular') c
       left join lateral (select m.caller_name, m.taken_at from messages m join calls o on o.organization_id = m.organization_id and o.id = m.call_id
         where m.organization_id = $1 and m.business_id = $2 and o.from_number = $3 and not o.caller_refuted and m.handled_at is null
         order by m.taken_at desc limit 1) m on true
       left join lateral (select customer_name from appointments where organization_id = $1 and business_id = $2 and customer_phone = $3
         and customer_name <> '' order by starts_at desc limit 1) n on true
       left join lateral (select jsonb_agg(jsonb_build_object('service', x.name, 'at', x.starts_at) order by x.starts_at) as appointments
         from (select s.name, p.starts_at from appointments p
           join appointment_services s on s.organization_id = p.organization_id and s.id = p.service_id
           where p.organization_id = $1 and p.business_id = $2 and p.customer_phone = $3 and p.state = 'booked' and p.starts_at > $5
           order by p.starts_at limit $6) x) a on true
       left join lateral (select jsonb_agg(x.field order by x.started_at desc) as fields
         from (select l.started_at, field from (
             select id, started_at from mine where id <> $4 and kind = 'regular' order by started_at desc limit $7) l
           join call_analyses y on y.organization_id = $1 and y.call_id = l.id and y.state = 'done'
           cross join lateral jsonb_array_elements(y.result -> 'fields') field
           where field ->> 'value' is not null) x) f on true
       left join lateral (select jsonb_agg(jsonb_build_object('text', x.text, 'at', x.created_at) order by x.created_at desc) as notes
         from (select w.text, w.created_at from mine join lateral (select n.text, n.created_at from call_notes n
             where n.organization_id = $1 and n.call_id = mine.id and $8 = any(n.tags) order by n.created_at desc limit $9) w on true
           order by w.created_at desc limit $9) x) t on true`,
      [
        ...[context.organizationId, businessId, number, callId, now, MOST_APPOINTMENTS],
        ...[LAST_CALLS, NEXT_CALL_TAG, MOST_NOTES],
      ],
    );
    return rows[0];
  });
  if (!row) return [];
  const when = (at: Date | string) =>
    new Date(at).toLocaleString("en-US", {
      timeZone,
      weekday: "short",
      month: "short",
      day: "numeric",
      year: "numeric",
      hour: "numeric",
      minute: "2-digit",
    });
  const known: KnownOfCaller[] = [];
  const name = (row.customer_name ?? row.message_name ?? "").slice(0, LONGEST_NAME);
  if (mayUseName && name !== "")
    known.push({
      from: row.customer_name ? "appointments" : "messages",
      text: `The name given with this number: ${name}`,
    });
  if (row.calls > 0 && row.last_at) {
    const outcome = row.outcome ? `, which came out as ${row.outcome.replaceAll("_", " ")}` : "";
    const often = row.calls === 1 ? "Called once before" : `Called ${row.calls} times before`;
    known.push({ from: "calls", text: `${often}, last on ${when(row.last_at)}${outcome}.` });
  }
  if (row.message_at)
    known.push({ from: "messages", text: `A message of ${when(row.message_at)} waits to be answered.` });
  for (const { service, at } of row.appointments ?? [])
    known.push({ from: "appointments", text: `Has an appointment: ${service}, ${when(at)}.` });
  const fields = lastOf(row.fields ?? []).filter(({ key, label }) => mayUseName || !NAMING.test(`${key} ${label}`));
  if (fields.length > 0)
    known.push({ from: "calls", text: `Found out in earlier calls: ${fields.map(wordsOfField).join("; ")}.` });
  for (const { text, at } of row.notes ?? [])
    known.push({
      from: "notes",
      text: `A colleague noted for the next call, ${when(at)}: ${text.slice(0, LONGEST_NOTE)}`,
    });
  return known;
}

/** What was found last of each. */
const lastOf = (fields: NonNullable<Row["fields"]>) =>
  fields.filter(({ key }, at) => fields.findIndex((one) => one.key === key) === at).slice(0, MOST_FIELDS);

const wordsOfField = ({ label, value }: NonNullable<Row["fields"]>[number]): string =>
  `${label}: ${value.slice(0, LONGEST_FIELD)}`;
