import { collectGarbage } from "./collect-garbage";
import type { LoadReply } from "./protocol";
import { hundredths } from "./percentiles";
import { usageOf } from "./process-usage";
import type { Rig, Worker } from "./rig";
import { loopDelay, readWorkerPage } from "./worker-metrics";

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const WAVE_TALK_MS = 5_000;
const WAVE_REST_MS = 2_000;
/** What an ended call leaves for the carrier's question is kept for two minutes, so memory only settles after some waves. */
const SETTLED_AFTER_SHARE = 0.5;

export type WavesFigures = {
  waves: number;
  callsPerWave: number;
  failedCalls: number;
  /** After each wave, with no call left and the garbage collected. */
  restingRssBytes: number[];
  restingHeapBytes: number[];
  /** Straight line through the later waves. */
  rssBytesPerWave: number;
  heapBytesPerWave: number;
};

/** Waves of calls that begin, talk, and end: what is left in memory after each. */
export async function measureWaves(
  rig: Rig,
  worker: Worker,
  run: { calls: number; waves: number },
): Promise<WavesFigures> {
  const restingRssBytes: number[] = [];
  const restingHeapBytes: number[] = [];
  let failedCalls = 0;
  for (let wave = 0; wave < run.waves; wave += 1) {
    const order = { target: worker.target, calls: run.calls, perSecond: 25, turnEveryMs: 5_000 };
    const dialled = await rig.load.ask({ kind: "dial", ...order });
    failedCalls += dialled.offered - dialled.up;
    await pause(WAVE_TALK_MS);
    await rig.load.ask({ kind: "settle" });
    await rig.load.ask({ kind: "hang_up" });
    await pause(WAVE_REST_MS);
    await collectGarbage(worker.inspectPort);
    restingRssBytes.push(usageOf(worker.pid).rssBytes);
    restingHeapBytes.push((await readWorkerPage(worker.callUrl)).value("nodejs_heap_size_used_bytes"));
  }
  return {
    waves: run.waves,
    callsPerWave: run.calls,
    failedCalls,
    restingRssBytes,
    restingHeapBytes,
    rssBytesPerWave: Math.round(slope(later(restingRssBytes))),
    heapBytesPerWave: Math.round(slope(later(restingHeapBytes))),
  };
}

const later = (values: readonly number[]) => values.slice(Math.floor(values.length * SETTLED_AFTER_SHARE));

/** By least squares, per step. */
export function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  let above = 0;
  let below = 0;
  values.forEach((value, at) => {
    above += (at - middle) * (value - mean);
    below += (at - middle) ** 2;
  });
  return below === 0 ? 0 : above / below;
}

export type StartsFigures = LoadReply["starts"] & {
  perSecond: number;
  seconds: number;
  holdSeconds: number;
  eventLoopDelayMs: { p50: number; p99: number; max: number };
  cpuPercent: number;
};

const HOLD_SECONDS = 4;

/** New calls at a steady rate, each answered, greeted, held for a few seconds and hung up. */
export async function measureStarts(
  rig: Rig,
  worker: Worker,
  run: { perSecond: number; seconds: number },
): Promise<StartsFigures> {
  // A worker that has never taken a call compiles its code in the first ones.
  await rig.load.ask({ kind: "starts", target: worker.target, perSecond: 5, seconds: 6, holdSeconds: 1 });
  await readWorkerPage(worker.callUrl);
  const before = usageOf(worker.pid);
  const startedAt = performance.now();
  const order = { target: worker.target, ...run, holdSeconds: HOLD_SECONDS };
  const figures = await rig.load.ask({ kind: "starts", ...order });
  const cpuMs = usageOf(worker.pid).cpuMs - before.cpuMs;
  const cpuPercent = hundredths((100 * cpuMs) / (performance.now() - startedAt));
  return {
    ...figures,
    ...run,
    holdSeconds: HOLD_SECONDS,
    eventLoopDelayMs: loopDelay(await readWorkerPage(worker.callUrl)),
    cpuPercent,
  };
}

/** How many lines the worker may carry while starts come at this rate, with room to spare. */
export const slotsForStarts = (perSecond: number): number => Math.ceil(perSecond * (HOLD_SECONDS + 20));
