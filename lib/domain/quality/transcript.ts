import type { CallEventBody } from "@/lib/contracts/live/events";

/** One thing said in a call, as it was heard. `n` counts from 1. */
export type CallLine = {
  n: number;
  segmentId: string;
  turnId: string;
  speaker: "caller" | "agent" | "human";
  text: string;
  startMs: number;
};

/** A segment is named after the worker's turn with the call and the turn it belongs to: `0.c3`. */
export const turnOfSegment = (segmentId: string): string => segmentId.slice(segmentId.indexOf(".") + 1);

/** What was said, in order; of an agent's answer what was really played. */
export function linesOf(bodies: readonly CallEventBody[]): CallLine[] {
  const lines: CallLine[] = [];
  for (const body of bodies) {
    if (body.type !== "segment.final" && body.type !== "answer.ended") continue;
    const isAnswer = body.type === "answer.ended";
    const text = (isAnswer ? body.heardText : body.text).trim();
    if (text === "") continue;
    const { segmentId, turnId, startMs } = body;
    const speaker = isAnswer ? "agent" : body.speaker;
    lines.push({ n: lines.length + 1, segmentId, turnId, speaker, text, startMs });
  }
  return lines;
}

const LONGEST_LINE = 2_000;
/** Of what does not fit, so much is kept of the beginning; the rest is the end, which says most. */
const HEAD_SHARE = 0.25;

/**
 * As many lines as fit: all of them, or the beginning and the end of a very long call. `text` numbers each line and says where some are left out; nothing
 * in it can be taken for a tag.
 */
export function transcriptText(lines: readonly CallLine[], mostChars: number): { text: string; given: CallLine[] } {
  const rows = lines.map((line) => ({ line, text: rowOf(line) }));
  const total = rows.reduce((sum, { text }) => sum + text.length + 1, 0);
  if (total <= mostChars) return { text: rows.map(({ text }) => text).join("\n"), given: [...lines] };
  const head = take(rows, mostChars * HEAD_SHARE);
  const tail = take(rows.slice(head.length).reverse(), mostChars * (1 - HEAD_SHARE)).reverse();
  const left = rows.length - head.length - tail.length;
  const text = [...head.map((row) => row.text), `[${left} lines are left out here]`, ...tail.map((row) => row.text)];
  return { text: text.join("\n"), given: [...head, ...tail].map(({ line }) => line) };
}

function take<R extends { text: string }>(rows: readonly R[], mostChars: number): R[] {
  let chars = 0;
  const until = rows.findIndex(({ text }) => (chars += text.length + 1) > mostChars);
  return rows.slice(0, until < 0 ? rows.length : until);
}

const WHO = { caller: "Caller", agent: "Agent", human: "Colleague" } as const;

const rowOf = ({ n, speaker, text }: CallLine): string =>
  `[${n}] ${WHO[speaker]}: ${untagged(text.slice(0, LONGEST_LINE)).replaceAll(/\s+/g, " ")}`;

/** A tag that somebody says can begin and end nothing. */
export const untagged = (text: string): string => text.replaceAll("<", "‹").replaceAll(">", "›");
