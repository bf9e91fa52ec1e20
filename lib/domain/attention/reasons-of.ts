import type { CallSummary } from "@/lib/contracts/live/call-summary";

export type AttentionReason = {
  kind:
    | "urgent"
    | "asked"
    | "nobody"
    | "escalation"
    | "repeated"
    | "silence"
    | "paused"
    | "sentiment"
    | "tool"
    | "question"
    | "unanswered"
    | "interrupted"
    | "silent_caller"
    | "vendor"
    | "slow"
    | "ringing"
    | "long";
  /** As a supervisor reads it, its figure within. */
  words: string;
  /** How much it asks for a look, 0 to 90; 100 for what is urgent. */
  weight: number;
};

/** From this weight on a call needs somebody; below it a reason is worth knowing. */
export const NEEDS_HELP = 40;

type Watched = Pick<
  CallSummary,
  "status" | "startedAt" | "answeredAt" | "floor" | "attention" | "medianVoiceToVoiceMs"
>;
type Rule = (call: Watched, nowMs: number) => AttentionReason | null;

const secondsSince = (at: string, nowMs: number): number => Math.max(0, Math.floor((nowMs - Date.parse(at)) / 1000));
const span = (seconds: number): string => (seconds < 120 ? `${seconds} s` : `${Math.floor(seconds / 60)} min`);
const signed = (value: number): string => `${value < 0 ? "−" : ""}${Math.abs(value).toFixed(1)}`;
const upTo = (most: number, value: number): number => Math.round(Math.min(most, value));
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const ORDINALS = ["", "first", "second", "third", "fourth", "fifth"];

const urgent: Rule = ({ attention }) =>
  attention.urgent && { kind: "urgent", words: `said “${attention.urgent.word}”`, weight: 100 };

/** For three minutes it outweighs all but what is urgent; a caller who went on without has perhaps been helped. */
const ASKED_FRESH_S = 180;
const asked: Rule = ({ attention: { askedForPersonAt, escalation } }, nowMs) => {
  if (!askedForPersonAt || escalation?.state === "in_progress") return null;
  const seconds = secondsSince(askedForPersonAt, nowMs);
  const words = `asked for a person${seconds >= 10 ? ` ${span(seconds)} ago` : ""}`;
  return { kind: "asked", words, weight: seconds <= ASKED_FRESH_S ? 90 : 60 };
};

const nobody: Rule = ({ attention }) =>
  attention.nobodyAt ? { kind: "nobody", words: "nobody could be reached", weight: 88 } : null;

const escalation: Rule = ({ attention }, nowMs) => {
  if (attention.escalation?.state !== "waiting") return null;
  const seconds = secondsSince(attention.escalation.since, nowMs);
  return {
    kind: "escalation",
    words: `waiting for a person ${span(seconds)}`,
    weight: upTo(90, 70 + seconds / 3),
  };
};

const repeated: Rule = ({ attention }) => {
  if (!attention.repeated) return null;
  const { times } = attention.repeated;
  const words = `${ORDINALS[times] ?? `${times}th`} time the same question`;
  return { kind: "repeated", words, weight: times === 2 ? 35 : times === 3 ? 75 : 85 };
};

/** A caller who waits for an answer waits for us; one who says nothing may be looking for a pen. */
const UNANSWERED_AFTER_S = 4;
const SILENT_AFTER_S = 7;
const silence: Rule = ({ floor, attention, status }, nowMs) => {
  const { quietSince, lastSpeaker, questionSince } = attention;
  if (!quietSince || floor.holder !== "agent" || questionSince || status === "ringing") return null;
  const seconds = secondsSince(quietSince, nowMs);
  if (lastSpeaker === "caller") {
    if (seconds < UNANSWERED_AFTER_S) return null;
    return { kind: "silence", words: `no answer for ${span(seconds)}`, weight: upTo(90, 30 + (seconds - 4) * 5) };
  }
  if (seconds < SILENT_AFTER_S || attention.escalation) return null;
  return { kind: "silence", words: `${span(seconds)} of silence`, weight: upTo(60, 30 + (seconds - 7) * 2) };
};

const paused: Rule = ({ floor, attention }, nowMs) => {
  if (floor.holder !== "paused" || !attention.floorSince) return null;
  const seconds = secondsSince(attention.floorSince, nowMs);
  return seconds < 10 ? null : { kind: "paused", words: `paused ${span(seconds)}`, weight: upTo(90, 40 + seconds / 2) };
};

/** Seeds' threshold of an alert, and how far it must have come down to be falling. */
const UPSET = -0.5;
const FALL = 0.5;
const sentiment: Rule = ({ attention: { sentiment: scores } }) => {
  if (scores.length === 0) return null;
  const now = mean(scores.slice(-2));
  const before = scores.slice(-5, -2);
  const from = before.length === 0 ? (scores.length === 2 ? (scores[0] ?? 0) : null) : mean(before);
  const last = scores.at(-1) ?? 0;
  const level = before.length === 0 && scores.length === 2 ? last : now;
  if (last < 0 && level < 0 && from !== null && from - level >= FALL) {
    const words = `sentiment falling (${signed(level)} from ${signed(from)})`;
    return { kind: "sentiment", words, weight: level <= UPSET ? 72 : 50 };
  }
  if (Math.min(last, now) > UPSET || last >= 0) return null;
  return { kind: "sentiment", words: `caller upset (${signed(Math.min(last, now))})`, weight: now <= UPSET ? 65 : 45 };
};

