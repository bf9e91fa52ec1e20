import type { EscalationSettings } from "@/lib/contracts/business-settings";
import type { EscalationCause } from "@/lib/contracts/escalations";
import type { CallEventBody } from "@/lib/contracts/live/events";
import { isQuestion, isSameQuestion } from "@/lib/domain/attention/same-question";
import { wordsOf } from "@/lib/domain/conversation/interruption";
import { isComplex } from "@/lib/domain/conversation/router";

type Triggers = EscalationSettings["triggers"];

/** What of a call the business's rules go by, counted from its facts. */
export type TriggerTally = {
  /** The caller's last turn, and how it sounds; null: before the first, or not known. */
  said: string | null;
  compound: number | null;
  questions: readonly { text: string; times: number }[];
  /** The most often one question was asked. */
  repeated: { text: string; times: number } | null;
  unknown: number;
  complex: number;
  toolFailures: number;
  failedTool: string | null;
};

export const NOTHING_TALLIED: TriggerTally = {
  said: null,
  compound: null,
  questions: [],
  repeated: null,
  unknown: 0,
  complex: 0,
  toolFailures: 0,
  failedTool: null,
};

const QUESTIONS_KEPT = 20;

/** The tally after one more fact; the same object where it says nothing. */
export function tallyFact(tally: TriggerTally, body: CallEventBody): TriggerTally {
  switch (body.type) {
    case "segment.final":
      return body.speaker === "caller" && body.source !== "keypad" ? callerSaid(tally, body.text) : tally;
    case "sentiment.scored":
      return { ...tally, compound: body.compound };
    case "question.unanswered":
      return { ...tally, unknown: tally.unknown + 1 };
    case "tool.finished":
      return body.ok ? tally : { ...tally, toolFailures: tally.toolFailures + 1, failedTool: body.name };
    default:
      return tally;
  }
}

export type DueTrigger = { cause: EscalationCause; reason: string };

/**
 * The first rule of a business by which a person is needed now, with the reason as people read it; null: none.
 * `words`: those of the call's language. `fired`: causes that were acted on; each is once a call.
 */
export function dueTrigger(
  tally: TriggerTally,
  triggers: Triggers,
  call: { asked: boolean; language: string; nowMs: number; fired: readonly EscalationCause[] },
): DueTrigger | null {
  const { urgent, sentiment, unknown, repeated, tool, complexity, long } = triggers;
  const found = urgent.enabled ? wordIn(tally.said, urgent.words[call.language] ?? []) : null;
  const all: (DueTrigger | false | null)[] = [
    found !== null && { cause: "urgent", reason: `Something urgent was said: “${found}”` },
    call.asked && { cause: "asked", reason: "The caller asked for a person" },
    sentiment.enabled &&
      tally.compound !== null &&
      tally.compound <= sentiment.at && { cause: "sentiment", reason: "The caller is upset" },
    tool.enabled &&
      tally.toolFailures >= tool.times && {
        cause: "tool_failed",
        reason: `${tally.failedTool ?? "A tool"} failed${tally.toolFailures > 1 ? ` (${tally.toolFailures} failures in this call)` : ""}`,
      },
    repeated.enabled &&
      tally.repeated !== null &&
      tally.repeated.times >= repeated.times && {
        cause: "repeated",
        reason: `The caller said the same ${tally.repeated.times} times: “${tally.repeated.text}”`,
      },
    unknown.enabled &&
      tally.unknown >= unknown.times && {
        cause: "unknown",
        reason: `The agent did not know an answer ${tally.unknown === 1 ? "once" : `${tally.unknown} times`}`,
      },
    complexity.enabled &&
      tally.complex >= complexity.times && {
        cause: "complexity",
        reason: `The caller's matter is involved: ${tally.complex} long or many-sided questions`,
      },
    long.enabled &&
      call.nowMs >= long.minutes * 60_000 && {
        cause: "long",
        reason: `The call takes longer than ${long.minutes} minutes`,
      },
  ];
  for (const trigger of all) if (trigger && !call.fired.includes(trigger.cause)) return trigger;
  return null;
}

function callerSaid(tally: TriggerTally, text: string): TriggerTally {
  const known = tally.questions.find((question) => isSameQuestion(question.text, text));
  const asks = known !== undefined || isQuestion(text);
  const entry = known ? { ...known, times: known.times + 1 } : { text, times: 1 };
  const questions = asks
    ? [...tally.questions.filter((other) => other !== known), entry].slice(-QUESTIONS_KEPT)
    : tally.questions;
  const most = entry.times > (tally.repeated?.times ?? 1) ? entry : tally.repeated;
  return {
    ...tally,
    said: text,
    compound: null,
    questions,
    repeated: asks ? most : tally.repeated,
    complex: tally.complex + (isComplex(text) ? 1 : 0),
  };
}

function wordIn(said: string | null, words: readonly string[]): string | null {
  if (said === null) return null;
  const joined = ` ${wordsOf(said).join(" ")} `;
  return words.find((word) => joined.includes(` ${wordsOf(word).join(" ")} `)) ?? null;
}
