import type { ProofLanguage } from "./number-tokens";

type Part = "morning" | "after_noon" | "night";

const EN_PART = "(?:\\s+(?:in the |this |tomorrow )?(?<part>morning|afternoon|evening|at night|tonight))?";
const DE_PART =
  "(?:\\s+(?:am |in der )?(?<part>morgens|vormittags|früh|vormittag|mittags|nachmittags|nachmittag|abends|abend|nachts|nacht))?";
const ES_PART = "(?:\\s+(?:de|por) la (?<part>mañana|madrugada|tarde|noche))?";
const FR_PART = "(?:\\s+(?:du |de l'|dans l')(?<part>matin|après-midi|soir))?";

/** What may follow a bare hour after "at" or "for": a street, a shop or a number of people does not. */
const EN_AFTER =
  "(?=\\s*(?:[.,;!?…]|$|-|–|—|\\s(?:on|with|in|for|and|so|as|this|next|tomorrow|today|tonight|then|now|instead|sharp|exactly|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\\b))";
const H = "(?<h>[01]?\\d|2[0-4])";
const M = "(?<m>[0-5]\\d)";
const NO_NUMBER_BEFORE = "(?<![\\d.,:#$€£/-])";
const NO_NUMBER_AFTER = "(?![\\d%:]|[.,]\\d)";

const make = (...sources: string[]) => sources.map((source) => new RegExp(source, "gu"));

/** Each is a way to say a time that can mean nothing else. Groups: h, m, quarter, half, minus (before the hour), halb (German), part, meridiem. */
const TIMES: Record<ProofLanguage, RegExp[]> = {
  en: make(
    `(?<half>half) past ${H}${NO_NUMBER_AFTER}${EN_PART}`,
    `(?<quarter>quarter) (?:past|after) ${H}${NO_NUMBER_AFTER}${EN_PART}`,
    `(?<quarter>quarter) (?<minus>to|of|before) ${H}${NO_NUMBER_AFTER}${EN_PART}`,
    `${NO_NUMBER_BEFORE}(?<m>5|10|20|25)(?: minutes)? (?:past|after) ${H}${NO_NUMBER_AFTER}${EN_PART}`,
    `${NO_NUMBER_BEFORE}(?<m>5|10|20|25)(?: minutes)? (?<minus>to) ${H}${NO_NUMBER_AFTER}(?! (?:days|hours|minutes|weeks|people|business))${EN_PART}`,
    `${NO_NUMBER_BEFORE}${H}:${M}${NO_NUMBER_AFTER}(?:\\s*(?<meridiem>[ap]\\.?m\\b))?${EN_PART}`,
    `${NO_NUMBER_BEFORE}${H}(?:\\s${M})?\\s*(?<meridiem>[ap]\\.?m\\b)`,
    `${NO_NUMBER_BEFORE}${H} o'clock${EN_PART}`,
    `${NO_NUMBER_BEFORE}${H}(?:\\s${M})?\\s+(?:in the (?<part>morning|afternoon|evening)|(?<part2>at night|tonight))`,
    `(?<!around |about |roughly )\\bat ${H}(?:\\s${M})?${NO_NUMBER_AFTER}${EN_AFTER}${EN_PART}`,
  ),
  de: make(
    `(?<halb>halb) ${H}${NO_NUMBER_AFTER}${DE_PART}`,
    `(?<quarter>viertel) nach ${H}${NO_NUMBER_AFTER}${DE_PART}`,
    `(?<quarter>viertel) (?<minus>vor) ${H}${NO_NUMBER_AFTER}${DE_PART}`,
    `${NO_NUMBER_BEFORE}(?<m>5|10|20|25)(?: minuten)? nach ${H}${NO_NUMBER_AFTER}${DE_PART}`,
    `${NO_NUMBER_BEFORE}(?<m>5|10|20|25)(?: minuten)? (?<minus>vor) ${H}${NO_NUMBER_AFTER}${DE_PART}`,
    `${NO_NUMBER_BEFORE}${H} uhr(?: ${M}(?! euro))?${DE_PART}`,
    `${NO_NUMBER_BEFORE}${H}[:.]${M}${NO_NUMBER_AFTER}(?! ?(?:euro|€))(?: uhr)?${DE_PART}`,
    `\\bum ${H}${NO_NUMBER_AFTER}(?! ?(?:uhr|vor|nach|minuten vor|minuten nach|tage|stunden|minuten|wochen|euro|prozent|[:.]\\d))${DE_PART}`,
  ),
  es: make(
    `\\ba las? ${H} y (?<half>media)${ES_PART}`,
    `\\ba las? ${H} y (?<quarter>cuarto)${ES_PART}`,
    `\\ba las? ${H} (?<minus>menos) (?<quarter>cuarto)${ES_PART}`,
    `\\ba las? ${H} (?<minus>menos) (?<m>5|10|20|25)${ES_PART}`,
    `\\ba las? ${H}(?:(?: y |:| )(?<m>[0-5]?\\d))?${NO_NUMBER_AFTER}(?! (?:y (?:media|cuarto|\\d)|menos))(?: horas)?${ES_PART}`,
    `${NO_NUMBER_BEFORE}${H}:${M}${NO_NUMBER_AFTER}${ES_PART}`,
  ),
  fr: make(
    `${NO_NUMBER_BEFORE}${H} ?h(?:eures?)? et (?<half>demie?)${FR_PART}`,
    `${NO_NUMBER_BEFORE}${H} ?h(?:eures?)? et (?<quarter>quart)${FR_PART}`,
    `${NO_NUMBER_BEFORE}${H} ?h(?:eures?)? (?<minus>moins) le (?<quarter>quart)${FR_PART}`,
    `${NO_NUMBER_BEFORE}${H} ?h(?:eures?)? (?<minus>moins) (?<m>5|10|20|25)${FR_PART}`,
    `(?<!\\p{L})(?:à|pour|de|dès) ${H} ?h(?:eures?)?\\b(?: ?${M})?(?! (?:et |moins))${FR_PART}`,
    `${NO_NUMBER_BEFORE}${H}[:h]${M}${NO_NUMBER_AFTER}${FR_PART}`,
  ),
};

