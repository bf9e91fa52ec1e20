import { z } from "zod";
import { withTenant, withTenantSql } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";
import { callerNumber, callsOfPerson, pseudonymOf } from "./calls-of-person";

const Input = z.object({ phone: z.string().trim().min(1, "give the caller's number").max(40) });

export type CallerExport = {
  phone: string;
  exportedAt: string;
  calls: Record<string, unknown>[];
  messages: Record<string, unknown>[];
  appointments: Record<string, unknown>[];
};

/**
 * Everything the organization keeps of the person with this number: their calls with every word, the messages they left and their appointments. Needs `callers.erase`;
 * throws INVALID. That it was given out is audited, without the number.
 */
export async function exportCaller(
  context: ServiceContext,
  rawInput: z.input<typeof Input>,
  now = new Date(),
): Promise<CallerExport> {
  requirePermission(context, "callers.erase");
  const phone = callerNumber(parseInput(Input, rawInput).phone);
  const { organizationId } = context;
  const found = await withTenantSql(organizationId, async (sql) => {
    const ids = (await callsOfPerson(sql, organizationId, phone)).map(({ id }) => id);
    const calls = await sql.query<{ call: Record<string, unknown> }>(
      `select jsonb_build_object('id', c.id, 'direction', c.direction, 'status', c.status, 'from', c.from_number, 'to', c.to_number,
         'startedAt', c.started_at, 'answeredAt', c.answered_at, 'endedAt', c.ended_at, 'durationMs', c.duration_ms,
         'disposition', c.disposition, 'account', (
           select a.result from call_analyses a where a.organization_id = c.organization_id and a.call_id = c.id), 'said', coalesce((
           select jsonb_agg(jsonb_build_object('speaker', s.speaker, 'text', s.text, 'startMs', s.start_ms) order by s.start_ms)
           from segments s where s.organization_id = c.organization_id and s.call_id = c.id), '[]'),
         'notes', coalesce((
           select jsonb_agg(jsonb_build_object('text', n.text, 'category', n.category, 'tags', n.tags, 'createdAt', n.created_at)
             order by n.created_at)
           from call_notes n where n.organization_id = c.organization_id and n.call_id = c.id), '[]'),
         'toolRuns', coalesce((
           select jsonb_agg(jsonb_build_object('startedAt', u.started_at, 'outcome', u.outcome, 'request', u.request, 'answer', u.answer)
             order by u.started_at)
           from tool_runs u where u.organization_id = c.organization_id and u.call_id = c.id), '[]'),
         'outcomes', coalesce((
           select jsonb_agg(jsonb_build_object('name', o.name, 'verdict', o.verdict, 'checkedAt', o.checked_at, 'read', o.read)
             order by o.created_at)
           from call_outcomes o where o.organization_id = c.organization_id and o.call_id = c.id), '[]'),
         'afterCall', coalesce((
           select jsonb_agg(jsonb_build_object('step', r.name, 'action', r.action, 'state', r.state, 'sent', r.input, 'read', r.read)
             order by r.position)
           from after_call_runs r where r.organization_id = c.organization_id and r.call_id = c.id), '[]'),
         'webhooks', coalesce((
           select jsonb_agg(jsonb_build_object('type', w.type, 'at', w.at, 'body', w.body) order by w.at)
           from webhook_events w where w.organization_id = c.organization_id and w.call_id = c.id), '[]'),
         'recording', (
           select jsonb_build_object('state', r.state, 'startMs', r.start_ms, 'durationMs', r.end_ms - r.start_ms)
           from recordings r where r.organization_id = c.organization_id and r.call_id = c.id)) as call
       from calls c where c.organization_id = $1 and c.id = any($2::uuid[]) order by c.started_at`,
      [organizationId, ids],
    );
    const messages = await sql.query<{ message: Record<string, unknown> }>(
      "select to_jsonb(m) - 'organization_id' as message from messages m where organization_id = $1 and call_id = any($2::uuid[])",
      [organizationId, ids],
    );
    const appointments = await sql.query<{ appointment: Record<string, unknown> }>(
      `select to_jsonb(a) - 'organization_id' as appointment from appointments a
       where organization_id = $1 and (customer_phone = $3 or call_id = any($2::uuid[])) order by starts_at`,
      [organizationId, ids, phone],
    );
    return {
      calls: calls.rows.map(({ call }) => call),
      messages: messages.rows.map(({ message }) => message),
      appointments: appointments.rows.map(({ appointment }) => appointment),
    };
  });
  await withTenant(organizationId, (tx) =>
    recordAudit(tx, context, {
      action: "caller.exported",
      targetType: "caller",
      targetId: pseudonymOf(organizationId, phone),
      details: { calls: found.calls.length, messages: found.messages.length },
    }),
  );
  return { phone, exportedAt: now.toISOString(), ...found };
}
