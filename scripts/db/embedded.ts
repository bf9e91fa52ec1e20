import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import pg from "pg";
import { ensureCluster, reachableDataDir, serverEnvironment } from "./embedded-cluster";
import {
  findPostgresBinaries,
  type PostgresAccount,
  type PostgresBinaries,
  postgresAccount,
} from "./postgres-binaries";

export type EmbeddedPostgres = {
  /** Superuser, database `aybiza`. */
  url: string;
  port: number;
  /** Where the cluster really is (as root it may have had to move to a place the postgres account can reach). */
  dataDir: string;
  pid: number;
  /** Fast shutdown: sessions are cut, data is flushed. Resolves when the process is gone. Safe to call twice. */
  stop(): Promise<void>;
  /** As a power cut: SIGKILL. The next start recovers. */
  kill(): Promise<void>;
};

export type EmbeddedPostgresOptions = {
  dataDir: string;
  /** Wished for; another free one is taken when it is in use. */
  port?: number;
  /** False for throw-away test clusters: no fsync. */
  durable?: boolean;
};

const DATABASE = "aybiza";
const START_LIMIT_MS = 60_000;

/**
 * Starts a real PostgreSQL from npm's binaries on 127.0.0.1, making the cluster when `dataDir` has none. A server that an earlier, lost
 * process left running on this directory is adopted; a crashed one's leftovers are cleared. The server ends with this process,
 * however this process ends. Its log is `server.log` in the data directory.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const account = postgresAccount();
  const dataDir = reachableDataDir(path.resolve(options.dataDir), account);
  const binaries = await findPostgresBinaries(account);
  const password = ensureCluster(dataDir, binaries, account);

  const running = await findRunning(dataDir, password);
  if (running) return handle({ ...running, dataDir, password, child: null });
  rmSync(path.join(dataDir, "postmaster.pid"), { force: true });

  for (let attempt = 0; ; attempt++) {
    const port = await freePort(attempt === 0 ? options.port : undefined);
    const child = spawnServer({ dataDir, port, binaries, account, durable: options.durable ?? true });
    try {
      await untilReady(child, port, password, dataDir);
    } catch (error) {
      // Somebody else may have taken the port between our look and the server's.
      if (attempt < 3 && /could not bind|Address already in use/.test(lastLog(dataDir))) continue;
      throw error;
    }
    await ensureDatabase(port, password);
    return handle({ pid: child.pid!, port, dataDir, password, child });
  }
}

function spawnServer(server: {
  dataDir: string;
  port: number;
  binaries: PostgresBinaries;
  account: PostgresAccount;
  durable: boolean;
}): ChildProcess {
  const { dataDir, port, binaries, account, durable } = server;
  const settings: Record<string, string> = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "200",
    shared_buffers: "256MB",
    jit: "off",
    log_timezone: "UTC",
    timezone: "UTC",
    log_min_messages: "warning",
    // Dropped connections and refused rows are the application's business, which logs them itself.
    log_min_error_statement: "panic",
    ...(durable ? {} : { fsync: "off", full_page_writes: "off", synchronous_commit: "off", autovacuum: "off" }),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const log = openSync(path.join(dataDir, "server.log"), "w", 0o600);
  const child = spawn(binaries.postgres, ["-D", dataDir, "-p", String(port), ...flags], {
    ...(account ?? {}),
    cwd: "/",
    // Its own process group: Ctrl-C in the terminal reaches us alone, and the database stops last.
    detached: true,
    stdio: ["ignore", "ignore", log],
    env: serverEnvironment(),
  });
  closeSync(log);
  child.on("error", () => undefined);
  child.unref();
  return child;
}

async function untilReady(child: ChildProcess, port: number, password: string, dataDir: string): Promise<void> {
  const startedAt = Date.now();
  let exited = false;
  child.once("exit", () => (exited = true));
  child.once("error", () => (exited = true));
  while (Date.now() - startedAt < START_LIMIT_MS) {
    if (exited) throw new Error(`The embedded database stopped while starting. Its log says: ${lastLog(dataDir)}`);
    if (await answers(port, password)) return;
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
  child.kill("SIGKILL");
  throw new Error(`The embedded database did not answer within 60 s. Its log says: ${lastLog(dataDir)}`);
}

const lastLog = (dataDir: string) =>
  readFileSync(path.join(dataDir, "server.log"), "utf8").trim().split("\n").slice(-5).join(" | ");

const urlOf = (port: number, password: string, database: string) =>
  `postgresql://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;

async function answers(port: number, password: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: urlOf(port, password, "postgres"), connectionTimeoutMillis: 2000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("select 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function ensureDatabase(port: number, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(port, password, "postgres") });
  await client.connect();
  try {
    const known = await client.query("select 1 from pg_database where datname = $1", [DATABASE]);
    if (known.rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}

/** The server that already runs on this directory, if one does. A pid file left by a crash names nobody, or somebody else. */
async function findRunning(dataDir: string, password: string): Promise<{ pid: number; port: number } | null> {
  const file = path.join(dataDir, "postmaster.pid");
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, "utf8").split("\n");
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isInteger(pid) || pid <= 0 || !isPostgresOf(pid, dataDir)) return null;
  for (let attempt = 0; attempt < 50; attempt++) {
    if (port > 0 && (await answers(port, password))) {
      await ensureDatabase(port, password);
      return { pid, port };
    }
    if (!isAlive(pid)) return null;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(
    `A PostgreSQL server (process ${pid}) holds ${dataDir} and does not answer. Stop it (kill ${pid}) and start again.`,
  );
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function isPostgresOf(pid: number, dataDir: string): boolean {
  if (!isAlive(pid)) return false;
  try {
    const command = execFileSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" });
    return command.includes("postgres") && command.includes(dataDir);
  } catch {
    if (!existsSync("/proc")) return false;
    // No ps on a slim image.
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(dataDir);
    } catch {
      return false;
    }
  }
}

