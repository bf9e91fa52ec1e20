import type { CallEvent, TurnMetrics } from "@/lib/contracts/live/events";

const NO_FIGURES: TurnMetrics = {
  voiceToVoiceMs: null,
  endOfTurnDelayMs: null,
  llmTtftMs: null,
  ttsTtfbMs: null,
  toolMs: null,
  addedDelayMs: null,
  speculation: "none",
};

/** What of an event the caller themselves may be shown: what both sides said, and that the call is over. Null: nothing. */
export function forCaller(event: CallEvent): CallEvent | null {
  const { body } = event;
  switch (body.type) {
    case "segment.final":
      return event;
    case "answer.written":
      return { ...event, body: { ...body, model: null } };
    case "answer.ended":
      return { ...event, body: { ...body, metrics: NO_FIGURES, usage: null } };
    case "call.ended":
      return { ...event, body: { ...body, reason: "" } };
    default:
      return null;
  }
}
