import type { PoolClient } from "pg";
import type { CallFilters } from "@/lib/contracts/calls";

export type Condition = (...names: string[]) => string;
/** Conditions of a statement with their parameters, `$1` being the organization. */
export type Conditions = {
  parameters: unknown[];
  add(condition: Condition, ...values: unknown[]): void;
  where(): string;
};

export function conditionsOf(organizationId: string): Conditions {
  const parameters: unknown[] = [organizationId];
  const conditions = ["c.organization_id = $1"];
  return {
    parameters,
    add: (condition, ...values) =>
      void conditions.push(condition(...values.map((value) => `$${parameters.push(value)}`))),
    where: () => conditions.join(" and "),
  };
}

const SENTIMENT = {
  positive: "c.sentiment_mean >= 0.05",
  neutral: "(c.sentiment_mean > -0.05 and c.sentiment_mean < 0.05)",
  negative: "c.sentiment_mean <= -0.05",
};

/** The numbers that the filters of a list mean: `numbersOf`. */
export type Numbers = { from?: string[] | undefined; to?: string[] | undefined };

/** The conditions of a list of calls, for an alias `c` of `calls`; its words are another's (`list-calls.ts`). */
export function callFilter(
  organizationId: string,
  query: CallFilters & { callIds?: readonly string[] | undefined },
  numbers: Numbers = {},
): Conditions {
  const conditions = conditionsOf(organizationId);
  const { add } = conditions;
  if (query.callIds) add((p) => `c.id = any(${p}::uuid[])`, query.callIds);
  if (query.status) add((p) => `c.status = any(${p}::call_status[])`, query.status);
  if (query.disposition) add((p) => `c.disposition = any(${p})`, query.disposition);
  if (query.direction) add((p) => `c.direction = ${p}::call_direction`, query.direction);
  if (query.channel) add((p) => `c.channel = ${p}::call_channel`, query.channel);
  if (query.kind) add((p) => `c.kind = ${p}::call_kind`, query.kind);
  if (query.businessId) add((p) => `c.business_id = ${p}`, query.businessId);
  if (query.agentId) add((p) => `c.agent_id = ${p}`, query.agentId);
  if (numbers.from) add((p) => `c.from_number = any(${p})`, numbers.from);
  if (numbers.to) add((p) => `c.to_number = any(${p})`, numbers.to);
  if (query.startedAfter) add((p) => `c.started_at >= ${p}`, new Date(query.startedAfter));
  if (query.startedBefore) add((p) => `c.started_at < ${p}`, new Date(query.startedBefore));
  if (query.minDurationMs !== undefined) add((p) => `c.duration_ms >= ${p}`, query.minDurationMs);
  if (query.maxDurationMs !== undefined) add((p) => `c.duration_ms <= ${p}`, query.maxDurationMs);
  if (query.minQaScore !== undefined) add((p) => `c.qa_score >= ${p}`, query.minQaScore);
  if (query.maxQaScore !== undefined) add((p) => `c.qa_score <= ${p}`, query.maxQaScore);
  if (query.sentiment) {
    const { sentiment } = query;
    add(() => `(${sentiment.map((label) => SENTIMENT[label]).join(" or ")})`);
  }
  if (query.outcome) add((p) => `c.outcome = any(${p})`, query.outcome);
  if (query.resolved !== undefined) add((p) => `c.resolved = ${p}`, query.resolved);
  if (query.hasFindings !== undefined) add(() => (query.hasFindings ? "c.findings > 0" : "c.findings = 0"));
  // The first half says that the index of tagged calls will do.
  if (query.tags) add((p) => `c.tags <> '{}'::text[] and c.tags && ${p}::text[]`, query.tags);
  if (query.language) {
    add(
      (p) => `c.agent_version_id in (select v.id from agent_versions v where v.organization_id = $1
        and lower(v.config ->> 'language') like ${p})`,
      query.language.includes("-") ? query.language.toLowerCase() : `${query.language.toLowerCase()}%`,
    );
  }
  if (query.hasNotes !== undefined) {
    add(
      () => `${query.hasNotes ? "" : "not "}exists (select from call_notes n
        where n.organization_id = c.organization_id and n.call_id = c.id)`,
    );
  }
  return conditions;
}

/** A LIKE pattern in which what people type stands for itself. */
const containing = (text: string) => `%${text.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`;

/** The very number, where it was typed whole. */
const wholeNumber = (typed: string): string[] | null => {
  const digits = typed.replaceAll(/\D/g, "");
  return /^\s*\+/.test(typed) && digits.length >= 8 ? [`+${digits}`] : null;
};

const MOST_NUMBERS = 2_000;

/** From each number to the next one in the index, so that many calls of one number cost no more than one; null where there are too many for that. */
const fewNumbers = (column: "from_number" | "to_number") => `with recursive k(number, place) as (
    (select ${column}, 1 from calls where organization_id = $1 order by ${column} limit 1)
    union all
    select (select c.${column} from calls c where c.organization_id = $1 and c.${column} > k.number order by c.${column} limit 1), k.place + 1
    from k where k.number is not null and k.place <= ${MOST_NUMBERS})
  select case when max(k.place) <= ${MOST_NUMBERS} then coalesce(array_agg(k.number) filter (where k.number like $2), '{}') end as numbers from k`;

/**
 * "(415) 555-0134" finds +14155550134; what has no digit is taken as it is (withheld numbers have names). The numbers are looked through first, in
 * their index, which is a small part of the calls, and in a question of its own: knowing them, the planner knows how many calls they have.
 */
export async function numbersOf(sql: PoolClient, organizationId: string, query: CallFilters): Promise<Numbers> {
  const like = async (column: "from_number" | "to_number", typed: string | undefined) => {
    if (!typed) return undefined;
    const whole = wholeNumber(typed);
    if (whole) return whole;
    const digits = typed.replaceAll(/\D/g, "");
    const parameters = [organizationId, containing(digits === "" ? typed : digits)];
    const { rows } = await sql.query<{ numbers: string[] | null }>(fewNumbers(column), parameters);
    if (rows[0]?.numbers) return rows[0].numbers;
    const { rows: all } = await sql.query<{ number: string }>(
      `select distinct k.${column} as number from calls k where k.organization_id = $1 and k.${column} like $2 limit ${MOST_NUMBERS}`,
      parameters,
    );
    return all.map(({ number }) => number);
  };
  return { from: await like("from_number", query.from), to: await like("to_number", query.to) };
}
