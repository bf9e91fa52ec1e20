import { createHash } from "node:crypto";
import type { CallEventBody, Disposition, TurnMetrics } from "@/lib/contracts/live/events";
import type { CallStatus } from "@/lib/contracts/live/call-summary";
import type { StatusReport } from "@/lib/domain/call/status";
import type { NextInstruction } from "../workers/control-command";
import type { EventRecord } from "./records";

export type SegmentRow = {
  segmentId: string;
  seq: number;
  turnId: string;
  speaker: string;
  text: string;
  heardText: string | null;
  interrupted: boolean;
  startMs: number;
  endMs: number;
  confidence: number | null;
  source: string;
  at: string;
};

export type TurnRow = {
  turnId: string;
  seq: number;
  at: string;
  startMs: number;
  endMs: number;
  heardFraction: number;
  interrupted: boolean;
  metrics: TurnMetrics;
  usage: Extract<CallEventBody, { type: "answer.ended" }>["usage"];
};

export type MessageRow = { id: string; callerName: string; callbackNumber: string; text: string; at: string };

/** What an event says beyond itself. */
export type Projection = {
  segment?: SegmentRow;
  turn?: TurnRow;
  message?: MessageRow;
  status?: StatusReport;
  disposition?: Disposition;
  /** What the carrier is told when the stream closes. */
  next?: NextInstruction;
};

/** The rows and the status that follow from one event. Pure: replayed, it says the same. */
export function projectEvent(record: EventRecord): Projection {
  const { body, seq, at } = record;
  switch (body.type) {
    case "line.connected":
      return { status: { status: "in_progress", atMs: Date.parse(at), reason: null } };
    case "segment.final": {
      const { segmentId, turnId, speaker, text, startMs, endMs, confidence, source } = body;
      const said = { segmentId, seq, turnId, speaker, text, startMs, endMs, confidence, source, at };
      return { segment: { ...said, heardText: null, interrupted: false } };
    }
    case "answer.ended": {
      const { segmentId, turnId, text, heardText, interrupted, startMs, endMs, heardFraction, metrics, usage } = body;
      const spoken = { segmentId, seq, turnId, text, heardText, interrupted, startMs, endMs, at };
      return {
        segment: { ...spoken, speaker: "agent", confidence: null, source: "speech" },
        turn: { turnId, seq, at, startMs, endMs, heardFraction, interrupted, metrics, usage },
      };
    }
    case "message.taken": {
      const { messageId, callerName, callbackNumber, text } = body;
      return { message: { id: messageUuid(record.callId, messageId), callerName, callbackNumber, text, at } };
    }
    case "call.transferring":
      // To a person, it is their name: the caller follows to where they wait, which the call's worker alone knows.
      return body.to.startsWith("+") ? { next: { kind: "dial", to: body.to } } : {};
    case "call.ended": {
      const { disposition, reason } = body;
      const status = { status: STATUS_OF[disposition], atMs: Date.parse(at), reason };
      // A transferred call goes on where the transfer said.
      return disposition === "transferred"
        ? { status, disposition }
        : { status, disposition, next: { kind: "hang_up" } };
    }
    default:
      return {};
  }
}

const STATUS_OF: Readonly<Record<Disposition, CallStatus>> = {
  caller_hung_up: "completed",
  agent_ended: "completed",
  silence: "completed",
  max_duration: "completed",
  loop_stopped: "completed",
  voicemail_left: "completed",
  no_person: "completed",
  transferred: "escalated",
  killed: "completed",
  refused: "failed",
  failed: "failed",
};

/** Several answers of one turn (a filler, then the answer) as one row: the first delays that were measured, all tokens. */
export function mergeTurns(a: TurnRow, b: TurnRow): TurnRow {
  const [first, last] = a.seq <= b.seq ? [a, b] : [b, a];
  const pick = <K extends keyof TurnMetrics>(key: K) => first.metrics[key] ?? last.metrics[key];
  return {
    ...last,
    startMs: Math.min(first.startMs, last.startMs),
    endMs: Math.max(first.endMs, last.endMs),
    interrupted: first.interrupted || last.interrupted,
    metrics: {
      voiceToVoiceMs: pick("voiceToVoiceMs"),
      endOfTurnDelayMs: pick("endOfTurnDelayMs"),
      llmTtftMs: pick("llmTtftMs"),
      ttsTtfbMs: pick("ttsTtfbMs"),
      toolMs: pick("toolMs"),
      knowledgeMs: pick("knowledgeMs") ?? null,
      addedDelayMs: pick("addedDelayMs"),
      speculation: first.metrics.speculation === "none" ? last.metrics.speculation : first.metrics.speculation,
    },
    usage: sumUsage(first.usage, last.usage),
  };
}

function sumUsage(a: TurnRow["usage"], b: TurnRow["usage"]): TurnRow["usage"] {
  if (a === null) return b;
  if (b === null) return a;
  return {
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    cacheReadTokens: a.cacheReadTokens + b.cacheReadTokens,
    cacheWriteTokens: a.cacheWriteTokens + b.cacheWriteTokens,
  };
}

/** A message's id as a UUID: its own when it is one, else always the same one made of call and id. */
function messageUuid(callId: string, messageId: string): string {
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(messageId)) return messageId.toLowerCase();
  const hex = createHash("sha256").update(`${callId}\n${messageId}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
