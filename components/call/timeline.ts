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
      const label = item.uses.map(({ name }) => name).join(", ");
      marks.push({ key: item.key, kind: "tool", atMs: spans.at(-1)?.endMs ?? 0, label });
    } else if (item.kind === "acted" && item.atMs !== null) {
      marks.push({ key: item.key, kind: "acted", atMs: item.atMs, label: actedWords(item) });
    }
  }
  const spokenMs = spans.reduce((longest, { endMs }) => Math.max(longest, endMs), 0);
  return { spans, marks, lengthMs: Math.max(spokenMs, call.ended?.durationMs ?? 0, 1) };
}
