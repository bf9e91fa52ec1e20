import type { TurnMetrics } from "@/lib/contracts/live/events";
import type { LiveCall } from "@/lib/domain/live-call/apply-event";
import { percentile, timingsOf } from "./answer-stages";

export type CallFigures = {
  questions: number;
  answers: number;
  interruptions: number;
  toolCalls: number;
  /** How much of what the agent said was played to the caller, 0 to 1, by its letters; null before it said anything. */
  heardShare: number | null;
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
    heardShare: heardShareOf(answers.flatMap(({ text, outcome }) => (outcome ? [{ text, ...outcome }] : []))),
    medianMs: percentile(delays, 0.5),
    p95Ms: percentile(delays, 0.95),
    last: last?.outcome?.metrics ?? null,
  };
}

function heardShareOf(answers: readonly { text: string; heardFraction: number }[]): number | null {
  const said = answers.reduce((sum, { text }) => sum + text.length, 0);
  const heard = answers.reduce((sum, { text, heardFraction }) => sum + text.length * heardFraction, 0);
  return said === 0 ? null : heard / said;
}
