import type { Settled, Target, WindowFigures } from "./protocol";
import { hundredths } from "./percentiles";
import { usageBetween, usageOf, type Usage } from "./process-usage";
import type { Load, Relay, Rig, Worker } from "./rig";
import { gained, loopDelay, readWorkerPage, type WorkerPage } from "./worker-metrics";

const WARM_UP_CALLS = 12;
const WARM_UP_MS = 18_000;
const STEADY_AFTER_MS = 8_000;
const DIAL_PER_SECOND = 20;

export type SideFigures = {
  calls: number;
  seconds: number;
  addedDelayMs: { p50: number; p95: number; p99: number; max: number };
  frameLatenessMs: { p50: number; p99: number };
  eventLoopDelayMs: { p50: number; p99: number };
  lostFrames: number;
  cpuPercentPerCall: number;
  /** Of it, in the kernel: sockets and files. */
  systemPercentPerCall: number;
  memoryBytesPerCall: number;
  /** Share of the time in which callers heard the other side, and how many messages that took. */
  talkShare: number;
  mediaMessages: number;
};

export type EngineFigures = SideFigures & {
  bargeInMs: { p50: number; p99: number; max: number };
  oldFramesAfterClear: number;
  underrunMs: { p50: number; p99: number; max: number; count: number };
  cpuPercent: number;
  turns: number;
  bargeIns: number;
  failedTurns: number;
  failedBargeIns: number;
  droppedCalls: number;
  warnings: Record<string, number>;
  frames: Settled;
  load: WindowFigures["load"];
  journalLagMs: number;
  offered: number;
  busy: number;
  failures: string[];
  sideBySide: SideBySide | null;
};

/** CPU a call of the engine and of the bare relay while both hold as many; `share`: how many of the relay's calls the engine carries. */
type SideBySide = { seconds: number; cpuPercentPerCall: { engine: number; relay: number }; share: number | null };

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
type Run = { calls: number; offered: number; seconds: number; turnEveryMs: number };

/** N calls held by the worker: warmed up, dialled, measured for the window, then next to a relay's, counted and hung up. */
export async function measureEngine(rig: Rig, worker: Worker, relay: Relay | null, run: Run): Promise<EngineFigures> {
  await warmUp(rig.load, worker.target);
  const idle = await restingUsage(worker.pid);
  const dialled = await dial(rig.load, worker.target, run);
  await pause(STEADY_AFTER_MS);
  const pageBefore = await readWorkerPage(worker.callUrl);
  const before = usageOf(worker.pid);
  const startedAt = performance.now();
  const window = await rig.load.ask({ kind: "window", seconds: run.seconds });
  const after = usageOf(worker.pid);
  const windowMs = performance.now() - startedAt;
  const pageAfter = await readWorkerPage(worker.callUrl);
  const sideBySide = relay ? await measureSideBySide(rig, worker, relay, { ...run, calls: dialled.up }) : null;
  const frames = await rig.load.ask({ kind: "settle" });
  await rig.load.ask({ kind: "hang_up" });
  const shared = figuresOf(dialled.up, run.seconds, window, frames, { idle, before, after, windowMs });
  const { max: bargeInMax, p50, p99 } = window.bargeInMs;
  const lateness = pacedLateness(pageBefore, pageAfter);
  return {
    ...shared,
    frameLatenessMs: lateness ?? { p50: window.underrunMs.p50, p99: window.underrunMs.p99 },
    eventLoopDelayMs: loopDelay(pageAfter),
    bargeInMs: { p50, p99, max: bargeInMax },
    oldFramesAfterClear: window.oldFramesAfterClear,
    underrunMs: { ...only(window.underrunMs), count: window.underruns },
    cpuPercent: hundredths(usageBetween(before, after, windowMs).cpuPercent),
    turns: window.turns,
    bargeIns: window.bargeIns,
    failedTurns: window.failedTurns,
    failedBargeIns: window.failedBargeIns,
    droppedCalls: window.droppedCalls,
    warnings: worker.warnings(),
    frames,
    load: window.load,
    journalLagMs: hundredths(pageAfter.value("aybiza_journal_lag_seconds") * 1000),
    offered: dialled.offered,
    busy: dialled.busy,
    failures: dialled.failures,
    sideBySide,
  };
}