async function freePort(wanted?: number): Promise<number> {
  const tryPort = (port: number) =>
    new Promise<number | null>((resolve) => {
      const probe = createServer();
      probe.once("error", () => resolve(null));
      probe.listen(port, "127.0.0.1", () => {
        const address = probe.address();
        probe.close(() => resolve(typeof address === "object" && address ? address.port : null));
      });
    });
  const port = (wanted ? await tryPort(wanted) : null) ?? (await tryPort(0));
  if (!port) throw new Error("No free TCP port on 127.0.0.1 for the embedded database.");
  return port;
}

function handle(server: {
  pid: number;
  port: number;
  dataDir: string;
  password: string;
  child: ChildProcess | null;
}): EmbeddedPostgres {
  const { pid, port, dataDir, password, child } = server;
  const guard = startGuard(pid);
  // An adopted server is not our child: where nobody reaps the dead, its process id stays behind as a zombie.
  const isGone = () =>
    child ? child.exitCode !== null || child.signalCode !== null : !isAlive(pid) || !isPostgresOf(pid, dataDir);
  const end = async (signal: NodeJS.Signals) => {
    guard.kill("SIGKILL");
    if (isGone()) return;
    process.kill(pid, signal);
    for (const startedAt = Date.now(); !isGone(); await new Promise((resolve) => setTimeout(resolve, 20))) {
      if (Date.now() - startedAt > 30_000) throw new Error(`PostgreSQL (process ${pid}) did not stop within 30 s.`);
    }
  };
  return {
    url: urlOf(port, password, DATABASE),
    port,
    dataDir,
    pid,
    stop: () => end("SIGINT"),
    kill: () => end("SIGKILL"),
  };
}

/** Waits on a pipe that closes when this process ends, even by SIGKILL, and then stops the server. */
function startGuard(pid: number): ChildProcess {
  const guard = spawn("/bin/sh", ["-c", `trap '' INT TERM HUP; read _; kill -INT ${pid} 2>/dev/null`], {
    cwd: "/",
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  guard.on("error", () => undefined);
  guard.unref();
  const pipe = guard.stdin as (typeof guard.stdin & { unref?: () => void }) | null;
  pipe?.on("error", () => undefined);
  pipe?.unref?.();
  return guard;
}
