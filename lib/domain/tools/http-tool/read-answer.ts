import type { HttpToolSpec, RunOutcome } from "@/lib/contracts/tools";

/** What came of sending a tool's request. */
export type Sent =
  | { kind: "answer"; status: number; mediaType: string; text: string; headers?: Record<string, string> }
  /** The connection was never made, or might not be: the system was not asked. */
  | { kind: "not_sent"; problem: string }
  /** It was sent, and no whole answer came. */
  | { kind: "broken"; problem: string; status: number | null; text: string };

/** What a run came to, and what the agent is told of it. */
export type RunResult = {
  outcome: Exclude<RunOutcome, "running">;
  /** In words, for people; null: nothing is wrong. */
  problem: string | null;
  told: Record<string, unknown>;
};

const NOT_KNOWN =
  "It is not known whether it was done. Do not say that it was, nor that it was not; say that it could not be confirmed, and offer to take a message.";
const NOT_DONE = "It was not done. Say so, and offer to take a message.";
const NOT_FOUND_OUT = "It can't be looked up now. Say so; do not make anything up.";

/** As long as the agent is told of an answer; more would push what was said out of its mind. */
const LONGEST_TOLD = 4000;

/** Reads what came back, so that the agent is told what is true and no more. */
export function readAnswer(spec: HttpToolSpec, sent: Sent): RunResult {
  if (sent.kind === "not_sent") return notSent(spec, sent.problem);
  if (sent.kind === "broken") return unclear(spec, sent.problem);
  const { status, text } = sent;
  if (status >= 400 && status < 500) {
    const problem = `the system refused it (${status})`;
    const error = spec.effect === "changes" ? `The system refused it. ${NOT_DONE}` : wordsOfRefusal(status);
    return { outcome: "refused", problem, told: { error, status } };
  }
  if (status < 200 || status >= 300) return unclear(spec, `the system answered with an error (${status})`);
  const read = text.trim() === "" ? { value: null } : parse(text);
  if (!read) {
    if (spec.result.length > 0 || spec.effect === "changes")
      return unclear(spec, "the answer is no JSON and cannot be read");
    return done({ text: cut(text, LONGEST_TOLD) }, text.length > LONGEST_TOLD);
  }
  if (spec.result.length === 0) {
    const told = JSON.stringify(read.value);
    return told.length > LONGEST_TOLD ? done(cut(told, LONGEST_TOLD), true) : done(read.value, false);
  }
  const found = spec.result.map(({ name, path }) => [name, valueAt(read.value, path.split("."))] as const);
  if (found.every(([, value]) => value === undefined))
    return unclear(spec, `the answer has none of ${spec.result.map(({ path }) => path).join(", ")}`);
  const answer = Object.fromEntries(found.map(([name, value]) => [name, value ?? null]));
  const told = JSON.stringify(answer);
  return told.length > LONGEST_TOLD ? done(cut(told, LONGEST_TOLD), true) : done(answer, false);
}

/** Nothing went out, for the reason given. */
export const notSent = ({ effect }: Pick<HttpToolSpec, "effect">, problem: string): RunResult => ({
  outcome: "not_sent",
  problem,
  told: { error: `It could not be asked for: ${problem}. ${effect === "changes" ? NOT_DONE : NOT_FOUND_OUT}` },
});

export const done = (answer: unknown, wasCut = false): RunResult => ({
  outcome: "done",
  problem: null,
  told: { done: true, answer, ...(wasCut ? { note: "The answer was longer; this is its beginning." } : {}) },
});

/** It was asked, and what it said is not what was to be said. */
export function unclear({ effect }: Pick<HttpToolSpec, "effect">, problem: string): RunResult {
  const isChange = effect === "changes";
  return { outcome: isChange ? "unknown" : "failed", problem, told: { error: isChange ? NOT_KNOWN : NOT_FOUND_OUT } };
}

function wordsOfRefusal(status: number): string {
  if (status === 404 || status === 410)
    return "The system has nothing of that kind. Say that it was not found, and check what was asked with the caller.";
  return `The system refused the question. ${NOT_FOUND_OUT}`;
}

function parse(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return null;
  }
}

const MOST_ITEMS = 20;

/** `items.0.name` is the first's; `items.*.name` is a list of all. */
export function valueAt(value: unknown, [first, ...rest]: string[]): unknown {
  if (first === undefined) return value;
  if (first === "*") {
    if (!Array.isArray(value)) return undefined;
    return value.slice(0, MOST_ITEMS).map((item) => valueAt(item, rest) ?? null);
  }
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, first)) return undefined;
  const inner = (value as Record<string, unknown>)[first];
  return inner === null ? undefined : valueAt(inner, rest);
}

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most)}…` : text);
