import type { AgentResource, AgentSummary } from "@/lib/contracts/agents";
import { sameConfig } from "@/lib/domain/agents/compare-configs";
import type { Transaction } from "@/lib/db/transaction";
import { AgentConfig } from "@/lib/contracts/agent-config";
import { agentNumbers } from "./agent-numbers";
import type { LoadedAgent } from "./agent-rows";
import { namesOf } from "./version-rows";

type Row = {
  id: string;
  businessId: string;
  name: string;
  description: string;
  createdAt: Date;
  archivedAt: Date | null;
};

/** Agents as they are listed, in the order given. */
export async function summarise(
  tx: Transaction,
  organizationId: string,
  rows: readonly Row[],
): Promise<AgentSummary[]> {
  const ids = rows.map(({ id }) => id);
  const where = { organizationId, agentId: { in: ids } };
  const versions = await tx.agentVersion.findMany({ where: { ...where, state: { in: ["draft", "published"] } } });
  const numbers = await agentNumbers(tx, organizationId, ids);
  const businesses = await tx.business.findMany({
    where: { organizationId, id: { in: rows.map(({ businessId }) => businessId) } },
    select: { id: true, name: true },
  });
  const today = await callsToday(tx, organizationId, ids);
  const names = await namesOf(
    tx,
    versions.filter(({ publishedBy }) => publishedBy === null).map(({ createdBy }) => createdBy),
  );
  return rows.map((row) => {
    const own = versions.filter(({ agentId }) => agentId === row.id);
    const published = own.find(({ state }) => state === "published");
    const draft = own.find(({ state }) => state === "draft");
    const hasChanges =
      draft !== undefined &&
      !(published && sameConfig(AgentConfig.parse(draft.config), AgentConfig.parse(published.config)));
    return {
      id: row.id,
      businessId: row.businessId,
      businessName: businesses.find(({ id }) => id === row.businessId)?.name ?? "",
      name: row.name,
      description: row.description,
      state: row.archivedAt ? "archived" : published ? "published" : "draft",
      published: published
        ? {
            id: published.id,
            number: published.number,
            note: published.note,
            publishedAt: published.publishedAt?.toISOString() ?? null,
            publishedBy: published.publishedBy ?? names.get(published.createdBy ?? "") ?? null,
          }
        : null,
      hasChanges,
      phoneNumbers: numbers.get(row.id) ?? [],
      callsToday: today.get(row.id) ?? 0,
      createdAt: row.createdAt.toISOString(),
      archivedAt: row.archivedAt?.toISOString() ?? null,
    };
  });
}

/** An agent with its draft. */
export async function toAgent(tx: Transaction, organizationId: string, agent: LoadedAgent): Promise<AgentResource> {
  const [summary] = await summarise(tx, organizationId, [agent]);
  const { config, revision, nextNumber, changes } = agent;
  return { ...summary!, draft: { config, revision, nextNumber, changes } };
}

/** How many calls each took since midnight where its business is. */
async function callsToday(
  tx: Transaction,
  organizationId: string,
  agentIds: readonly string[],
): Promise<Map<string, number>> {
  if (agentIds.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ agent_id: string; calls: bigint }[]>`
    select c.agent_id, count(*) as calls
    from calls c join businesses b on b.organization_id = c.organization_id and b.id = c.business_id
    where c.organization_id = ${organizationId}::uuid and c.agent_id = any(${agentIds as string[]}::uuid[])
      and c.started_at >= now() - interval '26 hours'
      and c.started_at >= date_trunc('day', now() at time zone b.time_zone) at time zone b.time_zone
    group by c.agent_id`;
  return new Map(rows.map(({ agent_id, calls }) => [agent_id, Number(calls)]));
}
