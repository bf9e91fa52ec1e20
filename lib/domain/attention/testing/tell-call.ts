import { CALM, type StoredAttention } from "@/lib/contracts/live/attention";
import type { CallSummary } from "@/lib/contracts/live/call-summary";
import type { CallEventBody } from "@/lib/contracts/live/events";
import { sentimentOf } from "../../sentiment/score-text";
import { noteStored } from "../note-attention";

export const NOW_MS = Date.parse("2026-03-02T15:00:00.000Z");

const metrics = {
  voiceToVoiceMs: 900,
  endOfTurnDelayMs: null,
  llmTtftMs: null,
  ttsTtfbMs: null,
  toolMs: null,
  addedDelayMs: null,
  speculation: "none",
} as const;

/** The facts of one line of a told call; see `tellCall`. */
function factsOf(what: string, text: string, turnId: string): CallEventBody[] {
  const acted = (action: Extract<CallEventBody, { type: "supervisor.acted" }>["action"]): CallEventBody[] => [
    { type: "supervisor.acted", action, userId: "u1", name: text || "Dana", text: "" },
  ];
  const answer = (heard: number): CallEventBody[] => [
    { type: "answer.written", turnId, text, model: "m", kind: "answer" },
    {
      type: "answer.ended",
      segmentId: `${turnId}-s`,
      turnId,
      text,
      heardText: heard === 1 ? text : "",
      heardFraction: heard,
      interrupted: heard < 1,
      startMs: 0,
      endMs: 1,
      metrics,
      usage: null,
    },
  ];
  const part = text as "thinking";
  switch (what) {
    case "caller": {
      const compound = sentimentOf(text, "en") ?? 0;
      return [
        {
          type: "segment.final",
          segmentId: `${turnId}-s`,
          turnId,
          speaker: "caller",
          text,
          startMs: 0,
          endMs: 1,
          confidence: 1,
          source: "speech",
        },
        { type: "sentiment.scored", turnId, compound },
      ];
    }
    case "agent":
      return answer(1);
    case "cut":
      return answer(0.5);
    case "failed":
      return [
        { type: "tool.finished", toolCallId: turnId, turnId, name: text, ok: false, output: null, durationMs: 10 },
      ];
    case "worked":
      return [
        { type: "tool.finished", toolCallId: turnId, turnId, name: text, ok: true, output: null, durationMs: 10 },
      ];
    case "unanswered":
      return [{ type: "question.unanswered", turnId, question: text }];
    case "raised":
      return [{ type: "escalation.raised", escalationId: "e1", cause: "agent", reason: text, mode: "warm" }];
    case "accepted":
    case "declined":
    case "nobody":
      return [{ type: "escalation.moved", escalationId: "e1", to: what, humanAgentName: text || null }];
    case "question":
      return [{ type: "colleague.asked", questionId: "q1", question: text, options: [] }];
    case "reply":
      return [{ type: "colleague.answered", questionId: "q1", answer: text || null, name: "Sam" }];
    case "prompted":
      return [{ type: "silence.prompted", count: 1 }];
    case "down":
      return [{ type: "vendor.failed", part, message: "It did not answer", consequence: "Another is used" }];
    case "up":
      return [{ type: "vendor.recovered", part, gapMs: 900 }];
    case "pause":
    case "resume":
    case "whisper":
    case "take_over":
    case "give_back":
      return acted(what);
    default:
      throw new Error(`no such line: ${what}`);
  }
}

/**
 * A call as its facts make it, told in lines such as `40 caller Can I speak to a person?`: so many seconds before now, who or what, the
 * words. The caller's words are scored as in a real call.
 */
export function tellCall(id: string, ageSeconds: number, lines: readonly string[]): CallSummary {
  let kept: StoredAttention = CALM;
  let turns = 0;
  lines.forEach((line, index) => {
    const [seconds = "", what = "", ...words] = line.split(" ");
    const at = new Date(NOW_MS - Number(seconds) * 1000).toISOString();
    for (const body of factsOf(what, words.join(" "), `t${index}`)) {
      kept = noteStored(kept, { at, body });
      if (body.type === "segment.final" || body.type === "answer.ended") turns += 1;
    }
  });
  const startedAt = new Date(NOW_MS - ageSeconds * 1000).toISOString();
  return {
    id,
    status: "in_progress",
    direction: "inbound",
    channel: "phone",
    kind: "regular",
    from: "+12025550101",
    to: "+12025550100",
    businessId: "b1",
    businessName: "Bright Dental",
    timeZone: "America/New_York",
    agentId: "a1",
    agentName: "Front desk",
    agentVersion: 3,
    startedAt,
    answeredAt: startedAt,
    endedAt: null,
    durationMs: null,
    disposition: null,
    endReason: null,
    turns,
    interruptions: kept.attention.interruptions,
    medianVoiceToVoiceMs: 900,
    lastLine: null,
    ...kept,
  };
}