/** The same callers and frames through the bare relay. */
export async function measureRelay(rig: Rig, relay: Relay, run: Run): Promise<SideFigures> {
  await warmUp(rig.load, relay.target);
  const idle = await restingUsage(relay.pid);
  const dialled = await dial(rig.load, relay.target, run);
  await pause(STEADY_AFTER_MS);
  await relay.loopDelay();
  const before = usageOf(relay.pid);
  const startedAt = performance.now();
  const window = await rig.load.ask({ kind: "window", seconds: run.seconds });
  const after = usageOf(relay.pid);
  const windowMs = performance.now() - startedAt;
  const { p50, p99 } = await relay.loopDelay();
  const frames = await rig.load.ask({ kind: "settle" });
  await rig.load.ask({ kind: "hang_up" });
  return {
    ...figuresOf(dialled.up, run.seconds, window, frames, { idle, before, after, windowMs }),
    eventLoopDelayMs: { p50: hundredths(p50), p99: hundredths(p99) },
  };
}

/**
 * Engine and relay at the same time, each with as many calls, on the same core: a machine's speed changes from minute to minute by more
 * than what is to be told apart, so two runs one after the other cannot be compared.
 */
async function measureSideBySide(rig: Rig, worker: Worker, relay: Relay, run: Run): Promise<SideBySide> {
  await dial(rig.load, relay.target, { ...run, offered: run.calls });
  await pause(STEADY_AFTER_MS);
  const before = { engine: usageOf(worker.pid), relay: usageOf(relay.pid) };
  const startedAt = performance.now();
  await rig.load.ask({ kind: "window", seconds: run.seconds });
  const windowMs = performance.now() - startedAt;
  const perCall = (from: Usage, pid: number) =>
    round4(usageBetween(from, usageOf(pid), windowMs).cpuPercent / Math.max(1, run.calls));
  const figures = { engine: perCall(before.engine, worker.pid), relay: perCall(before.relay, relay.pid) };
  await rig.load.ask({ kind: "hang_up", of: "relay" });
  return {
    seconds: run.seconds,
    cpuPercentPerCall: figures,
    share: figures.engine > 0 ? hundredths(figures.relay / figures.engine) : null,
  };
}

async function warmUp(load: Load, target: Target): Promise<void> {
  await load.ask({ kind: "dial", target, calls: WARM_UP_CALLS, perSecond: 10, turnEveryMs: 3_500 });
  await pause(WARM_UP_MS);
  await load.ask({ kind: "settle" });
  await load.ask({ kind: "hang_up" });
}

/** The least of a few looks, so that garbage of the warm-up does not make calls look cheap. */
async function restingUsage(pid: number): Promise<Usage> {
  let least = usageOf(pid);
  for (let i = 0; i < 4; i += 1) {
    await pause(500);
    const now = usageOf(pid);
    if (now.rssBytes < least.rssBytes) least = now;
  }
  return least;
}

const dial = (load: Load, target: Target, run: Run) =>
  load.ask({
    kind: "dial",
    target,
    calls: run.offered,
    perSecond: DIAL_PER_SECOND,
    turnEveryMs: run.turnEveryMs,
  });

function figuresOf(
  calls: number,
  seconds: number,
  window: WindowFigures,
  frames: Settled,
  usage: { idle: Usage; before: Usage; after: Usage; windowMs: number },
): SideFigures {
  const { cpuPercent, systemPercent, rssBytes } = usageBetween(usage.before, usage.after, usage.windowMs);
  const { p50, p95, p99, max } = window.addedDelayMs;
  return {
    calls,
    seconds,
    addedDelayMs: { p50, p95, p99, max },
    frameLatenessMs: { p50: window.underrunMs.p50, p99: window.underrunMs.p99 },
    eventLoopDelayMs: { p50: 0, p99: 0 },
    lostFrames: frames.framesLost + Math.ceil(frames.voiceBytesLost / 160),
    cpuPercentPerCall: calls === 0 ? 0 : round4(cpuPercent / calls),
    systemPercentPerCall: calls === 0 ? 0 : round4(systemPercent / calls),
    memoryBytesPerCall: calls === 0 ? 0 : Math.round((rssBytes - usage.idle.rssBytes) / calls),
    talkShare: window.talkShare,
    mediaMessages: window.mediaMessages,
  };
}

function pacedLateness(before: WorkerPage, after: WorkerPage): { p50: number; p99: number } | null {
  const lateness = gained(before, after, "aybiza_frame_lateness_seconds");
  return lateness === null ? null : { p50: lateness.p50, p99: lateness.p99 };
}

const only = ({ p50, p99, max }: { p50: number; p99: number; max: number }) => ({ p50, p99, max });
const round4 = (value: number): number => Math.round(value * 10_000) / 10_000;
