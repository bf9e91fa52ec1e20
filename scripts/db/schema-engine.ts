import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
} from "@prisma/driver-adapter-utils";
import type { MigrationList, SchemaEngine, SchemaFilter } from "@prisma/schema-engine-wasm";
import * as background from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";

/** Prisma Migrate's own engine, compiled to WebAssembly and published on npm: nothing is downloaded, the migrations stay ordinary. */

const schemaFolder = path.resolve(import.meta.dirname, "../../prisma/schema");
export const migrationsFolder = path.resolve(import.meta.dirname, "../../prisma/migrations");
export const filters: SchemaFilter = { externalTables: [], externalEnums: [] };

export type SchemaFiles = { path: string; content: string }[];

/** The schema in the working tree. */
export function readSchema(folder = schemaFolder): SchemaFiles {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".prisma"))
    .sort()
    .map((name) => ({ path: name, content: readFileSync(path.join(folder, name), "utf8") }));
}

/** The migrations on disk, oldest first. */
export function readMigrations(folder = migrationsFolder): MigrationList {
  const lockfile = path.join(folder, "migration_lock.toml");
  return {
    baseDir: folder,
    lockfile: { path: "migration_lock.toml", content: existsSync(lockfile) ? readFileSync(lockfile, "utf8") : null },
    shadowDbInitScript: "",
    migrationDirectories: readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort()
      .map((name) => ({
        path: name,
        migrationFile: {
          path: "migration.sql",
          content: { tag: "ok" as const, value: readFileSync(path.join(folder, name, "migration.sql"), "utf8") },
        },
      })),
  };
}

/** Runs `work` with an engine connected to `url`, as the login in `url`. */
export async function withSchemaEngine<T>(
  url: string,
  schema: SchemaFiles,
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  await loadWasm();
  const pool = new pg.Pool({ connectionString: url, max: 1, connectionTimeoutMillis: 20_000 });
  pool.on("error", () => undefined);
  const factory = bindMigrationAwareSqlAdapterFactory(migrationAdapter(pool));
  const datamodels = schema.map((file): [string, string] => [file.path, file.content]);
  try {
    const engine = await background.SchemaEngine.new({ datamodels }, () => undefined, factory);
    return await work(engine);
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError)
      throw new Error(`Prisma's schema engine stopped: ${panic}`, { cause: error });
    throw error;
  } finally {
    await pool.end();
  }
}

// One for the process, also when this module is loaded twice (vitest does, once per project): the bindings are shared, and would free the first
// instance's objects in the second one's memory.
const held = globalThis as { aybizaSchemaEngine?: Promise<void> };
let panic = "";
// The engine hands the message of a panic to this global before it traps.
Object.assign(globalThis, {
  PRISMA_WASM_PANIC_REGISTRY: {
    set_message: (message: string) => {
      console.error(message);
      panic = message;
    },
  },
});

function loadWasm(): Promise<void> {
  held.aybizaSchemaEngine ??= (async () => {
    const require = createRequire(import.meta.url);
    const folder = path.dirname(require.resolve("@prisma/schema-engine-wasm"));
    const compiled = await WebAssembly.compile(readFileSync(path.join(folder, "schema_engine_bg.wasm")));
    const bindings = background as unknown as Record<string, WebAssembly.ImportValue> & {
      __wbg_set_wasm: (exports: WebAssembly.Exports) => void;
    };
    const instance = await WebAssembly.instantiate(compiled, { "./schema_engine_bg.js": bindings });
    bindings.__wbg_set_wasm(instance.exports);
    (instance.exports["__wbindgen_start"] as () => void)();
  })();
  return held.aybizaSchemaEngine;
}

const PG_CHAR = 18;
const PG_TEXT = 25;

/** Prisma's adapter with two faults mended: it cuts scripts at every semicolon, and does not know PostgreSQL's type "char". */
function migrationAdapter(pool: pg.Pool): SqlMigrationAwareDriverAdapterFactory {
  const inner = new PrismaPg(pool);
  const mend = (adapter: SqlDriverAdapter, scripts: pg.Pool): SqlDriverAdapter => {
    const inside = adapter as unknown as { performIO(query: SqlQuery): Promise<{ fields?: { dataTypeID: number }[] }> };
    const performIO = inside.performIO.bind(adapter);
    const queryRaw = adapter.queryRaw.bind(adapter);
    let charColumns: number[] = [];
    inside.performIO = async (query) => {
      const result = await performIO(query);
      charColumns = [];
      result.fields?.forEach((field, index) => {
        if (field.dataTypeID !== PG_CHAR) return;
        charColumns.push(index);
        field.dataTypeID = PG_TEXT;
      });
      return result;
    };
    adapter.queryRaw = async (query) => {
      const result = await queryRaw(query);
      for (const index of charColumns) result.columnTypes[index] = ColumnTypeEnum.Character;
      return result;
    };
    adapter.executeScript = async (script) => {
      await scripts.query(script);
    };
    return adapter;
  };
  return {
    provider: inner.provider,
    adapterName: inner.adapterName,
    connect: async () => mend(await inner.connect(), pool),
    connectToShadowDb: () => inner.connectToShadowDb(),
  };
}
