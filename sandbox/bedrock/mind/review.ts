import { judgeQuestion, LOST } from "./review-questions";
import { asSchema, type JsonSchema } from "./tool-view";
import { firstWords, type ReviewedCall, type Sentence, sentencesOf } from "./transcript";
import { asSentence, countWords, humanise, stems } from "./words";

/** Fills a schema about a call: sentences of it where words are asked for, counting and matching words where a judgement is. */
export function reviewCall(schema: JsonSchema, call: ReviewedCall): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, property]) => [name, fill(name, property, call, undefined)]),
  );
}

/** Without what says that it may be null. */
function bare(schema: JsonSchema): JsonSchema {
  const variant = (schema.anyOf ?? schema.oneOf)?.find(({ type }) => type !== "null") ?? schema;
  return typeof variant.type === "object"
    ? { ...variant, type: variant.type.find((type) => type !== "null") ?? "string" }
    : variant;
}

const isNullable = (schema: JsonSchema): boolean =>
  (schema.anyOf ?? schema.oneOf ?? [schema]).some(
    ({ type }) => type === "null" || (typeof type === "object" && type.includes("null")),
  );

function fill(name: string, given: JsonSchema, call: ReviewedCall, about: Sentence | undefined): unknown {
  const schema = bare(given);
  const words = humanise(name);
  if (schema.enum) return chooseFor(words, schema.enum.map(String), call, about);
  switch (schema.type) {
    case "array":
      return fillList(words, asSchema(schema.items), call);
    case "boolean":
      return isSettled(call) ?? (isNullable(given) ? null : false);
    case "integer":
    case "number":
      if (/\b(?:line|turn|number)\b/.test(words)) return about?.n ?? (isNullable(given) ? null : 1);
      return moodOf(about?.text ?? "");
    case "object":
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([key, property]) => [key, fill(key, property, call, about)]),
      );
    default:
      return fillText(words, given, call, about);
  }
}

function fillText(words: string, schema: JsonSchema, call: ReviewedCall, about: Sentence | undefined): string | null {
  const caller = sentencesOf(call, true);
  const telling = caller.filter(({ text }) => countWords(text) > 3);
  if (/\b(?:summary|overview)\b/.test(words)) {
    const first = (telling[0] ?? caller[0])?.text;
    const answer = sentencesOf(call, false).at(-1)?.text;
    const parts = [
      first ? `The caller said: ${first}` : "The caller said nothing.",
      answer ? `The agent’s last words: ${answer}` : "",
    ];
    return parts.filter(Boolean).map(asSentence).join(" ");
  }
  if (/\b(?:intent|wish|want\w*|request)\b/.test(words))
    return asSentence((telling[0] ?? caller[0])?.text ?? "Not said");
  if (/\bquote\b/.test(words)) return about ? firstWords(about.text, 18) : isNullable(schema) ? null : "";
  if (/\b(?:reason|why|explanation)\b/.test(words))
    return about ? `The call says: ${firstWords(about.text, 12)}` : "Nothing in the call speaks against it.";
  if (/\b(?:by|due|when)\b/.test(words))
    return (
      /\b(?:today|tomorrow|tonight|monday|tuesday|wednesday|thursday|friday|by \w+|in an? \w+)\b/i.exec(
        about?.text ?? "",
      )?.[0] ?? (isNullable(schema) ? null : "")
    );
  if (/\b(?:who|owner|assignee)\b/.test(words)) return "the business";
  if (isNullable(schema)) return null;
  return about ? asSentence(about.text) : "";
}

