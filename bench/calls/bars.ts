import type { StartsFigures, WavesFigures } from "./other-runs";
import type { EngineFigures, SideFigures } from "./steady-run";

/** One line of the report: what was measured, what it must be, whether it is. `holds` null: told without a bar. */
export type Bar = { what: string; measured: string; bar: string; holds: boolean | null };

const MEBIBYTE = 1024 * 1024;
/** With few calls the worker's own work (journal, heartbeat, metrics) counts as theirs; what a core carries shows when there are many. */
const LEAST_CALLS_TO_COMPARE = 100;
const LEAST_CALLS_FOR_MEMORY = 20;

export function steadyBars(engine: EngineFigures, relay: SideFigures | null): Bar[] {
  const { calls, addedDelayMs, bargeInMs, frameLatenessMs, eventLoopDelayMs, underrunMs } = engine;
  const delayBarMs = calls === 1 ? 5 : 20;
  const { sideBySide } = engine;
  const share = sideBySide?.share ?? null;
  return [
    below(`added delay per turn, p95 of ${engine.turns}`, addedDelayMs.p95, delayBarMs, "ms"),
    { what: "lost frames", measured: String(engine.lostFrames), bar: "0", holds: engine.lostFrames === 0 },
    below("pacing lateness, p99", frameLatenessMs.p99, 20, "ms"),
    below(
      `audio too late for the caller, p99 (${underrunMs.count} of ${engine.mediaMessages})`,
      underrunMs.p99,
      20,
      "ms",
    ),
    below("event-loop delay, p99", eventLoopDelayMs.p99, 20, "ms"),
    below(`barge-in: speech to clear, p99 of ${engine.bargeIns}`, bargeInMs.p99, 60, "ms"),
    {
      what: "messages of the old answer after clear",
      measured: String(engine.oldFramesAfterClear),
      bar: "0",
      holds: engine.oldFramesAfterClear === 0,
    },
    {
      what: "turns and barge-ins without effect, calls dropped",
      measured: `${engine.failedTurns}, ${engine.failedBargeIns}, ${engine.droppedCalls}`,
      bar: "0, 0, 0",
      holds: engine.failedTurns + engine.failedBargeIns + engine.droppedCalls === 0,
    },
    {
      what: "CPU a call, alone: engine (relay)",
      measured: `${engine.cpuPercentPerCall} % (${relay ? `${relay.cpuPercentPerCall} %` : "not measured"})`,
      bar: "",
      holds: null,
    },
    {
      what: "share of the relay's calls per core, side by side",
      measured: sideBySide && share !== null ? shareInWords(sideBySide.cpuPercentPerCall, share) : "not measured",
      bar: ">= 60 %",
      holds: share === null || calls < LEAST_CALLS_TO_COMPARE ? null : share >= 0.6,
    },
    {
      what: "memory a call",
      measured: `${(engine.memoryBytesPerCall / MEBIBYTE).toFixed(2)} MiB`,
      bar: "< 1 MiB",
      holds: calls < LEAST_CALLS_FOR_MEMORY ? null : engine.memoryBytesPerCall < MEBIBYTE,
    },
  ];
}

const shareInWords = (cpu: { engine: number; relay: number }, share: number): string =>
  `${Math.round(share * 100)} % (${cpu.relay} / ${cpu.engine})`;

export function overloadBars(engine: EngineFigures, slots: number): Bar[] {
  const refused = engine.offered - engine.calls;
  return [
    {
      what: `offered ${engine.offered}: accepted`,
      measured: String(engine.calls),
      bar: String(slots),
      holds: engine.calls === slots,
    },
    {
      what: "the others heard that all lines are busy",
      measured: String(engine.busy),
      bar: String(refused),
      holds: engine.busy === refused,
    },
  ];
}

/** Less than a call's own record: a leak of one object a call would show. Pages that are only half in use cost some more. */
const FLAT_HEAP_BYTES_PER_CALL = 1_024;
const FLAT_RSS_BYTES_PER_CALL = 8_192;

export function wavesBars(waves: WavesFigures): Bar[] {
  const { callsPerWave, heapBytesPerWave, rssBytesPerWave } = waves;
  const flat = (what: string, bytesPerWave: number, mostBytes: number): Bar => ({
    what: `${what} left behind by a call, later waves`,
    measured: `${(bytesPerWave / callsPerWave / 1024).toFixed(2)} KiB`,
    bar: `< ${mostBytes / 1024} KiB`,
    holds: bytesPerWave < mostBytes * callsPerWave,
  });
  return [
    {
      what: `calls that failed in ${waves.waves} waves of ${callsPerWave}`,
      measured: String(waves.failedCalls),
      bar: "0",
      holds: waves.failedCalls === 0,
    },
    flat("heap", heapBytesPerWave, FLAT_HEAP_BYTES_PER_CALL),
    flat("resident memory", rssBytesPerWave, FLAT_RSS_BYTES_PER_CALL),
  ];
}

export function startsBars(starts: StartsFigures): Bar[] {
  return [
    below(`TwiML, p99 of ${starts.offered}`, starts.twimlMs.p99, 300, "ms"),
    { what: "calls lost", measured: String(starts.lost), bar: "0", holds: starts.lost === 0 },
    {
      what: "webhook to the greeting's first audio, p50 and p99",
      measured: `${starts.firstAudioMs.p50} and ${starts.firstAudioMs.p99} ms`,
      bar: "",
      holds: null,
    },
    { what: "event-loop delay, p99", measured: `${starts.eventLoopDelayMs.p99} ms`, bar: "", holds: null },
    { what: "CPU of the worker", measured: `${starts.cpuPercent} %`, bar: "", holds: null },
  ];
}

const below = (what: string, value: number, bar: number, unit: string): Bar => ({
  what,
  measured: `${value} ${unit}`,
  bar: `< ${bar} ${unit}`,
  holds: value < bar,
});

export function table(bars: readonly Bar[]): string {
  const width = (read: (bar: Bar) => string) => Math.max(...bars.map((bar) => read(bar).length));
  const [whats, figures, limits] = [
    width(({ what }) => what),
    width(({ measured }) => measured),
    width(({ bar }) => bar),
  ];
  return bars
    .map(({ what, measured, bar, holds }) => {
      const verdict = holds === null ? "" : holds ? "holds" : "FAILS";
      return `  ${what.padEnd(whats)}  ${measured.padStart(figures)}  ${bar.padEnd(limits)}  ${verdict}`.trimEnd();
    })
    .join("\n");
}
