import { CallLine } from "@/call-worker/session/summary-of-call";
import type { CallSummary } from "@/lib/contracts/live/call-summary";
import type { CallEventBody } from "@/lib/contracts/live/events";
import { SITUATIONS } from "@/lib/domain/attention/testing/situations";
import { NOW_MS, tellCall } from "@/lib/domain/attention/testing/tell-call";

/** Of one call: more than people can speak. */
const MOST_CHANGES_A_SECOND = 2;
const TICK_MS = 20;
const ISO = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;

export type Wall = {
  all(): readonly CallSummary[];
  /** Begins to change the calls. Returns what ends it. */
  run(onChange: (call: CallSummary) => void): () => void;
};

/** Made-up calls of every kind. */
function callsOf(count: number): CallSummary[] {
  const shiftMs = Date.now() - NOW_MS;
  return Array.from({ length: count }, (_, index): CallSummary => {
    const { ageSeconds, lines } = SITUATIONS[index % SITUATIONS.length] ?? { ageSeconds: 60, lines: [] };
    const told = tellCall(`00000000-0000-7000-8000-${String(index).padStart(12, "0")}`, ageSeconds + index, lines);
    const moved = JSON.stringify(told).replace(ISO, (at) => new Date(Date.parse(at) + shiftMs).toISOString());
    const from = `+1415555${String(1000 + index)}`;
    const business = { businessId: `b${index % 3}`, businessName: `Business ${index % 3}` };
    return { ...(JSON.parse(moved) as CallSummary), from, ...business };
  });
}

const said = () => `And what about the second one, sent ${Date.now()}`;

/** Every call changes all the time. */
export function wallAtMost(count: number): Wall {
  const calls = callsOf(count);
  let next = 0;
  let step = 0;
  const change = (): CallSummary => {
    const index = next++ % count;
    step += 1;
    const call = calls[index] as CallSummary;
    const { attention } = call;
    // Every fifth call is not spoken in, so that silences grow and the order changes.
    const quiet = index % 5 === 0 ? {} : { quietSince: new Date().toISOString(), lastSpeaker: "agent" as const };
    const sentiment = [...attention.sentiment, Math.sin(step * 0.37)].slice(-12);
    const changed = {
      ...call,
      turns: call.turns + 1,
      lastLine: said(),
      attention: { ...attention, sentiment, ...quiet },
    };
    calls[index] = changed;
    return changed;
  };
  return {
    all: () => calls,
    run(onChange) {
      const startedAt = performance.now();
      let sent = 0;
      const timer = setInterval(() => {
        const due = Math.floor(((performance.now() - startedAt) / 1000) * count * MOST_CHANGES_A_SECOND);
        for (; sent < due; sent += 1) onChange(change());
      }, TICK_MS);
      return () => clearInterval(timer);
    },
  };
}

const metrics = {
  voiceToVoiceMs: 900,
  endOfTurnDelayMs: null,
  llmTtftMs: null,
  ttsTtfbMs: null,
  toolMs: null,
  addedDelayMs: null,
  speculation: "none",
} as const;

/** In every call somebody speaks and is answered, in a rhythm of its own; what changes is what the worker's own line of a call makes of it. */
export function wallOfSpeech(count: number): Wall {
  const lines = callsOf(count).map((call) => new CallLine(call));
  return {
    all: () => lines.map(({ current }) => current),
    run(onChange) {
      const timers = new Set<ReturnType<typeof setTimeout>>();
      const stops = lines.map((line, index) => speak(line, index, onChange, timers));
      return () => {
        for (const stop of stops) stop();
        for (const timer of timers) clearTimeout(timer);
      };
    },
  };
}

function speak(
  line: CallLine,
  index: number,
  onChange: (call: CallSummary) => void,
  timers: Set<ReturnType<typeof setTimeout>>,
): () => void {
  let isOver = false;
  let seed = index + 1;
  let turn = 0;
  const between = (low: number, high: number) => {
    seed = (seed * 16_807) % 2_147_483_647;
    return low + (seed / 2_147_483_647) * (high - low);
  };
  const wait = (seconds: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        resolve();
      }, seconds * 1000);
      timers.add(timer);
    });
  const callId = line.current.id;
  const note = (...bodies: CallEventBody[]) => {
    const at = new Date().toISOString();
    for (const body of bodies) if (line.apply({ callId, seq: turn, at, body })) onChange(line.current);
  };
  const converse = async () => {
    await wait(between(0, 9));
    while (!isOver) {
      const turnId = `t${(turn += 1)}`;
      const segment = { segmentId: `${turnId}-s`, turnId, startMs: 0, endMs: 1 };
      if (line.hear({ caller: { turnId, text: "And", startMs: 0 }, agent: null }, new Date().toISOString()))
        onChange(line.current);
      await wait(between(1.2, 4));
      note(
        { type: "segment.final", ...segment, speaker: "caller", text: said(), confidence: 1, source: "speech" },
        { type: "sentiment.scored", turnId, compound: Math.sin(turn + index) },
      );
      await wait(between(0.6, 1.2));
      note({ type: "answer.written", turnId, text: said(), model: "m", kind: "answer" });
      await wait(between(2, 7));
      const heard = said();
      const answer = { text: heard, heardText: heard, heardFraction: 1, interrupted: false, metrics, usage: null };
      note({ type: "answer.ended", ...segment, ...answer });
      // Some callers take their time, so that silences grow and the order changes.
      await wait(index % 5 === 0 ? between(4, 20) : between(0.3, 2));
    }
  };
  void converse();
  return () => (isOver = true);
}
