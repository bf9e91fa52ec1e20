import { parseArgs } from "node:util";
import type { CallEvent, CallEventBody } from "@/lib/contracts/live/events";
import { PACKS, rulesOf } from "@/lib/domain/quality/compliance/packs";
import { newCallWatch, watchedOf, watchEvent } from "@/lib/domain/quality/watch-call";
import { valenceIn } from "@/lib/domain/sentiment/score-text";

/**
 * npm run bench:scoring -- [--json] [--segments N] [--rules N]: what scoring adds to the worker for each thing said: sentiment, every pack's rules and N of
 * the business's own (half of them patterns), and the score so far.
 */
const { values } = parseArgs({
  options: { json: { type: "boolean" }, segments: { type: "string" }, rules: { type: "string" } },
});
const segments = Number(values.segments ?? 20_000);
const own = Number(values.rules ?? 40);
/** What one thing said may cost, in milliseconds. */
const LIMIT_MS = 2;

const WORDS =
  "I would like to know what a cleaning costs and whether you have time on Friday because my last visit was terrible and nobody called me back".split(
    " ",
  );
const textOf = (n: number): string =>
  Array.from({ length: 8 + (n % 60) }, (_, at) => WORDS[(n * 7 + at * 3) % WORDS.length]).join(" ");

const definitions = Array.from({ length: own }, (_, n) => ({
  key: `own-${n}`,
  enabled: true,
  definition: {
    name: `Rule ${n}`,
    severity: "minor" as const,
    remedy: "Look at it.",
    scope: "all" as const,
    check: {
      kind: "must_not_say" as const,
      who: "anyone" as const,
      match:
        n % 2 === 0
          ? { kind: "phrase" as const, phrases: Array.from({ length: 10 }, (_, at) => `never said ${n} ${at}`) }
          : { kind: "pattern" as const, pattern: `\\bpromise[ds]? .{0,40} ${n} (?:percent|dollars)\\b` },
    },
  },
}));
const checks = ["ai_disclosed", "recording_announced", "no_sensitive_data"] as const;
const rules = rulesOf({ type: "sales", industry: "Dental practice" }, checks, definitions).filter(
  ({ enabled }) => enabled,
);
const watched = watchedOf(
  { rules, weights: { sentiment: 1, compliance: 1, accuracy: 1, professionalism: 1 } },
  "Harbour Dental",
);

let watch = newCallWatch(watched);
let seq = 0;
const startedAt = Date.parse("2026-01-01T10:00:00Z");
function tell(body: CallEventBody, atMs: number): void {
  const event: CallEvent = { callId: "bench", seq: (seq += 1), at: new Date(startedAt + atMs).toISOString(), body };
  const next = watchEvent(watched, watch, event);
  watch = next.watch;
  for (const fact of next.facts) tell(fact, atMs);
}

tell({ type: "line.connected", streamSid: "bench", resumed: false }, 0);
const took: number[] = [];
/** Processor time, which a busy machine does not stretch, by blocks: its clock is too coarse for one segment. */
const BLOCK = 20;
const cpu: number[] = [];
let blockFrom = process.cpuUsage();
for (let n = 0; n < segments; n += 1) {
  // A call of some 60 turns begins anew: its state stays what it is in calls.
  if (n % 60 === 0) watch = { ...newCallWatch(watched), connectedAtMs: startedAt };
  const text = textOf(n);
  const atMs = (n % 60) * 4_000;
  const before = performance.now();
  tell(
    {
      type: "segment.final",
      segmentId: `s${n}`,
      turnId: `t${n}`,
      speaker: "caller",
      text,
      startMs: atMs,
      endMs: atMs + 3_000,
      confidence: 1,
      source: "speech",
    },
    atMs,
  );
  const valence = valenceIn(text, "en");
  if (valence) tell({ type: "sentiment.scored", turnId: `t${n}`, ...valence }, atMs);
  took.push(performance.now() - before);
  if ((n + 1) % BLOCK !== 0) continue;
  const { user, system } = process.cpuUsage(blockFrom);
  cpu.push((user + system) / 1_000 / BLOCK);
  blockFrom = process.cpuUsage();
}
const percentiles = (values: number[]) => {
  values.sort((a, b) => a - b);
  const at = (share: number) =>
    Math.round((values[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0) * 1_000) / 1_000;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
};
const processor = percentiles(cpu);
const report = {
  segments,
  rules: rules.length,
  packs: PACKS.length,
  perSegmentMs: { processor, wall: percentiles(took) },
  limitMs: LIMIT_MS,
  isKept: processor.p99 < LIMIT_MS,
};
if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`);
else {
  const { wall } = report.perSegmentMs;
  process.stdout.write(
    `${report.rules} rules, ${segments} segments; for each, of the processor: p50 ${processor.p50} ms, p99 ${processor.p99} ms (limit ${LIMIT_MS} ms: ${report.isKept ? "kept" : "broken"}); by the clock: p50 ${wall.p50} ms, p99 ${wall.p99} ms\n`,
  );
}
process.exitCode = report.isKept ? 0 : 1;
