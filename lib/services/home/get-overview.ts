import type { PoolClient } from "pg";
import { z } from "zod";
import type { DayFigures, Overview } from "@/lib/contracts/home";
import { withTenantSql } from "@/lib/db/transaction";
import { OPEN_STATUSES } from "@/lib/domain/call/status";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";

const Input = z.object({
  /** Only this business, in its time zone; without it all of them, in the organization's time zone. */
  businessId: z.uuid().optional(),
});

/** Local days, by PostgreSQL's calendar, so that days on which the clock changes have their 23 or 25 hours. */
type Days = {
  time_zone: string;
  date: string;
  weekday: string;
  today_from: Date;
  week_ago_from: Date;
  week_ago_until: Date;
  week_ago_end: Date;
};

/** Today's figures beside the same weekday of last week. Needs `calls.read`; throws NOT_FOUND for an unknown business. */
export async function getOverview(
  context: ServiceContext,
  input: z.input<typeof Input> = {},
  now = new Date(),
): Promise<Overview> {
  requirePermission(context, "calls.read");
  const { businessId = null } = parseInput(Input, input);
  const { organizationId } = context;
  return withTenantSql(organizationId, async (sql) => {
    const days = await localDays(sql, organizationId, businessId, now);
    if (!days) throw new ServiceError("NOT_FOUND", "There is no such business in your organization.");
    const scope: Scope = { organizationId, businessId };
    const today = await figures(sql, scope, days.today_from, now);
    const lastWeek = await figures(sql, scope, days.week_ago_from, days.week_ago_until);
    return {
      timeZone: days.time_zone,
      date: days.date,
      weekday: days.weekday.trim(),
      today,
      lastWeek,
      ...(await openThings(sql, scope)),
      callsByHour: await callsByHour(sql, scope, days, now),
    };
  });
}

type Scope = { organizationId: string; businessId: string | null };

async function localDays(
  sql: PoolClient,
  organizationId: string,
  businessId: string | null,
  now: Date,
): Promise<Days | null> {
  const { rows } = await sql.query<Days>(
    `with zone as (
       select coalesce(b.time_zone, o.time_zone) as time_zone from organizations o
       left join businesses b on b.organization_id = o.id and b.id = $2
       where o.id = $1 and ($2::uuid is null or b.id is not null)
     ), local as (select time_zone, $3::timestamptz at time zone time_zone as moment from zone)
     select time_zone, moment::date as date, to_char(moment, 'Day') as weekday,
       date_trunc('day', moment) at time zone time_zone as today_from,
       (date_trunc('day', moment) - interval '7 days') at time zone time_zone as week_ago_from,
       (moment - interval '7 days') at time zone time_zone as week_ago_until,
       (date_trunc('day', moment) - interval '6 days') at time zone time_zone as week_ago_end
     from local`,
    [organizationId, businessId, now],
  );
  return rows[0] ?? null;
}

type FigureRow = Record<"calls" | "answered" | "failed" | "missed" | "messages" | "interruptions", number> &
  Record<"median_voice_to_voice_ms" | "median_duration_ms", number | null>;

async function figures(sql: PoolClient, scope: Scope, from: Date, until: Date): Promise<DayFigures> {
  const { rows } = await sql.query<FigureRow>(
    `with day as (
       select * from calls where organization_id = $1 and ($2::uuid is null or business_id = $2) and started_at >= $3 and started_at <= $4
         and kind <> 'test'
     )
     select count(*)::int as calls, count(answered_at)::int as answered,
       (count(*) filter (where status = 'failed'))::int as failed,
       (count(*) filter (where status in ('busy', 'no_answer', 'canceled')))::int as missed,
       coalesce(sum(interruptions), 0)::int as interruptions,
       percentile_cont(0.5) within group (order by duration_ms) filter (where answered_at is not null) as median_duration_ms,
       (select percentile_cont(0.5) within group (order by t.voice_to_voice_ms) from day
         join turns t on t.organization_id = day.organization_id and t.call_id = day.id and t.call_day = day.call_day
       ) as median_voice_to_voice_ms,
       (select count(*)::int from messages m where m.organization_id = $1 and ($2::uuid is null or m.business_id = $2)
         and m.taken_at >= $3 and m.taken_at <= $4) as messages
     from day`,
    [scope.organizationId, scope.businessId, from, until],
  );
  const row = rows[0];
  return {
    calls: row?.calls ?? 0,
    answered: row?.answered ?? 0,
    failed: row?.failed ?? 0,
    missed: row?.missed ?? 0,
    messages: row?.messages ?? 0,
    interruptions: row?.interruptions ?? 0,
    medianVoiceToVoiceMs: row?.median_voice_to_voice_ms ?? null,
    medianDurationMs: row?.median_duration_ms ?? null,
  };
}

async function openThings(sql: PoolClient, scope: Scope): Promise<{ activeCalls: number; openMessages: number }> {
  const { rows } = await sql.query<{ active: number; open: number }>(
    `select
       (select count(*)::int from calls where organization_id = $1 and ($2::uuid is null or business_id = $2)
         and status = any($3::call_status[]) and ended_at is null) as active,
       (select count(*)::int from messages where organization_id = $1 and ($2::uuid is null or business_id = $2)
         and handled_at is null) as open`,
    [scope.organizationId, scope.businessId, OPEN_STATUSES],
  );
  return { activeCalls: rows[0]?.active ?? 0, openMessages: rows[0]?.open ?? 0 };
}

async function callsByHour(sql: PoolClient, scope: Scope, days: Days, now: Date): Promise<Overview["callsByHour"]> {
  const { rows } = await sql.query<{ hour: number; today: number; last_week: number }>(
    `select hour::int,
       (count(c.id) filter (where c.started_at >= $4))::int as today,
       (count(c.id) filter (where c.started_at < $4))::int as last_week
     from generate_series(0, 23) as hour
     left join calls c on c.organization_id = $1 and ($2::uuid is null or c.business_id = $2) and c.kind <> 'test'
       and (c.started_at >= $4 and c.started_at <= $5 or c.started_at >= $6 and c.started_at < $7)
       and extract(hour from c.started_at at time zone $3) = hour
     group by hour order by hour`,
    [
      scope.organizationId,
      scope.businessId,
      days.time_zone,
      days.today_from,
      now,
      days.week_ago_from,
      days.week_ago_end,
    ],
  );
  return rows.map(({ hour, today, last_week: lastWeek }) => ({ hour, today, lastWeek }));
}
