import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { PGlite, type Transaction } from "@electric-sql/pglite";
import { btree_gist } from "@electric-sql/pglite/contrib/btree_gist";
import { vector } from "@electric-sql/pglite-pgvector";
import type { TenantQuery } from "@/lib/adapters/knowledge-index/pgvector-index";

const MIGRATIONS = path.resolve(import.meta.dirname, "../../prisma/migrations");

export type PgliteWithVectors = {
  /** As the owner, past every policy. */
  owner: PGlite;
  withTenant<T>(organizationId: string, work: (query: TenantQuery) => Promise<T>): Promise<T>;
  withSystem<T>(work: (query: TenantQuery) => Promise<T>): Promise<T>;
};

/**
 * PostgreSQL in WebAssembly, in this process and in memory, which has pgvector, with all migrations: for trying SQL that the embedded server cannot. One
 * connection. Close `owner` when done.
 */
export async function openPgliteWithVectors(): Promise<PgliteWithVectors> {
  const owner = await PGlite.create({ extensions: { btree_gist, vector } });
  const names = readdirSync(MIGRATIONS).filter((name) => !name.endsWith(".toml"));
  for (const name of names.sort()) await owner.exec(readFileSync(path.join(MIGRATIONS, name, "migration.sql"), "utf8"));
  const as = <T>(settings: string, work: (query: TenantQuery) => Promise<T>): Promise<T> =>
    owner.transaction(async (tx: Transaction) => {
      await tx.exec(settings);
      return work(async (text, values) => {
        const { rows } = await tx.query<Record<string, unknown>>(text, values as unknown[]);
        return { rows };
      });
    }) as Promise<T>;
  return {
    owner,
    withTenant: (organizationId, work) =>
      as(`set local role aybiza_app; set local app.tenant_id = '${organizationId}'`, work),
    withSystem: (work) => as("set local role aybiza_system", work),
  };
}
