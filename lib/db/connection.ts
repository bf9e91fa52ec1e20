import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { sharedEnv } from "@/lib/env/shared";
import { log } from "@/lib/log/log";
import { PrismaClient } from "./generated/client";

export type Database = { url: string; pool: pg.Pool; prisma: PrismaClient; close(): Promise<void> };

const CONNECT_LIMIT_MS = 2000;
/** Longer than the server's own statement_timeout: it only ends waiting for a server or a network that has gone silent. */
const SILENCE_LIMIT_MS = 20_000;
const DATE_OID = 1082;

/**
 * Prisma reads the relations of a row at the same time, in a transaction over the one connection that it has. Such questions wait here for
 * their turn: pg's own queue for them is deprecated.
 */
class OneAtATime extends pg.Client {
  private before: Promise<unknown> | null = null;

  // Of the many ways to call it, those that give a promise wait; a pool's own calls have their connection to themselves.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  override query(...args: any[]): any {
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    const ask = (): any => Reflect.apply(super.query, this, args);
    if (args.some((arg) => typeof arg === "function" || typeof arg?.submit === "function")) return ask();
    const answer: Promise<unknown> = this.before ? this.before.then(ask) : ask();
    const done = answer.then(
      () => undefined,
      () => undefined,
    );
    this.before = done;
    void done.then(() => {
      if (this.before === done) this.before = null;
    });
    return answer;
  }
}

/**
 * Every session starts as `aybiza_app`, which owns nothing and is held by row-level security, whoever the login in the address is.
 * Raw SQL and Prisma share one pool, so the rule has no second door. Waiting for a connection ends after 2 s, or after the address's
 * `connect_timeout` (seconds).
 */
export function openDatabase(url: string, poolSize = 10, silenceLimitMs = SILENCE_LIMIT_MS): Database {
  const connectLimitMs = Number(new URL(url).searchParams.get("connect_timeout")) * 1000 || CONNECT_LIMIT_MS;
  const pool = new pg.Pool({
    Client: OneAtATime,
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: connectLimitMs,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    query_timeout: silenceLimitMs,
    options:
      "-c role=aybiza_app -c timezone=UTC -c statement_timeout=15000 -c idle_in_transaction_session_timeout=30000",
    application_name: "aybiza",
    types: {
      // A date without time stays the string YYYY-MM-DD; as a Date it would depend on this machine's time zone.
      getTypeParser: (oid: number, format?: "text" | "binary") =>
        oid === DATE_OID ? (value: string) => value : pg.types.getTypeParser(oid, format),
    } as pg.CustomTypesConfig,
  });
  // A lost connection surfaces in the query that needs one; unheard, these events would end the process.
  pool.on("error", (error) => log.warn({ err: error }, "database connection lost"));
  pool.on("connect", (client) => client.on("error", () => undefined));
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool, { onPoolError: () => undefined, onConnectionError: () => undefined }),
    transactionOptions: { maxWait: connectLimitMs + 500, timeout: 10_000 },
  });
  let closing: Promise<void> | undefined;
  const close = () => (closing ??= prisma.$disconnect().then(() => pool.end()));
  return { url, pool, prisma, close };
}

// On globalThis, because a development server loads modules again and again.
const holder = globalThis as { aybizaDatabase?: Database };

/** The process's database: the one `useDatabase` chose, else DATABASE_URL's. */
export function database(): Database {
  if (!holder.aybizaDatabase) {
    const { DATABASE_URL, DATABASE_POOL_SIZE } = sharedEnv();
    holder.aybizaDatabase = openDatabase(DATABASE_URL, DATABASE_POOL_SIZE);
  }
  return holder.aybizaDatabase;
}

/** Points the process at another database (tests, scripts). The one before is closed. */
export async function useDatabase(url: string, poolSize = 10): Promise<Database> {
  await closeDatabase();
  holder.aybizaDatabase = openDatabase(url, poolSize);
  return holder.aybizaDatabase;
}

/** Closes the process's connections; the next use opens new ones. */
export async function closeDatabase(): Promise<void> {
  const open = holder.aybizaDatabase;
  holder.aybizaDatabase = undefined;
  await open?.close();
}

/** Resolves when the database answers; throws why it does not (see `isDatabaseUnavailable`). For readiness probes. */
export async function pingDatabase(): Promise<void> {
  await database().pool.query("select 1");
}
