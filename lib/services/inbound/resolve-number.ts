import { withSystemSql } from "@/lib/db/transaction";
import { answerRing, type RingDecision } from "@/lib/domain/numbers/answer-ring";
import { PLAN_COLUMNS, PLAN_TABLES, type PlanRow, type StoredPlan, toPlan } from "./number-plan";

/** Who answers a number. */
export type AnsweringParty = {
  organizationId: string;
  businessId: string;
  agentId: string;
  agentVersionId: string;
};

/** A ring that no agent takes: somebody's telephone does, or a sentence. */
export type Diversion = Extract<RingDecision, { kind: "forward" | "message" }>;

export type ResolvedNumber =
  | ({ kind: "answered" } & AnsweringParty)
  | { kind: "diverted"; organizationId: string; businessId: string; language: string; diversion: Diversion }
  /** Ours, but it or its business is switched off, without an agent, or its agent has nothing published; and there is no fallback. */
  | { kind: "not_answering" }
  | { kind: "unknown" };

/** A change of a number, a schedule, an outage or a publication is in force after this time, in every process. */
const KEPT_MS = 3_000;
const MOST_KEPT = 10_000;

type Entry = { until: number; value: Promise<StoredPlan | null> };
const cache = new Map<string, Entry>();
/** As last read, however long ago: for callers who ring while the database is away. */
const lastRead = new Map<string, StoredPlan>();

/**
 * Whose a number is and who answers it at this moment (epoch milliseconds). What was read is remembered for 3 s, so a burst of calls to one
 * number asks the database once; the schedule decides anew at each ring. Throws when the database is away and nothing is remembered.
 */
export async function resolveNumber(e164: string, nowMs: number): Promise<ResolvedNumber> {
  const plan = await readPlan(e164, nowMs);
  if (plan === null) return { kind: "unknown" };
  const { organizationId, businessId, language } = plan;
  const decision = answerRing(plan, nowMs);
  switch (decision.kind) {
    case "agent": {
      const { agentId, agentVersionId } = decision;
      return { kind: "answered", organizationId, businessId, agentId, agentVersionId };
    }
    case "nobody":
      return { kind: "not_answering" };
    default:
      return { kind: "diverted", organizationId, businessId, language, diversion: decision };
  }
}

/** Whose a number is, whoever answers it; null when it is nobody's here. Remembered and failing as `resolveNumber`. */
export const ownerOfNumber = async (e164: string, nowMs: number): Promise<string | null> =>
  (await readPlan(e164, nowMs))?.organizationId ?? null;

/** Forgets what is remembered, of one number or of all: after a change in this process. */
export function forgetNumbers(e164?: string): void {
  if (e164 === undefined) cache.clear();
  else cache.delete(e164);
}

/** Where a number's calls go when we cannot even look it up, as far as this process ever knew. */
export function lastKnownFallback(
  e164: string,
): { forwardTo: string | null; message: string | null; language: string } | null {
  const plan = lastRead.get(e164);
  if (!plan) return null;
  const { outage, language } = plan;
  return {
    forwardTo: outage ? outage.forwardTo : plan.fallbackNumber,
    message: outage ? outage.message : plan.fallbackMessage,
    language,
  };
}

function readPlan(e164: string, nowMs: number): Promise<StoredPlan | null> {
  const known = cache.get(e164);
  if (known && known.until > nowMs) return known.value;
  if (cache.size >= MOST_KEPT) cache.clear();
  const value = look(e164);
  cache.set(e164, { until: nowMs + KEPT_MS, value });
  value.then(
    (plan) => remember(e164, plan),
    () => cache.delete(e164),
  );
  return value;
}

function remember(e164: string, plan: StoredPlan | null): void {
  if (plan === null) return void lastRead.delete(e164);
  if (lastRead.size >= MOST_KEPT) lastRead.clear();
  lastRead.set(e164, plan);
}

async function look(e164: string): Promise<StoredPlan | null> {
  const { rows } = await withSystemSql("whose number", (sql) =>
    sql.query<PlanRow>(`select ${PLAN_COLUMNS} from ${PLAN_TABLES} where n.e164 = $1`, [e164]),
  );
  return rows[0] ? toPlan(rows[0]) : null;
}
