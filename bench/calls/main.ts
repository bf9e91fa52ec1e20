import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cpus, loadavg, platform, totalmem } from "node:os";
import path from "node:path";
import { overloadBars, startsBars, steadyBars, table, wavesBars, type Bar } from "./bars";
import { divideCores, type Cores } from "./cores";
import { readOptions, type BenchOptions } from "./options";
import { measureStarts, measureWaves, slotsForStarts } from "./other-runs";
import { startRig, type Rig } from "./rig";
import { measureEngine, measureRelay } from "./steady-run";

/** `npm run bench:calls`: the engine under real-time calls, next to a bare relay of the same frames. */

const root = path.resolve(import.meta.dirname, "../..");
process.chdir(root);

type Outcome = { figures: object; bars: Bar[] };

async function steady(rig: Rig, options: BenchOptions): Promise<Outcome> {
  const { calls, seconds, turnEveryMs, overload } = options;
  const run = { calls, offered: overload ? calls * 2 : calls, seconds, turnEveryMs };
  const relayRun = { ...run, offered: calls, seconds: Math.max(5, Math.min(20, seconds / 2)) };
  const relay = options.relay ? await rig.startRelay() : null;
  const relayAlone = relay ? await measureRelay(rig, relay, relayRun) : null;
  // In a steady run a slot more than needed: what the warm-up held may still be counted for a moment.
  const worker = await rig.startWorker(overload ? calls : calls + 20);
  const engine = await measureEngine(rig, worker, relay, run);
  await worker.stop();
  await relay?.stop();
  const bars = [...(overload ? overloadBars(engine, calls) : []), ...steadyBars(engine, relayAlone)];
  return { figures: { ...engine, relay: relayAlone }, bars };
}

async function perform(rig: Rig, options: BenchOptions): Promise<Outcome> {
  if (options.waves !== null) {
    const worker = await rig.startWorker(options.calls + 20, "inspected");
    const waves = await measureWaves(rig, worker, { calls: options.calls, waves: options.waves });
    return { figures: waves, bars: wavesBars(waves) };
  }
  if (options.starts !== null) {
    const worker = await rig.startWorker(slotsForStarts(options.starts.perSecond));
    const starts = await measureStarts(rig, worker, options.starts);
    return { figures: starts, bars: startsBars(starts) };
  }
  return steady(rig, options);
}

function machine(cores: Cores, loadBefore: readonly number[]) {
  const round = (values: readonly number[]) => values.map((value) => Math.round(value * 100) / 100);
  return {
    cpu: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    platform: platform(),
    node: process.version,
    pinned:
      cores === null
        ? "no"
        : `tested process on core ${cores.tested}, callers, vendors and PostgreSQL on ${cores.others}`,
    loadAverageBefore: round(loadBefore),
    loadAverageAfter: round(loadavg()),
  };
}

function commit(): string {
  try {
    const git = (...args: string[]) =>
      execFileSync("git", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    const changed = git("status", "--porcelain", "--", "call-worker", "lib", "bench").trim() !== "";
    return git("rev-parse", "--short", "HEAD").trim() + (changed ? "+changes" : "");
  } catch {
    return "unknown";
  }
}

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  const say = (line: string) => void (options.json ? process.stderr : process.stdout).write(`${line}\n`);
  const loadBefore = loadavg();
  const startedAt = new Date();
  const cores = divideCores();
  say("starting PostgreSQL, the call-worker, the callers and the vendors' stand-ins …");
  const { worker, nodeArgs, profile } = options;
  const rig = await startRig(root, { cores, worker, nodeArgs, profile, database: true });
  const interrupted = () => void rig.close().finally(() => process.exit(130));
  process.once("SIGINT", interrupted);
  process.once("SIGTERM", interrupted);
  let outcome: Outcome;
  try {
    outcome = await perform(rig, options);
  } finally {
    await rig.close();
  }
  const { bars } = outcome;
  const report = {
    ...outcome.figures,
    bars,
    date: startedAt.toISOString(),
    commit: commit(),
    command: `npm run bench:calls -- ${process.argv.slice(2).join(" ")}`,
    machine: machine(cores, loadBefore),
    settings: { turnEveryMs: options.turnEveryMs, overload: options.overload },
  };
  const json = `${JSON.stringify(report, null, 2)}\n`;
  if (options.out !== null) writeFileSync(options.out, json);
  say(`\n${table(bars)}\n`);
  if (options.json) process.stdout.write(json);
  return bars.some(({ holds }) => holds === false) ? 1 : 0;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(2);
  },
);