const PROMISE = /\b(?:I|we)(?:[’']ll| will)\b|\b(?:I|we) promise\b|\bwill (?:call|get back|send|be in touch|pass)\b/i;
const STATED =
  /[$€£]\s?\d|\d|\b(?:open|closed|dollars|free of charge|located|booked|confirmed|we (?:accept|offer|take))\b/i;
const TO_DO = /\b(?:call (?:me|you|them|us)? ?back|send (?:me|you)|pass (?:it|that) on|get back to|follow up)\b/i;

function fillList(words: string, items: JsonSchema, call: ReviewedCall): unknown[] {
  const agent = sentencesOf(call, false);
  const each = (found: readonly Sentence[], most: number) =>
    found.slice(0, most).map((sentence) => fill("", { ...items, type: items.type ?? "object" }, call, sentence));
  const keyed = Object.entries(items.properties ?? {}).find(
    ([, property]) => property.enum && Object.keys(items.properties ?? {}).length > 2,
  );
  if (keyed && /^(?:key|id|name|criterion|rule|field)$/.test(humanise(keyed[0])))
    return (keyed[1].enum ?? []).map((key) => judgeQuestion(String(key), keyed[0], items, call));
  if (items.type === "string" || !items.properties) return /\btopics?\b/.test(words) ? topicsOf(call) : [];
  if (/\bpromises?|commitments?\b/.test(words))
    return each(
      agent.filter(({ text }) => PROMISE.test(text)),
      6,
    );
  if (/\b(?:claims?|facts?|statements?)\b/.test(words))
    return each(
      agent.filter(({ text }) => STATED.test(text) && !text.endsWith("?") && !PROMISE.test(text)),
      12,
    );
  if (/\b(?:mood|sentiment|feelings?)\b/.test(words)) return each(sentencesOf(call, true), 200);
  if (/\b(?:action|to ?do|tasks?|next steps?|follow)\b/.test(words))
    return each(
      sentencesOf(call, undefined).filter(({ text }) => TO_DO.test(text)),
      4,
    );
  return [];
}

/** A choice by what the call says. A verdict on a sentence is made by its figures: those in the material are right. */
function chooseFor(words: string, options: readonly string[], call: ReviewedCall, about: Sentence | undefined): string {
  const pick = (pattern: RegExp) => options.find((option) => pattern.test(humanise(option)));
  if (/\bverdict\b/.test(words) && about) {
    const figures = about.text.match(/\d+/g) ?? [];
    const has = (figure: string) => new RegExp(String.raw`(?<!\d)${figure}(?!\d)`).test(call.around);
    const known =
      figures.length > 0 ? figures.every(has) : stems(about.text).some((root) => stems(call.around).includes(root));
    const near = figures.length > 0 && stems(about.text).filter((root) => stems(call.around).includes(root)).length > 2;
    return (
      (known ? pick(/^supported|true|right/) : near ? pick(/contradict|false|wrong/) : pick(/unsupported|unknown/)) ??
      options[0] ??
      ""
    );
  }
  const agent = sentencesOf(call, false)
    .map(({ text }) => text)
    .join(" ");
  if (sentencesOf(call, true).length === 0) return pick(/no request|none|unknown/) ?? options[0] ?? "";
  if (/\b(?:connect|transfer|put you through)\b/i.test(agent)) return pick(/hand|transfer|escalat/) ?? options[0] ?? "";
  if (/\b(?:message|pass (?:it|that) on|call you back)\b/i.test(agent) && !isAskedOnly(agent))
    return pick(/message|follow/) ?? options[0] ?? "";
  return (
    (isSettled(call) === false || wasOfNoUse(call)
      ? pick(/^not |unresolved|failed/)
      : pick(/^settled|^resolved|success/)) ??
    options[0] ??
    ""
  );
}

/** A message that was offered and never taken. */
const isAskedOnly = (agent: string): boolean =>
  /\btake a message\?/i.test(agent) && !/\b(?:noted|pass (?:it|that) on|call you back)\b/i.test(agent);

/** Of all that the agent answered nothing was of use. */
function wasOfNoUse(call: ReviewedCall): boolean {
  const asked = sentencesOf(call, true).filter(({ text }) => countWords(text) > 3);
  const answers = sentencesOf(call, false).filter(({ n }) => n > (asked[0]?.n ?? Infinity));
  return (
    asked.length > 0 && answers.length > 0 && answers.filter(({ text }) => LOST.test(text)).length * 2 >= answers.length
  );
}

const TOPICS: readonly (readonly [string, RegExp])[] = [
  ["opening hours", /\b(?:open|closed?|hours)\b/i],
  ["prices", /\b(?:price|cost|how much|charge|fee)\b/i],
  ["appointment", /\b(?:appointment|book\w*|reschedul\w*|visit)\b/i],
  ["refund", /\brefund|money back\b/i],
  ["delivery", /\bdeliver\w*|package|parcel|shipping\b/i],
  ["complaint", /\b(?:complain\w*|terrible|awful|ridiculous|worst|angry|unacceptable)\b/i],
  ["insurance", /\binsur\w+/i],
  ["address", /\b(?:address|where are you|parking)\b/i],
];

const topicsOf = (call: ReviewedCall): string[] => {
  const said = sentencesOf(call, true)
    .map(({ text }) => text)
    .join(" ");
  return TOPICS.filter(([, pattern]) => pattern.test(said)).map(([topic]) => topic);
};

const GOOD = /\b(?:thanks?|thank you|great|perfect|lovely|wonderful|excellent|helpful)\b/gi;
const BAD =
  /\b(?:angry|annoyed|terrible|awful|unhappy|broken|wrong|rude|ridiculous|frustrat\w+|worst|disappointed|useless|unacceptable)\b/gi;

/** -1 to 1, by words of praise and blame. */
function moodOf(text: string): number {
  const [good, bad] = [text.match(GOOD)?.length ?? 0, text.match(BAD)?.length ?? 0];
  return good + bad === 0 ? 0 : (good - bad) / (good + bad);
}

/** By the caller's last words; undefined: they do not say. */
function isSettled(call: ReviewedCall): boolean | undefined {
  const last = sentencesOf(call, true)
    .slice(-3)
    .map(({ text }) => text)
    .join(" ");
  const mood = moodOf(last);
  return mood === 0 ? undefined : mood > 0;
}
