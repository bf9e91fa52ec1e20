import { EmbedError } from "@/lib/adapters/embeddings/embedder";
import { withSystemSql, withTenantSql } from "@/lib/db/transaction";
import { log } from "@/lib/log/log";
import type { EmbedderFor } from "../embedder-for";
import { embedWaiting } from "../embed-waiting";

/** How long an organization whose embedder failed is left alone. */
const LEFT_ALONE_MS = 60_000;
const NO_PAGES = { found: 0, read: 0, unchanged: 0, skipped: 0, failed: 0 };
const leftAloneUntilMs = new Map<string, number>();

/** Of one source in a round, so that a large one is not all that is done; and sources at once. */
const PIECES_A_ROUND = 128;
const AT_ONCE = 4;

export type SourceToEmbed = { organizationId: string; sourceId: string };
export type EmbedDeps = { embedderFor: EmbedderFor; signal?: AbortSignal };

/**
 * Gives vectors to pieces that have none and whose source is not being read: what people changed by hand, and sources whose reading failed for want of
 * an embedder, which are ready then. A round: some pieces of each source.
 */
export async function embedLeftOver(deps: EmbedDeps): Promise<void> {
  await embedSomeOf(await waitingSources(), deps);
}

/** A round over these sources. */
export async function embedSomeOf(sources: readonly SourceToEmbed[], deps: EmbedDeps): Promise<void> {
  const waiting = [...sources];
  const work = async () => {
    for (let source = waiting.shift(); source; source = waiting.shift()) await embedSome(source, deps);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

async function embedSome(
  { organizationId, sourceId }: SourceToEmbed,
  { embedderFor, signal }: EmbedDeps,
): Promise<void> {
  signal?.throwIfAborted();
  if (isLeftAlone(organizationId)) return;
  try {
    const embedder = await embedderFor(organizationId);
    const more = { most: PIECES_A_ROUND, ...(signal ? { signal } : {}) };
    await embedWaiting(organizationId, { embedder, sourceId, ...more });
    await noteEmbedded(organizationId, sourceId, embedder.id);
  } catch (error) {
    if (!(error instanceof EmbedError)) throw error;
    leftAloneUntilMs.set(organizationId, performance.now() + LEFT_ALONE_MS);
    log.warn({ err: error, organizationId, sourceId }, "pieces got no vectors; they are tried again");
  }
}

/** Its embedder failed a moment ago. */
export function isLeftAlone(organizationId: string): boolean {
  const untilMs = leftAloneUntilMs.get(organizationId);
  if (untilMs === undefined) return false;
  if (untilMs <= performance.now()) leftAloneUntilMs.delete(organizationId);
  return leftAloneUntilMs.has(organizationId);
}

function waitingSources(): Promise<SourceToEmbed[]> {
  const leftAlone = [...leftAloneUntilMs.keys()].filter(isLeftAlone);
  return withSystemSql("sources with pieces that have no vector", async (sql) => {
    const { rows } = await sql.query<SourceToEmbed>(
      `select distinct s.organization_id as "organizationId", s.id as "sourceId" from knowledge_chunks c
         join knowledge_documents d on d.organization_id = c.organization_id and d.id = c.document_id
         join knowledge_sources s on s.organization_id = d.organization_id and s.id = d.source_id
       where c.embedding is null and s.state not in ('queued', 'reading') and s.organization_id <> all($1::uuid[]) limit 50`,
      [leftAlone],
    );
    return rows;
  });
}

/** The source's counts, and its state when vectors were all it lacked. */
function noteEmbedded(organizationId: string, id: string, embeddedBy: string): Promise<unknown> {
  return withTenantSql(organizationId, (sql) =>
    sql.query(
      `update knowledge_sources s set progress = s.progress || (
         select jsonb_build_object('chunks', count(c.id), 'embedded', count(c.embedding) filter (where c.embedded_by = $3)) from knowledge_documents d
           left join knowledge_chunks c on c.organization_id = d.organization_id and c.document_id = d.id
         where d.organization_id = s.organization_id and d.source_id = s.id
       ) || case when s.progress = '{}' then '${JSON.stringify(NO_PAGES)}'::jsonb else '{}' end,
         state = case when is_whole then 'ready' else s.state end,
         problem = case when is_whole then null else s.problem end,
         last_synced_at = case when is_whole then now() else s.last_synced_at end,
         stage = case when is_whole then null else s.stage end
       from (
         select f.state = 'failed' and f.stage = 'embedding' and not exists (
           select 1 from knowledge_documents d
             join knowledge_chunks c on c.organization_id = d.organization_id and c.document_id = d.id
           where d.organization_id = f.organization_id and d.source_id = f.id and c.embedding is null) as is_whole
         from knowledge_sources f where f.organization_id = $1 and f.id = $2
       ) as found
       where s.organization_id = $1 and s.id = $2 and s.state not in ('queued', 'reading')`,
      [organizationId, id, embeddedBy],
    ),
  );
}
