import { spawn, type ChildProcess } from "node:child_process";
import { createWriteStream, type WriteStream } from "node:fs";
import path from "node:path";

export type ManagedProcess = {
  readonly name: string;
  /** The child's id, or null while it is down. */
  pid(): number | null;
  /** Resolves when the process says that it works, rejects when it ends before that for the first time. */
  ready: Promise<void>;
  stop(): Promise<void>;
};

export type ProcessPlan = {
  name: string;
  args: string[];
  env?: Record<string, string | undefined>;
  logDir: string;
  /** True when the process works; asked every 100 ms after a start. */
  isReady: () => Promise<boolean>;
  /** Done after every start, before the process counts as ready. */
  onReady?: (() => Promise<void>) | undefined;
  say: (line: string) => void;
  /** How long it may take to end by itself. */
  graceMs: number;
  /** Started when the process has crashed, released when its successor says that it is about to take its port. */
  whileDown?: () => Promise<{ release(): Promise<void> } | null>;
};

const END_WITH_PARENT = path.join(import.meta.dirname, "end-with-parent.cjs");
const FIRST_START_LIMIT_MS = 60_000;
const STEADY_AFTER_MS = 30_000;

/** Keeps one child process running: a crash is reported and followed by a restart, quickly at first, then at most every 10 s. */
export function supervise(plan: ProcessPlan): ManagedProcess {
  const log = createWriteStream(path.join(plan.logDir, `${plan.name}.log`), { flags: "a" });
  let child: ChildProcess | null = null;
  let stopping = false;
  let failures = 0;
  let restartTimer: NodeJS.Timeout | null = null;
  let lastLines: string[] = [];
  let standIn: Promise<{ release(): Promise<void> } | null> = Promise.resolve(null);
  const releaseStandIn = () => standIn.then((held) => held?.release());

  const start = () => {
    const startedAt = Date.now();
    lastLines = [];
    // A group of its own, so that Ctrl-C in the terminal reaches the starter alone, which then ends everything in order.
    const running = spawn(process.execPath, ["--require", END_WITH_PARENT, "--enable-source-maps", ...plan.args], {
      env: plan.env as NodeJS.ProcessEnv,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      detached: true,
    });
    child = running;
    capture(running, log, lastLines);
    running.on("message", (message) => {
      if (isBinding(message)) void releaseStandIn();
    });
    running.once("exit", (code, signal) => {
      child = null;
      if (stopping) return;
      if (plan.whileDown) standIn = releaseStandIn().then(plan.whileDown);
      failures = Date.now() - startedAt > STEADY_AFTER_MS ? 1 : failures + 1;
      const delayMs = failures === 1 ? 200 : Math.min(10_000, 500 * 2 ** (failures - 2));
      plan.say(`${plan.name} ended (${signal ?? `exit code ${code}`}); it starts again in ${delayMs / 1000} s`);
      if (failures > 1) for (const line of lastLines.slice(-5)) plan.say(`  ${line}`);
      restartTimer = setTimeout(() => {
        start();
        void untilReady(plan, () => child, 0).then(
          () => plan.say(`${plan.name} is back`),
          () => undefined,
        );
      }, delayMs);
    });
  };
  start();

  return {
    name: plan.name,
    pid: () => child?.pid ?? null,
    ready: untilReady(plan, () => child, FIRST_START_LIMIT_MS).catch((error: Error) => {
      throw new Error(`${plan.name} did not start: ${error.message}\n${lastLines.slice(-15).join("\n")}`);
    }),
    stop: async () => {
      stopping = true;
      if (restartTimer) clearTimeout(restartTimer);
      await releaseStandIn();
      const running = child;
      if (running && running.exitCode === null && running.signalCode === null) {
        const gone = new Promise<void>((resolve) => running.once("exit", () => resolve()));
        signalGroup(running, "SIGTERM");
        const hard = setTimeout(() => signalGroup(running, "SIGKILL"), plan.graceMs);
        await gone;
        clearTimeout(hard);
      }
      log.end();
    },
  };
}

async function untilReady(plan: ProcessPlan, child: () => ChildProcess | null, limitMs: number): Promise<void> {
  const until = limitMs === 0 ? Infinity : Date.now() + limitMs;
  for (;;) {
    if (await plan.isReady().catch(() => false)) return plan.onReady?.();
    if (limitMs > 0 && child() === null) throw new Error("it ended at once");
    if (Date.now() > until) throw new Error(`not ready after ${limitMs / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const isBinding = (message: unknown): boolean =>
  typeof message === "object" && message !== null && "event" in message && message.event === "binding";

function capture(child: ChildProcess, log: WriteStream, lastLines: string[]): void {
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      log.write(chunk);
      lastLines.push(...chunk.toString().split("\n").filter(Boolean));
      lastLines.splice(0, Math.max(0, lastLines.length - 40));
    });
  }
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid) process.kill(-child.pid, signal);
  } catch {
    child.kill(signal);
  }
}
