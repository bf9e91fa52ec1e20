import type { CallStatus } from "@/lib/contracts/live/call-summary";

/**
 * Statuses from the least to the most that can be known of a call. A call only ever moves to the right, so its status is the
 * greatest one reported, whatever the order, number or delay of the reports. What we know better than the carrier comes last:
 * it says "completed" for a call in which our side failed, and for one we handed to a person.
 */
export const CALL_STATUS_ORDER = [
  "initiated",
  "ringing",
  "in_progress",
  "completed",
  "canceled",
  "no_answer",
  "busy",
  "failed",
  "escalated",
] as const satisfies readonly CallStatus[];

const RANKS = new Map<CallStatus, number>(CALL_STATUS_ORDER.map((status, rank) => [status, rank]));
const FIRST_TERMINAL_RANK = CALL_STATUS_ORDER.indexOf("completed");

/** How much a status says: 0 is `initiated`. */
export const callStatusRank = (status: CallStatus): number => RANKS.get(status) ?? 0;

/** True when nothing more can happen on the line. */
export const isTerminalStatus = (status: CallStatus): boolean => callStatusRank(status) >= FIRST_TERMINAL_RANK;

export const OPEN_STATUSES: readonly CallStatus[] = CALL_STATUS_ORDER.slice(0, FIRST_TERMINAL_RANK);

/** One report about a call, from the carrier or from the worker that holds it. `atMs` is when it happened (epoch ms), not when it came. */
export type StatusReport = { status: CallStatus; atMs: number; reason: string | null };

export type CallProgress = {
  status: CallStatus;
  /** First moment the far end answered; null if it never did. Epoch ms. */
  answeredAtMs: number | null;
  /** First moment the call was known to be over. Epoch ms. */
  endedAtMs: number | null;
  /** Why it ended, from the report whose status counts. */
  reason: string | null;
};

export const newCallProgress: CallProgress = { status: "initiated", answeredAtMs: null, endedAtMs: null, reason: null };

/** What one report alone says. */
export function progressOf({ status, atMs, reason }: StatusReport): CallProgress {
  const ended = isTerminalStatus(status);
  return {
    status,
    answeredAtMs: status === "in_progress" ? atMs : null,
    endedAtMs: ended ? atMs : null,
    reason: ended ? reason : null,
  };
}

/** Joins what two sources know. Commutative, associative and idempotent, so reports may come reversed, twice or in parallel. */
export function joinCallProgress(a: CallProgress, b: CallProgress): CallProgress {
  const difference = callStatusRank(a.status) - callStatusRank(b.status);
  return {
    status: difference >= 0 ? a.status : b.status,
    answeredAtMs: earliest(a.answeredAtMs, b.answeredAtMs),
    endedAtMs: earliest(a.endedAtMs, b.endedAtMs),
    reason: difference > 0 ? a.reason : difference < 0 ? b.reason : firstText(a.reason, b.reason),
  };
}

/** The call after one more report. */
export const applyStatusReport = (progress: CallProgress, report: StatusReport): CallProgress =>
  joinCallProgress(progress, progressOf(report));

/** Time between answer and end; null unless both happened. Never negative, though two clocks may disagree. */
export function talkDurationMs({ answeredAtMs, endedAtMs }: CallProgress): number | null {
  return answeredAtMs === null || endedAtMs === null ? null : Math.max(0, endedAtMs - answeredAtMs);
}

function earliest(a: number | null, b: number | null): number | null {
  if (a === null) return b;
  return b === null ? a : Math.min(a, b);
}

/** An arbitrary but order-free choice between two reasons for the same status. */
function firstText(a: string | null, b: string | null): string | null {
  if (a === null) return b;
  return b === null || a <= b ? a : b;
}
