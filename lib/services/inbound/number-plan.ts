import { SpecialDays, WeeklyHours } from "@/lib/contracts/business-hours";
import type { NumberTarget } from "@/lib/contracts/phone-numbers";
import type { PlannedRule } from "@/lib/domain/numbers/answering-plan";
import type { NumberPlan } from "@/lib/domain/numbers/answer-ring";

/** What a ring needs of a number, in one row: whose it is, its rules, their agents, an outage, and where calls go without an agent. */
export const PLAN_COLUMNS = `
  n.organization_id, n.id, n.e164, n.business_id, n.active and b.active as active, n.agent_id,
  coalesce(n.fallback_number, b.fallback_number) as fallback_number, n.fallback_message,
  b.time_zone, b.weekly_hours, b.special_days, b.languages[1] as language,
  (select json_agg(json_build_object('time', r.time, 'hours', r.weekly_hours, 'target', r.target, 'agentId', r.agent_id,
       'to', r.forward_to, 'text', r.message) order by r.position)
     from number_rules r where r.organization_id = n.organization_id and r.phone_number_id = n.id) as rules,
  (select json_agg(json_build_object('id', a.id, 'name', a.name, 'versionId', v.id))
     from agents a
     left join agent_versions v on v.organization_id = a.organization_id and v.agent_id = a.id and v.state = 'published'
     where a.organization_id = n.organization_id and a.archived_at is null
       and (a.id = n.agent_id or a.id in (select r.agent_id from number_rules r
         where r.organization_id = n.organization_id and r.phone_number_id = n.id))) as agents,
  (select json_build_object('message', o.message, 'forwardTo', o.forward_to)
     from outages o
     where o.organization_id = n.organization_id and o.ended_at is null
       and (o.scope = 'organization' or o.business_id = n.business_id or o.phone_number_id = n.id)
     order by o.scope desc limit 1) as outage`;

export const PLAN_TABLES = `phone_numbers n
  join businesses b on b.organization_id = n.organization_id and b.id = n.business_id`;

export type PlanRow = {
  organization_id: string;
  id: string;
  e164: string;
  business_id: string;
  active: boolean;
  agent_id: string | null;
  fallback_number: string | null;
  fallback_message: string | null;
  time_zone: string;
  weekly_hours: unknown;
  special_days: unknown;
  language: string | null;
  rules: RuleRow[] | null;
  agents: { id: string; name: string; versionId: string | null }[] | null;
  outage: { message: string; forwardTo: string | null } | null;
};

type RuleRow = {
  time: "business_open" | "business_closed" | "special_day" | "weekly" | "always";
  hours: unknown;
  target: "agent" | "forward" | "message";
  agentId: string | null;
  to: string | null;
  text: string | null;
};

export type StoredPlan = NumberPlan & {
  organizationId: string;
  numberId: string;
  businessId: string;
  /** BCP 47, of the business. */
  language: string;
};

export function toPlan(row: PlanRow): StoredPlan {
  const rules = (row.rules ?? []).map(toRule);
  const always: PlannedRule[] =
    row.agent_id === null ? [] : [{ time: { kind: "always" }, target: { kind: "agent", agentId: row.agent_id } }];
  return {
    organizationId: row.organization_id,
    numberId: row.id,
    businessId: row.business_id,
    language: row.language ?? "en-US",
    active: row.active,
    hours: {
      timeZone: row.time_zone,
      weeklyHours: WeeklyHours.parse(row.weekly_hours),
      specialDays: SpecialDays.parse(row.special_days),
    },
    rules: rules.length > 0 ? rules : always,
    agents: Object.fromEntries((row.agents ?? []).map(({ id, name, versionId }) => [id, { name, versionId }])),
    outage: row.outage,
    fallbackNumber: row.fallback_number,
    fallbackMessage: row.fallback_message,
  };
}

function toRule(row: RuleRow): PlannedRule {
  const time: PlannedRule["time"] =
    row.time === "weekly" ? { kind: "weekly", hours: WeeklyHours.parse(row.hours) } : { kind: row.time };
  return { time, target: toTarget(row) };
}

function toTarget({ target, agentId, to, text }: RuleRow): NumberTarget {
  if (target === "forward") return { kind: "forward", to: to ?? "" };
  if (target === "message") return { kind: "message", text: text ?? "" };
  return { kind: "agent", agentId: agentId ?? "" };
}
