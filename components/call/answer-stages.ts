import type { TurnMetrics } from "@/lib/contracts/live/events";
import type { LiveCall } from "@/lib/domain/live-call/apply-event";

export type StageKey = "turn" | "knowledge" | "tool" | "token" | "audio" | "ours";
export type Stage = { key: StageKey; label: string; ms: number };

/** What each stage is called and drawn in (charts take the colour, markup a class), in the order in which they happen. */
export const STAGES: readonly { key: StageKey; label: string; color: string; swatch: string; bar: string }[] = [
  {
    key: "turn",
    label: "end of turn",
    color: "var(--stage-turn)",
    swatch: "bg-(--stage-turn)",
    bar: "fill-(--stage-turn)",
  },
  {
    key: "knowledge",
    label: "knowledge",
    color: "var(--stage-knowledge)",
    swatch: "bg-(--stage-knowledge)",
    bar: "fill-(--stage-knowledge)",
  },
  { key: "tool", label: "tools", color: "var(--stage-tool)", swatch: "bg-(--stage-tool)", bar: "fill-(--stage-tool)" },
  {
    key: "token",
    label: "first token",
    color: "var(--stage-token)",
    swatch: "bg-(--stage-token)",
    bar: "fill-(--stage-token)",
  },
  {
    key: "audio",
    label: "first audio",
    color: "var(--stage-audio)",
    swatch: "bg-(--stage-audio)",
    bar: "fill-(--stage-audio)",
  },
  {
    key: "ours",
    label: "our part",
    color: "var(--stage-ours)",
    swatch: "bg-(--stage-ours)",
    bar: "fill-(--stage-ours)",
  },
];

const stageMs = (metrics: TurnMetrics): Record<StageKey, number | null> => ({
  turn: metrics.endOfTurnDelayMs,
  knowledge: metrics.knowledgeMs ?? null,
  tool: metrics.toolMs,
  token: metrics.llmTtftMs,
  audio: metrics.ttsTtfbMs,
  ours: metrics.addedDelayMs,
});

/** The stages that happened, in order. */
export function stagesOf(metrics: TurnMetrics): Stage[] {
  const all = stageMs(metrics);
  return STAGES.flatMap(({ key, label }) => {
    const ms = all[key];
    // What answered at once took no part in the wait.
    return ms === null || ((key === "tool" || key === "knowledge") && ms < 1) ? [] : [{ key, label, ms }];
  });
}

export type AnswerTiming = {
  turnId: string;
  /** The answer's place among the measured ones, from 1. */
  number: number;
  startMs: number;
  voiceToVoiceMs: number;
  interrupted: boolean;
  text: string;
} & Record<StageKey, number>;

/** One entry per answer whose delay the caller felt; a greeting has none. */
export function timingsOf(call: LiveCall): AnswerTiming[] {
  const timings: AnswerTiming[] = [];
  for (const item of call.items) {
    if (item.kind !== "answer" || !item.outcome || item.outcome.metrics.voiceToVoiceMs === null) continue;
    const { metrics, startMs, interrupted, heardText } = item.outcome;
    const stages = stageMs(metrics);
    timings.push({
      turnId: item.turnId,
      number: timings.length + 1,
      startMs,
      voiceToVoiceMs: item.outcome.metrics.voiceToVoiceMs,
      interrupted,
      text: heardText || item.text,
      turn: stages.turn ?? 0,
      knowledge: stages.knowledge ?? 0,
      tool: stages.tool ?? 0,
      token: stages.token ?? 0,
      audio: stages.audio ?? 0,
      ours: stages.ours ?? 0,
    });
  }
  return timings;
}

/** The value below which the share `p` (0–1) of the values lies, by nearest rank; null of none. */
export function percentile(values: readonly number[], p: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] ?? null;
}
