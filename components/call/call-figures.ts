import type { TurnMetrics } from "@/lib/contracts/live/events";
import type { LiveCall } from "@/lib/domain/live-call/apply-event";
import { percentile, timingsOf } from "./answer-stages";

export type CallFigures = {
  questions: number;
  answers: number;
  interruptions: number;
  toolCalls: number;
  medianMs: number | null;
  p95Ms: number | null;
  /** The newest answer that somebody waited for. */
  last: TurnMetrics | null;
};

/** What can be counted from a call's transcript alone, so that page and live view never disagree. */
export function figuresOf(call: LiveCall): CallFigures {
  const answers = call.items.filter((item) => item.kind === "answer");
  const delays = timingsOf(call).map(({ voiceToVoiceMs }) => voiceToVoiceMs);
  const last = answers.findLast(({ outcome }) => outcome !== null && outcome.metrics.voiceToVoiceMs !== null);
  return {
    questions: call.items.filter((item) => item.kind === "said" && item.speaker === "caller").length,
    answers: answers.length,
    interruptions: answers.filter(({ outcome }) => outcome?.interrupted).length,
    toolCalls: call.items.reduce((sum, item) => sum + (item.kind === "tools" ? item.uses.length : 0), 0),
    medianMs: percentile(delays, 0.5),
    p95Ms: percentile(delays, 0.95),
    last: last?.outcome?.metrics ?? null,
  };
}
