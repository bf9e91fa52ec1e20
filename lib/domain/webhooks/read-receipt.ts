import type { Sent } from "../tools/http-tool/read-answer";
import { readRetryAfter } from "./retries";

/** What an endpoint made of a request. */
export type Receipt = {
  isTaken: boolean;
  /** It wants nothing any more. */
  isGone: boolean;
  status: number | null;
  /** The first part of its answer. */
  answer: string | null;
  /** Why it was not taken, in words. */
  problem: string | null;
  /** How long it asks to be left alone. */
  wishMs: number | null;
};

const LONGEST_ANSWER = 1_000;

/** Any 2xx says that it was taken, whatever comes of the answer's rest. */
export function readReceipt(sent: Sent, nowMs: number): Receipt {
  const status = sent.kind === "not_sent" ? null : sent.status;
  const isTaken = status !== null && status >= 200 && status < 300;
  const mayWish = status === 429 || status === 503;
  return {
    isTaken,
    isGone: status === 410,
    status,
    answer: sent.kind === "not_sent" ? null : cut(sent.text),
    problem: isTaken ? null : problemOf(sent),
    wishMs: sent.kind === "answer" && mayWish ? readRetryAfter(sent.headers?.["retry-after"], nowMs) : null,
  };
}

/** PostgreSQL takes neither NUL nor half of a pair. */
const cut = (text: string) => text.slice(0, LONGEST_ANSWER).replaceAll(/[\0\p{Surrogate}]/gu, "");

function problemOf(sent: Sent): string {
  if (sent.kind !== "answer") return sent.problem;
  if (sent.status === 410) return "it says that it wants nothing any more (410)";
  return sent.status >= 500 ? `it failed (${sent.status})` : `it did not take it (${sent.status})`;
}