/** May be a time, or something else: agrees where it fits, and contradicts nothing. */
const MAYBE: Record<ProofLanguage, RegExp> = {
  en: new RegExp(`\\b(?:for|to|from|until|by|around|about|between|and|at) ${H}(?:\\s${M})?${NO_NUMBER_AFTER}`, "gu"),
  de: new RegExp(`\\b(?:für|auf|von|bis|gegen|ab|zwischen|und|um) ${H}${NO_NUMBER_AFTER}`, "gu"),
  es: new RegExp(`\\b(?:las?|para|hasta|sobre) ${H}${NO_NUMBER_AFTER}`, "gu"),
  fr: new RegExp(`(?<!\\p{L})(?:à|vers|pour|de|entre|et) ${H}${NO_NUMBER_AFTER}`, "gu"),
};
const EN_BOOKED_FOR = new RegExp(`\\bfor ${H}(?:\\s${M})?${NO_NUMBER_AFTER}(?=\\s*[.,!]|$)`, "gu");
const PEOPLE = /\b(?:table|party|people|persons|guests|seats|places|of you|room)\b/;

const NOON: Record<ProofLanguage, RegExp> = {
  en: /\b(?:noon|midday)\b/,
  de: /\b(?:um|auf|für) mittag\b|\bzwölf uhr mittags\b/,
  es: /\bmediodía\b/,
  fr: /(?<![\p{L}-])midi\b/u,
};
const MIDNIGHT: Record<ProofLanguage, RegExp> = {
  en: /\bmidnight\b/,
  de: /\bmitternacht\b/,
  es: /\bmedianoche\b/,
  fr: /\bminuit\b/,
};

const PARTS: Readonly<Record<string, Part>> = {
  ...Object.fromEntries(
    ["morning", "morgens", "vormittags", "vormittag", "früh", "mañana", "madrugada", "matin"].map((word) => [
      word,
      "morning",
    ]),
  ),
  ...Object.fromEntries(
    [
      "afternoon",
      "evening",
      "mittags",
      "nachmittags",
      "nachmittag",
      "abends",
      "abend",
      "tarde",
      "après-midi",
      "soir",
    ].map((word) => [word, "after_noon"]),
  ),
  ...Object.fromEntries(["at night", "tonight", "nachts", "nacht", "noche"].map((word) => [word, "night"])),
};

const HALF_DAY = 720;
const DAY = 1440;

/** `sure`: each a time with all minutes of the day it may mean; `maybe`: what could be one. */
export type SpokenTimes = { sure: number[][]; maybe: number[] };

/** The times on the clock in a sentence (as `withNumbersAsDigits` gives it). */
export function timesIn(text: string, language: ProofLanguage): SpokenTimes {
  const sure = TIMES[language].flatMap((pattern) =>
    [...text.matchAll(pattern)].map(({ groups = {} }) => meaningsOf(groups)),
  );
  if (NOON[language].test(text)) sure.push([HALF_DAY]);
  if (MIDNIGHT[language].test(text)) sure.push([0]);
  if (language === "en" && !PEOPLE.test(text))
    sure.push(...[...text.matchAll(EN_BOOKED_FOR)].map(({ groups = {} }) => meaningsOf(groups)));
  const maybe = [...text.matchAll(MAYBE[language])].flatMap(({ groups = {} }) => meaningsOf(groups));
  return { sure, maybe };
}

function meaningsOf(groups: Record<string, string | undefined>): number[] {
  const hour = Number(groups.h);
  const minute = groups.half ? 30 : groups.quarter ? 15 : Number(groups.m ?? 0);
  const total = hour * 60 + (groups.halb ? -30 : groups.minus ? -minute : minute);
  const meridiem = groups.meridiem?.[0];
  const part = meridiem ? (meridiem === "a" ? "morning" : "after_noon") : PARTS[groups.part ?? groups.part2 ?? ""];
  const at = ((total % HALF_DAY) + HALF_DAY) % HALF_DAY;
  if (hour > 12 || hour === 0) return [((total % DAY) + DAY) % DAY];
  if (part === "morning") return [at];
  if (part === "after_noon") return [at + HALF_DAY];
  if (part === "night") return [at >= 6 * 60 ? at + HALF_DAY : at];
  return [at, at + HALF_DAY];
}
