import { monitorEventLoopDelay } from "node:perf_hooks";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { TurnMetrics } from "@/lib/contracts/live/events";

const TURN_BUCKETS_S = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1, 1.25, 1.5, 2, 3, 4, 6, 10];
const OWN_BUCKETS_S = [0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.5, 1];

/** Figures read at the moment of asking. */
export type MetricSources = {
  calls(): { slots: number; load: number; reserved: number; draining: boolean };
  journal(): { lagMs: number; fileBytes: number; rejected: number; diskOk: boolean; storeOk: boolean };
  sockets(): number;
};

export type WorkerMetrics = {
  readonly registry: Registry;
  /** The figures of one answered turn. */
  observeTurn(metrics: TurnMetrics): void;
  /** Speech that interrupts → `clear` sent. */
  observeBargeIn(ms: number): void;
  /** How late paced audio left, against its deadline. */
  observeFrameLateness(ms: number): void;
  observeWebhook(path: string, status: number, ms: number): void;
  countCall(
    direction: "inbound" | "outbound",
    outcome: "connected" | "busy" | "refused" | "diverted" | "unknown_number" | "failed",
  ): void;
  countMediaRefused(reason: string): void;
  /** p99 of the event loop's delay over the last seconds. */
  loopDelayP99Ms(): number;
  close(): void;
};

/** The worker's Prometheus metrics. Turn histograms carry LiveKit's names, in seconds; no label holds a tenant, call or number. */
export function createMetrics(sources: MetricSources): WorkerMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const turn = (name: string, help: string) =>
    new Histogram({ name: `lk_agents_turn_${name}_seconds`, help, buckets: TURN_BUCKETS_S, registers });
  const own = (name: string, help: string) =>
    new Histogram({ name: `aybiza_${name}_seconds`, help, buckets: OWN_BUCKETS_S, registers });

  const endToEnd = turn("e2e_latency", "Last caller speech to first agent audio confirmed as played");
  const endOfTurn = turn("end_of_turn_delay", "Last caller speech to the recogniser's end of turn");
  const llm = turn("llm_ttft", "Model request to first spoken token");
  const tts = turn("tts_ttfb", "First text sent to the voice to its first audio");
  const tools = turn("tool", "Time a turn waited for tools");
  const addedDelay = own("turn_added_delay", "End of turn to first audio, the vendors' time taken out");
  const bargeIn = own("barge_in", "Interrupting speech to clear sent");
  const lateness = own("frame_lateness", "How late paced audio left");
  const speculation = new Counter({
    name: "aybiza_turns_total",
    help: "Answered turns by what became of early thinking",
    labelNames: ["speculation"],
    registers,
  });
  const webhooks = new Histogram({
    name: "aybiza_webhook_seconds",
    help: "Time to answer a webhook",
    labelNames: ["path", "status"],
    buckets: OWN_BUCKETS_S,
    registers,
  });
  const calls = new Counter({
    name: "aybiza_call_starts_total",
    help: "Calls by what became of their start",
    labelNames: ["direction", "outcome"],
    registers,
  });
  const refused = new Counter({
    name: "aybiza_media_refused_total",
    help: "Media connections closed for what they sent",
    labelNames: ["reason"],
    registers,
  });
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name: `aybiza_${name}`,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  gauge("calls", "Calls in progress on this worker", () => sources.calls().load);
  gauge("call_slots", "Calls this worker may carry", () => sources.calls().slots);
  gauge("calls_reserved", "Slots held for calls on their way", () => sources.calls().reserved);
  gauge("draining", "1 while no new calls are taken", () => Number(sources.calls().draining));
  gauge("journal_lag_seconds", "Age of the oldest record not stored", () => sources.journal().lagMs / 1_000);
  gauge("journal_file_bytes", "Bytes in the journal's current file", () => sources.journal().fileBytes);
  gauge("journal_rejected", "Records set aside since the start", () => sources.journal().rejected);
  gauge("journal_disk_ok", "0 while the disk takes no records", () => Number(sources.journal().diskOk));
  gauge("journal_store_ok", "0 while the database is away", () => Number(sources.journal().storeOk));
  gauge("live_sockets", "Browsers connected", () => sources.sockets());

  const loop = createLoopDelay();
  gauge("event_loop_delay_p99_seconds", "p99 of the event loop's delay, last 5 s", () => loop.p99Ms() / 1_000);

  const observe = (histogram: Histogram, ms: number | null) => {
    if (ms !== null) histogram.observe(ms / 1_000);
  };
  return {
    registry,
    observeTurn(metrics) {
      observe(endToEnd, metrics.voiceToVoiceMs);
      observe(endOfTurn, metrics.endOfTurnDelayMs);
      observe(llm, metrics.llmTtftMs);
      observe(tts, metrics.ttsTtfbMs);
      observe(tools, metrics.toolMs);
      observe(addedDelay, metrics.addedDelayMs);
      speculation.inc({ speculation: metrics.speculation });
    },
    observeBargeIn: (ms) => observe(bargeIn, ms),
    observeFrameLateness: (ms) => lateness.observe(Math.max(0, ms) / 1_000),
    observeWebhook: (path, status, ms) => webhooks.observe({ path, status: String(status) }, ms / 1_000),
    countCall: (direction, outcome) => calls.inc({ direction, outcome }),
    countMediaRefused: (reason) => refused.inc({ reason }),
    loopDelayP99Ms: () => loop.p99Ms(),
    close: () => loop.close(),
  };
}

/** Two overlapping windows, so that the figure is never older than 5 s nor made of a handful of samples. */
function createLoopDelay() {
  const resolutionMs = 10;
  const current = monitorEventLoopDelay({ resolution: resolutionMs });
  current.enable();
  let last = 0;
  const read = () => Math.max(0, current.percentile(99) / 1e6 - resolutionMs);
  const timer = setInterval(() => {
    last = read();
    current.reset();
  }, 2_500).unref();
  return {
    p99Ms: () => Math.max(last, current.count > 20 ? read() : 0),
    close() {
      clearInterval(timer);
      current.disable();
    },
  };
}
