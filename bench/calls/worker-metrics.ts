import { hundredths } from "./percentiles";

/** prom-client's own clock of the event loop ticks every 10 ms; what is above that is delay. */
const LOOP_RESOLUTION_MS = 10;

export type WorkerPage = {
  value(name: string): number;
  /** Cumulative counts of a histogram by upper bound in ms, and of all. */
  histogram(name: string): { boundsMs: number[]; counts: number[] };
};

/** Reads the worker's /metrics. Reading it starts the measurement of the event loop's delay anew. */
export async function readWorkerPage(callUrl: string): Promise<WorkerPage> {
  const text = await (await fetch(`${callUrl}/metrics`, { signal: AbortSignal.timeout(5_000) })).text();
  return parsePage(text);
}

export function parsePage(text: string): WorkerPage {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return {
    value(name) {
      const line = lines.find((one) => one.startsWith(`${name} `) || one.startsWith(`${name}{`));
      return line === undefined ? Number.NaN : Number(line.slice(line.lastIndexOf(" ") + 1));
    },
    histogram(name) {
      const boundsMs: number[] = [];
      const counts: number[] = [];
      for (const line of lines) {
        const bound = line.startsWith(`${name}_bucket{`) ? /le="([^"]+)"/.exec(line)?.[1] : undefined;
        if (bound === undefined) continue;
        boundsMs.push(bound === "+Inf" ? Infinity : Number(bound) * 1000);
        counts.push(Number(line.slice(line.lastIndexOf(" ") + 1)));
      }
      return { boundsMs, counts };
    },
  };
}

export function loopDelay(page: WorkerPage): { p50: number; p99: number; max: number } {
  const delay = (name: string) => hundredths(Math.max(0, page.value(name) * 1000 - LOOP_RESOLUTION_MS));
  return {
    p50: delay("nodejs_eventloop_lag_p50_seconds"),
    p99: delay("nodejs_eventloop_lag_p99_seconds"),
    max: delay("nodejs_eventloop_lag_max_seconds"),
  };
}

/** Percentiles of what a histogram gained between two pages, read off by straight lines between its bounds; null when nothing. */
export function gained(before: WorkerPage, after: WorkerPage, name: string) {
  const old = before.histogram(name);
  const { boundsMs, counts } = after.histogram(name);
  const cumulative = counts.map((count, index) => count - (old.counts[index] ?? 0));
  const total = cumulative.at(-1) ?? 0;
  if (total === 0) return null;
  const at = (share: number): number => {
    const wanted = total * share;
    const index = cumulative.findIndex((count) => count >= wanted);
    const upper = boundsMs[index] ?? 0;
    const lower = boundsMs[index - 1] ?? 0;
    if (upper === Infinity) return lower;
    const below = cumulative[index - 1] ?? 0;
    return hundredths(lower + ((upper - lower) * (wanted - below)) / Math.max(1, cumulative[index]! - below));
  };
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), count: total };
}
