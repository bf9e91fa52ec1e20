import { EmbedError } from "@/lib/adapters/embeddings/embedder";
import { withSystemSql, withTenantSql } from "@/lib/db/transaction";
import { type EmbedDeps, embedSomeOf, isLeftAlone, type SourceToEmbed } from "./embed-left-over";

/** In a round, so that what is new is not kept waiting by it. */
const SOURCES_A_ROUND = 50;

/**
 * Makes vectors anew that another model made than the organization's embedder is now: a round, some pieces of each source. Resolves with whether there were
 * any. Until its turn comes a piece is found by its words alone: vectors of two models are never compared.
 */
export async function embedOutdated(deps: EmbedDeps): Promise<boolean> {
  const outdated: SourceToEmbed[] = [];
  for (const [organizationId, models] of await modelsInUse()) {
    deps.signal?.throwIfAborted();
    if (outdated.length >= SOURCES_A_ROUND) break;
    const now = isLeftAlone(organizationId) ? null : await modelOf(organizationId, deps);
    if (now !== null && models.some((model) => model !== now))
      outdated.push(...(await outdatedSources(organizationId, now, SOURCES_A_ROUND - outdated.length)));
  }
  await embedSomeOf(outdated, deps);
  return outdated.length > 0;
}

/** Null: there is no embedder, of which whoever reads a source is told. */
async function modelOf(organizationId: string, { embedderFor }: EmbedDeps): Promise<string | null> {
  try {
    return (await embedderFor(organizationId)).id;
  } catch (error) {
    if (error instanceof EmbedError) return null;
    throw error;
  }
}

/** Which models made each organization's vectors. Steps from one to the next in the index, whatever number of pieces each made. */
async function modelsInUse(): Promise<Map<string, string[]>> {
  const { rows } = await withSystemSql("which models made vectors", (sql) =>
    sql.query<{ organization_id: string; embedded_by: string }>(
      `with recursive used as (
         (select organization_id, embedded_by from knowledge_chunks where embedded_by is not null order by 1, 2 limit 1)
         union all
         select next.* from used u cross join lateral (
           select c.organization_id, c.embedded_by from knowledge_chunks c
           where c.embedded_by is not null and (c.organization_id, c.embedded_by) > (u.organization_id, u.embedded_by)
           order by 1, 2 limit 1) as next)
       select * from used`,
    ),
  );
  const models = new Map<string, string[]>();
  for (const { organization_id: id, embedded_by: model } of rows) models.set(id, [...(models.get(id) ?? []), model]);
  return models;
}

/** What is being read gets its vectors there. */
function outdatedSources(organizationId: string, model: string, most: number): Promise<SourceToEmbed[]> {
  return withTenantSql(organizationId, async (sql) => {
    const { rows } = await sql.query<SourceToEmbed>(
      `select distinct s.organization_id as "organizationId", s.id as "sourceId" from knowledge_chunks c
         join knowledge_documents d on d.organization_id = c.organization_id and d.id = c.document_id
         join knowledge_sources s on s.organization_id = d.organization_id and s.id = d.source_id
       where c.organization_id = $1 and (c.embedded_by < $2 or c.embedded_by > $2) and s.state not in ('queued', 'reading')
       limit $3`,
      [organizationId, model, most],
    );
    return rows;
  });
}
