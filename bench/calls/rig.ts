import { fork, spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createWriteStream, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import pg from "pg";
import { DEMO_PHONE_NUMBER, demoOrganizations } from "@/prisma/demo/organizations";
import { insertOrganization } from "@/prisma/demo/insert-organization";
import { startEmbeddedPostgres } from "@/scripts/db/embedded";
import { makeTemporaryDataDir } from "@/scripts/db/embedded-cluster";
import { deployMigrations } from "@/scripts/db/migrations";
import { bundleProcesses } from "@/scripts/start/build";
import { isPortFree } from "@/scripts/start/ports";
import { WORKER_ARGS } from "@/scripts/start/worker-args";
import { onTestedCore, type Cores } from "./cores";
import type { LoadCommand, LoadReply, Target } from "./protocol";

const SECRETS = { accountSid: `AC${randomBytes(16).toString("hex")}`, authToken: randomBytes(16).toString("hex") };
const READY_LIMIT_MS = 30_000;
const BENCH_BUNDLES = "dist/bench";

export type Load = {
  ask<Kind extends LoadCommand["kind"]>(command: LoadCommand & { kind: Kind }): Promise<LoadReply[Kind]>;
};
export type Worker = {
  pid: number;
  callUrl: string;
  target: Target;
  /** 0 without an inspector. */
  inspectPort: number;
  /** What its log warns of, and how often. */
  warnings(): Record<string, number>;
  stop(): Promise<void>;
};
export type Relay = {
  pid: number;
  target: Target;
  loopDelay(): Promise<{ p50: number; p99: number }>;
  stop(): Promise<void>;
};
export type Rig = {
  load: Load;
  /** With an inspector when it is to be asked to collect its garbage. */
  startWorker(slots: number, inspected?: "inspected"): Promise<Worker>;
  startRelay(): Promise<Relay>;
  close(): Promise<void>;
};

/** Builds the bundles, starts an empty PostgreSQL with one organization, and the load process. `close` ends and removes all of it. */
export async function startRig(
  root: string,
  options: { cores: Cores; worker: string | null; profile: string | null; nodeArgs: string[]; database: boolean },
): Promise<Rig> {
  const dataDir = makeTemporaryDataDir();
  const workDir = path.dirname(dataDir);
  const children: ChildProcess[] = [];
  const closers: (() => Promise<void> | void)[] = [() => rmSync(workDir, { recursive: true, force: true })];
  const close = async () => {
    await Promise.all(children.map((child) => end(child)));
    for (const closer of closers.reverse()) await closer();
  };
  try {
    const [database] = await Promise.all([
      options.database ? startDatabase(dataDir) : null,
      options.worker === null ? bundleProcesses(root) : undefined,
      bundleBench(root),
    ]);
    if (database) closers.push(() => database.stop());

    const loadProcess = fork(path.join(root, BENCH_BUNDLES, "load.mjs"), { execArgv: [], stdio: "inherit" });
    children.push(loadProcess);
    const load = speakWith(loadProcess);
    const { port } = await load.ask({ kind: "listen" });
    const vendors = `127.0.0.1:${port}`;

    const startWorker = async (slots: number, inspected?: "inspected"): Promise<Worker> => {
      const callPort = await freePort();
      const callUrl = `http://127.0.0.1:${callPort}`;
      const home = path.join(workDir, `worker-${callPort}`);
      mkdirSync(home, { recursive: true });
      const profiling = options.profile ? ["--cpu-prof", `--cpu-prof-dir=${path.resolve(options.profile)}`] : [];
      const inspectPort = inspected ? await freePort() : 0;
      const inspecting = inspected ? [`--inspect=127.0.0.1:${inspectPort}`] : [];
      const bundle = options.worker ?? path.join(root, "dist/call-worker.mjs");
      const [command, args] = onTestedCore(options.cores, [
        "--enable-source-maps",
        ...WORKER_ARGS,
        ...options.nodeArgs,
        ...profiling,
        ...inspecting,
        bundle,
      ]);
      const child = spawn(command, args, {
        cwd: root,
        stdio: ["ignore", "pipe", "pipe", "ipc"],
        detached: true,
        env: workerEnvironment({ callPort, callUrl, home, slots, vendors, databaseUrl: database?.url ?? "" }),
      });
      children.push(child);
      const logFile = path.join(home, "worker.log");
      const log = createWriteStream(logFile);
      child.stdout?.pipe(log);
      child.stderr?.pipe(log);
      await untilReady(callUrl, child, () => readFileSync(logFile, "utf8").slice(-3000));
      const target: Target = { kind: "engine", callUrl, to: DEMO_PHONE_NUMBER, ...SECRETS };
      const warnings = () => warningsIn(logFile);
      return { pid: child.pid ?? 0, callUrl, target, inspectPort, warnings, stop: () => end(child) };
    };

    const startRelay = async (): Promise<Relay> => {
      const entry = path.join(root, BENCH_BUNDLES, "relay.mjs");
      const [command, args] = onTestedCore(options.cores, [entry, `ws://${vendors}/relay`]);
      const child = spawn(command, args, { stdio: ["ignore", "inherit", "inherit", "ipc"], detached: true });
      children.push(child);
      const { port: relayPort } = (await nextMessage(child)) as { port: number };
      const target: Target = { kind: "relay", mediaUrl: `ws://127.0.0.1:${relayPort}/media` };
      const loopDelay = async () => {
        const answer = nextMessage(child);
        child.send("read");
        return ((await answer) as { eventLoopDelayMs: { p50: number; p99: number } }).eventLoopDelayMs;
      };
      return { pid: child.pid ?? 0, target, loopDelay, stop: () => end(child) };
    };
    return { load, startWorker, startRelay, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startDatabase(dataDir: string) {
  const server = await startEmbeddedPostgres({ dataDir });
  try {
    await deployMigrations(server.url);
    const pool = new pg.Pool({
      connectionString: server.url,
      max: 1,
      options: "-c role=aybiza_system -c timezone=UTC",
    });
    const sql = await pool.connect();
    try {
      const [organization] = demoOrganizations;
      if (organization) await insertOrganization(sql, organization, new Date());
    } finally {
      sql.release();
      await pool.end();
    }
    return server;
  } catch (error) {
    await server.kill();
    throw error;
  }
}

/** The load and the relay as plain JavaScript: a loader's transformations would be measured with them. */
async function bundleBench(root: string): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: { load: "bench/calls/load/main.ts", relay: "bench/calls/relay.ts" },
    outdir: BENCH_BUNDLES,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "error",
  });
}

function workerEnvironment(settings: {
  callPort: number;
  callUrl: string;
  home: string;
  slots: number;
  vendors: string;
  databaseUrl: string;
}): NodeJS.ProcessEnv {
  const { callPort, callUrl, home, slots, vendors, databaseUrl } = settings;
  const { PATH, HOME, TMPDIR } = process.env;
  return {
    PATH,
    HOME,
    TMPDIR,
    NODE_ENV: "production",
    DATA_DIR: home,
    DATABASE_URL: databaseUrl,
    NEXTAUTH_SECRET: randomBytes(48).toString("base64"),
    CALL_PORT: String(callPort),
    PUBLIC_CALL_URL: callUrl,
    PUBLIC_WEB_URL: "http://127.0.0.1:3000",
    WORKER_SLOTS: String(slots),
    DRAIN_CAP_MS: "1000",
    TWILIO_ACCOUNT_SID: SECRETS.accountSid,
    TWILIO_AUTH_TOKEN: SECRETS.authToken,
    DEEPGRAM_API_KEY: randomBytes(20).toString("hex"),
    DEEPGRAM_BASE_URL: `ws://${vendors}`,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "AKIABENCHBENCHBENCH0",
    AWS_SECRET_ACCESS_KEY: randomBytes(20).toString("hex"),
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: `http://${vendors}`,
  };
}

function speakWith(child: ChildProcess): Load {
  return {
    ask: (command) =>
      new Promise((resolve, reject) => {
        const onExit = () => reject(new Error("The load process ended before it answered."));
        child.once("exit", onExit);
        child.once("message", (message: { reply?: never; error?: string }) => {
          child.off("exit", onExit);
          if (message.error === undefined) resolve(message.reply as never);
          else reject(new Error(message.error));
        });
        child.send(command);
      }),
  };
}

const nextMessage = (child: ChildProcess): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const onExit = () => reject(new Error("The process ended before it answered."));
    child.once("exit", onExit);
    child.once("message", (message) => {
      child.off("exit", onExit);
      resolve(message);
    });
  });

async function untilReady(callUrl: string, child: ChildProcess, lastLog: () => string): Promise<void> {
  const until = Date.now() + READY_LIMIT_MS;
  for (;;) {
    const ready = await fetch(`${callUrl}/readyz`, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
    if (ready?.ok) return;
    if (child.exitCode !== null || Date.now() > until) throw new Error(`The call-worker is not ready:\n${lastLog()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function warningsIn(logFile: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const line of readFileSync(logFile, "utf8").split("\n")) {
    if (!/"level":"(warn|error|fatal)"/.test(line)) continue;
    const { msg, err } = JSON.parse(line) as { msg?: string; err?: { message?: string } };
    const name = [msg, err?.message].filter(Boolean).join(": ").slice(0, 300);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    if (await isPortFree(port)) return port;
  }
}

/** Ends a child, gently at first. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), 15_000);
  await gone;
  clearTimeout(timer);
}
