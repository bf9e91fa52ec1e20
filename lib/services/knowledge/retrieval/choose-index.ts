import { createExactIndex } from "@/lib/adapters/knowledge-index/exact-index";
import type { KnowledgeIndex } from "@/lib/adapters/knowledge-index/knowledge-index";
import { createPgvectorIndex } from "@/lib/adapters/knowledge-index/pgvector-index";
import { database } from "@/lib/db/connection";
import { withSystemSql, withTenantSql } from "@/lib/db/transaction";
import { knowledgeEnv } from "@/lib/env/knowledge";

/**
 * The index that KNOWLEDGE_INDEX asks for, found out at its first use: with `auto` pgvector's where the database has its table, else this process's own memory.
 * With `pgvector` and no such table it rejects, saying what to do.
 */
export function createChosenIndex(): KnowledgeIndex {
  let chosen: Promise<KnowledgeIndex> | undefined;
  const index = (): Promise<KnowledgeIndex> => {
    chosen ??= choose();
    chosen.catch(() => (chosen = undefined));
    return chosen;
  };
  return {
    refresh: async (namespace, source) => (await index()).refresh(namespace, source),
    search: async (namespace, search) => (await index()).search(namespace, search),
    cosines: async (namespace, vector, ids) => (await index()).cosines(namespace, vector, ids),
    remove: async (businessId) => (await index()).remove(businessId),
    close: async () => (await chosen)?.close(),
  };
}

async function choose(): Promise<KnowledgeIndex> {
  const { KNOWLEDGE_INDEX, KNOWLEDGE_INDEX_MB } = knowledgeEnv();
  const exact = (): KnowledgeIndex => createExactIndex({ maxBytes: KNOWLEDGE_INDEX_MB * 1_000_000 });
  if (KNOWLEDGE_INDEX === "exact") return exact();
  const found = await database().pool.query<{ there: boolean }>(
    "select to_regclass('vectors.knowledge') is not null as there",
  );
  if (found.rows[0]?.there)
    return createPgvectorIndex({
      withTenant: (organizationId, work) =>
        withTenantSql(organizationId, (sql) => work((text, values) => sql.query(text, values))),
      withSystem: (work) => withSystemSql("forget vectors", (sql) => work((text, values) => sql.query(text, values))),
    });
  if (KNOWLEDGE_INDEX === "auto") return exact();
  throw new Error(
    "KNOWLEDGE_INDEX is pgvector, and the database does not have its table: install the extension vector and run SELECT make_knowledge_vectors().",
  );
}