const tool: Rule = ({ attention: { failedTool, toolFailures } }) =>
  failedTool === null
    ? null
    : {
        kind: "tool",
        words: `tool failed${toolFailures > 1 ? ` ${toolFailures} times` : ""}: ${failedTool.replaceAll("_", " ")}`,
        weight: upTo(80, 45 + toolFailures * 10),
      };

const question: Rule = ({ attention: { questionSince } }, nowMs) => {
  if (!questionSince) return null;
  const seconds = secondsSince(questionSince, nowMs);
  return {
    kind: "question",
    words: `waiting for a colleague's answer ${span(seconds)}`,
    weight: upTo(80, 45 + seconds / 2),
  };
};

const unanswered: Rule = ({ attention: { unanswered: count } }) =>
  count === 0
    ? null
    : {
        kind: "unanswered",
        words: count === 1 ? "a question without an answer" : `${count} questions without an answer`,
        weight: upTo(60, 15 + count * 15),
      };

const interrupted: Rule = ({ attention: { interruptions } }) =>
  interruptions < 3
    ? null
    : { kind: "interrupted", words: `interrupted ${interruptions} times`, weight: upTo(50, 15 + interruptions * 5) };

const silentCaller: Rule = ({ attention: { silencePrompts } }) =>
  silencePrompts < 2
    ? null
    : { kind: "silent_caller", words: `caller silent ${silencePrompts} times in a row`, weight: 35 };

const PARTS = { listening: "hearing", thinking: "thinking", speaking: "the voice", line: "the line" } as const;
const vendor: Rule = ({ attention: { vendorDown, vendorFailures } }, nowMs) => {
  if (vendorDown) {
    const seconds = secondsSince(vendorDown.since, nowMs);
    const words = `trouble with ${PARTS[vendorDown.part]} ${span(seconds)}`;
    // What a call got over without saying so is old news after half a minute.
    return { kind: "vendor", words, weight: seconds <= 30 ? 60 : 25 };
  }
  return vendorFailures < 2
    ? null
    : {
        kind: "vendor",
        words: `${vendorFailures} disturbances on our side`,
        weight: upTo(40, 15 + vendorFailures * 5),
      };
};

const slow: Rule = ({ medianVoiceToVoiceMs: median }) =>
  median === null || median < 2500
    ? null
    : { kind: "slow", words: `${(median / 1000).toFixed(1)} s to answer`, weight: 25 };

const ringing: Rule = ({ status, startedAt }, nowMs) => {
  if (status !== "ringing" && status !== "initiated") return null;
  const seconds = secondsSince(startedAt, nowMs);
  return seconds < 20 ? null : { kind: "ringing", words: `ringing for ${span(seconds)}`, weight: 20 };
};

const LONG_MIN = 10;
const long: Rule = ({ answeredAt }, nowMs) => {
  if (!answeredAt) return null;
  const minutes = Math.floor(secondsSince(answeredAt, nowMs) / 60);
  return minutes < LONG_MIN
    ? null
    : { kind: "long", words: `on the line for ${minutes} min`, weight: upTo(30, minutes + 5) };
};

const RULES: readonly Rule[] = [
  urgent,
  asked,
  nobody,
  escalation,
  repeated,
  silence,
  paused,
  sentiment,
  tool,
  question,
  unanswered,
  interrupted,
  silentCaller,
  vendor,
  slow,
  ringing,
  long,
];

/** A person who speaks with the caller is the help; what else there is to know does not call for another. */
const WITH_A_PERSON = 0.25;

/** Why somebody should look at a call, the weightiest first; none for a calm one. `nowMs`: epoch. */
export function reasonsOf(call: Watched, nowMs: number): AttentionReason[] {
  const part = call.floor.holder === "person" ? WITH_A_PERSON : 1;
  return RULES.flatMap((rule) => {
    const reason = rule(call, nowMs);
    return reason ? [{ ...reason, weight: Math.round(reason.weight * part) }] : [];
  }).sort((a, b) => b.weight - a.weight);
}

/** How much a call needs a look, 0 to 109: its weightiest reason, and for the others together never as much as for what is urgent. */
export function needOf(reasons: readonly AttentionReason[]): number {
  const [first, ...others] = reasons;
  if (!first) return 0;
  return Math.round(first.weight + Math.min(9, others.reduce((sum, { weight }) => sum + weight, 0) * 0.1));
}

/** In half a sentence for the list: the two weightiest. */
export const reasonWords = (reasons: readonly AttentionReason[]): string => {
  const text = reasons
    .slice(0, 2)
    .map(({ words }) => words)
    .join(" · ");
  return text.charAt(0).toUpperCase() + text.slice(1);
};
