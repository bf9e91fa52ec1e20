import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { DiffTarget, SchemaEngine } from "@prisma/schema-engine-wasm";
import pg from "pg";
import { startEmbeddedPostgres } from "./embedded";
import { makeTemporaryDataDir } from "./embedded-cluster";
import {
  filters,
  migrationsFolder,
  readMigrations,
  readSchema,
  type SchemaFiles,
  withSchemaEngine,
} from "./schema-engine";

/**
 * Applies the migrations a database lacks, as `prisma migrate deploy` does, under the same advisory lock. Returns their names.
 * Throws the engine's message when one fails; PostgreSQL has then undone all of it.
 */
export async function deployMigrations(url: string): Promise<string[]> {
  const result = await withSchemaEngine(url, readSchema(), (engine) =>
    engine.applyMigrations({ migrationsList: readMigrations(), filters }),
  );
  return result.appliedMigrationNames;
}

export type MigrationStatus = {
  upToDate: boolean;
  /** On disk, not yet applied. */
  pending: string[];
  /** Applied, changed on disk since. */
  edited: string[];
  failed: string[];
  /** Applied, missing on disk: the database is newer than this code. */
  unknown: string[];
};

/** Where a database stands against prisma/migrations. */
export async function migrationStatus(url: string): Promise<MigrationStatus> {
  const found = await withSchemaEngine(url, readSchema(), (engine) =>
    engine.diagnoseMigrationHistory({ migrationsList: readMigrations(), optInToShadowDatabase: false, filters }),
  );
  const history = found.history;
  const pending = history && "unappliedMigrationNames" in history ? history.unappliedMigrationNames : [];
  const unknown = history && "unpersistedMigrationNames" in history ? history.unpersistedMigrationNames : [];
  const { editedMigrationNames: edited, failedMigrationNames: failed } = found;
  const upToDate = [pending, unknown, edited, failed].every((names) => names.length === 0);
  return { upToDate, pending, edited, failed, unknown };
}

/**
 * The SQL that would bring a database with all migrations to prisma/schema; empty when they agree. Partitions, policies, functions, triggers, checks
 * and partial indexes are beyond what Prisma can know and do not count.
 * @param scratchUrl an empty database that may be filled; without it a throw-away server is started.
 */
export async function schemaDrift(scratchUrl?: string, schema: SchemaFiles = readSchema()): Promise<string> {
  if (!scratchUrl) return withScratchDatabase((url) => schemaDrift(url, schema));
  await deployMigrations(scratchUrl);
  const sql = await withSchemaEngine(scratchUrl, schema, async (engine) => {
    const from: DiffTarget =
      readMigrations().migrationDirectories.length === 0
        ? { tag: "empty" }
        : { tag: "schemaDatamodel", files: await introspect(engine, schema) };
    const to: DiffTarget = { tag: "schemaDatamodel", files: schema };
    const result = await engine.diff({ from, to, script: true, exitCode: null, filters });
    return result.stdout ?? "";
  });
  const known = await withoutPartialIndexes(scratchUrl, sql);
  return isEmptyScript(known) ? "" : known;
}

/** Prisma has no word for an index with a condition and would drop each. */
async function withoutPartialIndexes(url: string, sql: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const found = await client.query<{ name: string }>(
      "select indexrelid::regclass::text as name from pg_index where indpred is not null",
    );
    return found.rows.reduce((rest, { name }) => rest.replace(`-- DropIndex\nDROP INDEX "${name}";\n`, ""), sql);
  } finally {
    await client.end();
  }
}

async function introspect(engine: SchemaEngine, schema: SchemaFiles): Promise<SchemaFiles> {
  const found = await engine.introspect({
    schema: { files: schema },
    baseDirectoryPath: ".",
    force: true,
    compositeTypeDepth: 0,
    namespaces: null,
  });
  return found.schema.files;
}

const isEmptyScript = (sql: string) => sql.replaceAll(/^--.*$/gm, "").trim() === "";

/** Writes a migration that brings what the migrations give to prisma/schema. Null when there is nothing to write. */
export async function newMigration(name: string, now: Date): Promise<string | null> {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error(`"${name}" is no name for a migration: use a-z, 0-9 and _.`);
  const sql = await schemaDrift();
  if (sql === "") return null;
  const stamp = now.toISOString().replaceAll(/[-:T]/g, "").slice(0, 14);
  const folder = path.join(migrationsFolder, `${stamp}_${name}`);
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, "migration.sql");
  writeFileSync(file, `${sql.trim()}\n`);
  writeFileSync(path.join(migrationsFolder, "migration_lock.toml"), 'provider = "postgresql"\n');
  return file;
}

async function withScratchDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const dataDir = makeTemporaryDataDir();
  const server = await startEmbeddedPostgres({ dataDir, durable: false });
  try {
    return await work(server.url);
  } finally {
    await server.kill();
    rmSync(path.dirname(dataDir), { recursive: true, force: true });
  }
}
