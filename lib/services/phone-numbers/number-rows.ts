import type { PoolClient } from "pg";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import {
  type AnsweringNow,
  NumberKind,
  type NumberSchedule,
  type PhoneNumberResource,
  WebhookProblem,
} from "@/lib/contracts/phone-numbers";
import { answerRing } from "@/lib/domain/numbers/answer-ring";
import { nextChangeMs, ruleAt, type PlannedRule } from "@/lib/domain/numbers/answering-plan";
import { PLAN_COLUMNS, PLAN_TABLES, type PlanRow, type StoredPlan, toPlan } from "../inbound/number-plan";

export type NumberRow = PlanRow & {
  label: string;
  kind: string | null;
  business_name: string;
  state: PhoneNumberResource["state"];
  source: PhoneNumberResource["source"];
  provider_sid: string | null;
  agent_name: string | null;
  own_fallback_number: string | null;
  webhook_state: PhoneNumberResource["webhooks"]["state"];
  webhook_checked_at: Date | null;
  webhook_problems: unknown;
  monthly_price: string | null;
  price_unit: string | null;
  last_call_at: Date | null;
  created_at: Date;
};

const COLUMNS = `${PLAN_COLUMNS},
  n.label, n.kind, b.name as business_name, n.state, n.source, n.provider_sid, n.fallback_number as own_fallback_number,
  (select a.name from agents a where a.organization_id = n.organization_id and a.id = n.agent_id) as agent_name,
  n.webhook_state, n.webhook_checked_at, n.webhook_problems, n.monthly_price, n.price_unit, n.created_at,
  greatest(
    (select c.started_at from calls c where c.organization_id = n.organization_id and c.to_number = n.e164
      order by c.started_at desc limit 1),
    (select d.at from diverted_calls d where d.organization_id = n.organization_id and d.to_number = n.e164
      order by d.at desc limit 1)) as last_call_at`;

/** The organization's numbers that fit `where` (it may use n, b and $1, the organization). */
export async function selectNumbers(sql: PoolClient, where: string, values: unknown[]): Promise<NumberRow[]> {
  const { rows } = await sql.query<NumberRow>(
    `select ${COLUMNS} from ${PLAN_TABLES} where n.organization_id = $1 and ${where}`,
    values,
  );
  return rows;
}

/** How far ahead a change of who answers is looked for. */
const LOOK_AHEAD_MS = 36 * 3_600_000;

export function toPhoneNumber(row: NumberRow, now: Date): PhoneNumberResource {
  const plan = toPlan(row);
  const kind = NumberKind.safeParse(row.kind);
  return {
    id: row.id,
    e164: row.e164,
    label: row.label,
    country: parsePhoneNumberFromString(row.e164)?.country ?? null,
    kind: kind.success ? kind.data : null,
    businessId: row.business_id,
    businessName: row.business_name,
    timeZone: row.time_zone,
    state: row.state,
    source: row.source,
    agentId: row.agent_id,
    agentName: row.agent_name,
    schedule: row.rules === null ? null : scheduleOf(plan.rules),
    answering: answeringNow(plan, now.getTime()),
    fallbackNumber: row.own_fallback_number,
    fallbackMessage: row.fallback_message,
    webhooks: {
      state: row.webhook_state,
      checkedAt: row.webhook_checked_at?.toISOString() ?? null,
      problems: WebhookProblem.array().parse(row.webhook_problems),
    },
    monthlyPrice: row.monthly_price === null ? null : Number(row.monthly_price),
    priceUnit: row.price_unit,
    lastCallAt: row.last_call_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
  };
}

/** Stored schedules end with the rule that always holds. */
function scheduleOf(rules: readonly PlannedRule[]): NumberSchedule | null {
  const otherwise = rules.at(-1)?.target;
  if (!otherwise) return null;
  return {
    rules: rules.slice(0, -1).flatMap(({ time, target }) => (time.kind === "always" ? [] : [{ time, target }])),
    otherwise,
  };
}

function answeringNow(plan: StoredPlan, nowMs: number): AnsweringNow {
  const decision = answerRing(plan, nowMs);
  const rule = ruleAt(plan, nowMs)?.rule;
  const changeMs = plan.outage ? null : nextChangeMs(plan, nowMs, LOOK_AHEAD_MS);
  const base: AnsweringNow = {
    kind: "nobody",
    agentId: null,
    agentName: null,
    forwardTo: decision.kind === "forward" ? decision.to : null,
    because: plan.active ? becauseOf(rule) : "The number is not in use.",
    until: changeMs === null ? null : new Date(changeMs).toISOString(),
  };
  if (plan.outage) return { ...base, kind: "outage", because: "Outage mode is on." };
  const agentId = rule?.target.kind === "agent" ? rule.target.agentId : null;
  const agent = agentId === null ? undefined : plan.agents[agentId];
  if (decision.kind === "agent") return { ...base, kind: "agent", agentId, agentName: agent?.name ?? null };
  const unfit = plan.active && agentId !== null ? whyNot(agent) : null;
  if (decision.kind === "nobody")
    return { ...base, because: unfit ?? (rule ? base.because : "No agent is set to answer it.") };
  return { ...base, kind: decision.kind, because: unfit ?? base.because };
}

const whyNot = (agent: { name: string } | undefined): string =>
  agent ? `${agent.name} has nothing published yet.` : "Its agent was archived.";

function becauseOf(rule: PlannedRule | undefined): string {
  switch (rule?.time.kind) {
    case "business_open":
      return "In business hours";
    case "business_closed":
      return "Out of business hours";
    case "special_day":
      return "On a special day";
    case "weekly":
      return "In these hours of the week";
    case "always":
      return "At all other hours";
    case undefined:
      return "No rule holds now.";
  }
}
