import type { CallFact } from "@/lib/contracts/after-call";
import type { CallOutcome } from "@/lib/contracts/quality";
import { localMoment } from "@/lib/domain/schedule/local-time";

/** A value as it is known: words, an instant, a count, or a yes or no. */
export type Known = string | { atMs: number } | number | boolean;

/** What is known of a call that is over; what is not there is not known. */
export type FinishedCall = {
  direction: "inbound" | "outbound";
  isAnswered: boolean;
  outcome: CallOutcome | null;
  timeZone: string;
  facts: Readonly<Partial<Record<CallFact, Known>>>;
  /** By key: what was found of the fields the business looks for. Words of a caller. */
  fields: Readonly<Record<string, string>>;
  /** What fields are called. */
  labels: Readonly<Record<string, string>>;
};

export const FACT_WORDS: Record<CallFact, string> = {
  caller_number: "The caller’s number",
  caller_name: "The caller’s name",
  our_number: "Our number",
  business: "The business",
  agent: "The agent",
  direction: "Incoming or outgoing",
  started: "When it began",
  ended: "When it ended",
  length: "How long it was",
  seconds: "Its length in seconds",
  ended_how: "How it ended",
  summary: "The summary",
  wanted: "What the caller wanted",
  outcome: "How it came out",
  resolved: "Whether it was settled",
  language: "Its language",
  call_id: "The call’s id",
  call_page: "The address of its page",
};

export const OUTCOME_WORDS: Record<CallOutcome, string> = {
  settled: "Settled",
  partly_settled: "Partly settled",
  not_settled: "Not settled",
  message_taken: "Message taken",
  handed_over: "Handed over",
  no_request: "No request",
};

/** A value as people read it. */
export function spoken(value: Known, timeZone: string): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  const options = { timeZone, dateStyle: "medium", timeStyle: "short" } as const;
  return `${new Date(value.atMs).toLocaleString("en-US", options).replaceAll("\u202f", " ")} (${timeZone})`;
}

/** Local date and time as YYYY-MM-DDTHH:MM. */
export function localStamp(atMs: number, timeZone: string): string {
  const { date, time } = localMoment(atMs, timeZone);
  return `${date.iso}T${time}`;
}
