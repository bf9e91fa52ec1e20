import type { EscalationCause, EscalationPriority, EscalationState } from "@/lib/contracts/escalations";

/**
 * How an escalation may go on. `waiting`: a person is looked for · `in_progress`: one has taken it · `callback`: somebody has to get back to the
 * caller · `abandoned`: the caller was gone first · `completed`: settled. What is over can be reopened, and is then waiting for a call back. While the call
 * goes on, the search can begin anew.
 */
const NEXT: Readonly<Record<EscalationState, readonly EscalationState[]>> = {
  waiting: ["in_progress", "callback", "completed", "abandoned"],
  // Back to `waiting` when who took it did not come.
  in_progress: ["waiting", "callback", "completed", "abandoned"],
  callback: ["waiting", "completed"],
  completed: ["callback"],
  abandoned: ["waiting", "callback", "completed"],
};

export const mayBecome = (from: EscalationState, to: EscalationState): boolean => NEXT[from].includes(to);

/** The states from which one can come to `to`, for guards in the database. */
export const statesBefore = (to: EscalationState): EscalationState[] =>
  (Object.keys(NEXT) as EscalationState[]).filter((from) => mayBecome(from, to));

/** In the middle of a sentence: "it is …". */
export const STATE_WORDS: Readonly<Record<EscalationState, string>> = {
  waiting: "waiting for a person",
  in_progress: "in somebody's hands",
  callback: "waiting for a call back",
  completed: "completed already",
  abandoned: "over, the caller hung up",
};

const PRIORITY: Readonly<Record<EscalationCause, EscalationPriority>> = {
  urgent: "urgent",
  sentiment: "high",
  tool_failed: "high",
  manual: "high",
  asked: "normal",
  agent: "normal",
  unknown: "normal",
  repeated: "normal",
  complexity: "normal",
  long: "low",
};

export const priorityOf = (cause: EscalationCause): EscalationPriority => PRIORITY[cause];
