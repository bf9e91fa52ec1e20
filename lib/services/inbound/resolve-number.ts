import { withSystemSql } from "@/lib/db/transaction";

/** Who answers a number. */
export type AnsweringParty = {
  organizationId: string;
  businessId: string;
  agentId: string;
  agentVersionId: string;
};

export type ResolvedNumber =
  | ({ kind: "answered" } & AnsweringParty)
  /** Ours, but switched off, without an agent, or its agent has nothing published. */
  | { kind: "not_answering" }
  | { kind: "unknown" };

/** A change of a number or a publication is in force after this time, in every process. */
const KEPT_MS = 3_000;
const MOST_KEPT = 10_000;

type Entry = { until: number; value: Promise<ResolvedNumber> };
const cache = new Map<string, Entry>();

/**
 * Whose a number is and which published agent answers it, remembered for 3 s: a burst of calls to one number asks the database once.
 * Throws when the database is away and nothing is remembered.
 */
export function resolveNumber(e164: string, nowMs: number): Promise<ResolvedNumber> {
  const known = cache.get(e164);
  if (known && known.until > nowMs) return known.value;
  if (cache.size >= MOST_KEPT) cache.clear();
  const value = look(e164);
  cache.set(e164, { until: nowMs + KEPT_MS, value });
  value.catch(() => cache.delete(e164));
  return value;
}

/** Forgets what is remembered, of one number or of all: after a change in this process. */
export function forgetNumbers(e164?: string): void {
  if (e164 === undefined) cache.clear();
  else cache.delete(e164);
}

type Row = {
  organization_id: string;
  business_id: string;
  active: boolean;
  agent_id: string | null;
  agent_version_id: string | null;
};

async function look(e164: string): Promise<ResolvedNumber> {
  const { rows } = await withSystemSql("whose number", (sql) =>
    sql.query<Row>(
      `select n.organization_id, n.business_id, n.active, a.id as agent_id, v.id as agent_version_id
       from phone_numbers n
       left join agents a on a.organization_id = n.organization_id and a.id = n.agent_id and a.archived_at is null
       left join agent_versions v on v.organization_id = a.organization_id and v.agent_id = a.id and v.state = 'published'
       where n.e164 = $1`,
      [e164],
    ),
  );
  const row = rows[0];
  if (!row) return { kind: "unknown" };
  const { organization_id: organizationId, business_id: businessId, agent_id, agent_version_id } = row;
  if (!row.active || agent_id === null || agent_version_id === null) return { kind: "not_answering" };
  return { kind: "answered", organizationId, businessId, agentId: agent_id, agentVersionId: agent_version_id };
}
