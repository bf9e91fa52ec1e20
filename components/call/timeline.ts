import { toolTitle } from "@/lib/domain/agents/tool-words";
import type { LiveCall } from "@/lib/domain/live-call/apply-event";
import { actedWords } from "@/lib/domain/live-call/step-in-words";
import type { Voice } from "./transcript-row";

type Span = { key: string; turnId: string; voice: Voice; startMs: number; endMs: number };
type Mark = { key: string; kind: "interrupted" | "tool" | "acted"; atMs: number; label: string };
export type Timeline = { spans: Span[]; marks: Mark[]; lengthMs: number };

/** Lays a call out in time. A tool has no time of its own: it stands where the line before it ended. */
export function timelineOf(call: LiveCall): Timeline {
  const spans: Span[] = [];
  const marks: Mark[] = [];
  for (const item of call.items) {
    if (item.kind === "said") {
      spans.push({ key: item.key, turnId: item.turnId, voice: item.speaker, startMs: item.startMs, endMs: item.endMs });
    } else if (item.kind === "answer" && item.outcome) {
      const { startMs, endMs, interrupted } = item.outcome;
      spans.push({ key: item.key, turnId: item.turnId, voice: "agent", startMs, endMs });
      if (interrupted) marks.push({ key: `cut-${item.key}`, kind: "interrupted", atMs: endMs, label: "interrupted" });
    } else if (item.kind === "tools") {
      const label = item.uses.map(({ name, title }) => toolTitle(name, title)).join(", ");
      marks.push({ key: item.key, kind: "tool", atMs: spans.at(-1)?.endMs ?? 0, label });
    } else if (item.kind === "acted" && item.atMs !== null) {
      marks.push({ key: item.key, kind: "acted", atMs: item.atMs, label: actedWords(item) });
    }
  }
  const spokenMs = spans.reduce((longest, { endMs }) => Math.max(longest, endMs), 0);
  const lengthMs = Math.max(spokenMs, call.ended?.durationMs ?? 0, 1);
  return { spans: joined(spans, lengthMs / MOST_SPANS), marks, lengthMs };
}

/** So many can be told apart on a screen. */
const MOST_SPANS = 600;

/** In a long call what one voice says after pauses too short to be seen is one piece. */
function joined(spans: readonly Span[], gapMs: number): Span[] {
  if (spans.length <= MOST_SPANS) return [...spans];
  const lanes = new Map<Voice, Span>();
  const kept: Span[] = [];
  for (const span of spans) {
    const last = lanes.get(span.voice);
    if (last && span.startMs - last.endMs < gapMs && span.endMs - last.startMs < 4 * gapMs) {
      last.endMs = Math.max(last.endMs, span.endMs);
      continue;
    }
    const own = { ...span };
    lanes.set(span.voice, own);
    kept.push(own);
  }
  return kept;
}
