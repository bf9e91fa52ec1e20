import type { OutcomeField } from "@/lib/contracts/live/outcomes";
import { minuteOf } from "../appointments/zoned-time";
import { spokenNumbers } from "../knowledge/spoken-numbers";
import { addDays, localMoment } from "../schedule/local-time";
import { momentOf } from "./same-value";
import { type ProofLanguage, withNumbersAsDigits } from "./number-tokens";
import { daysIn } from "./spoken-days";
import { timesIn } from "./spoken-times";

/** Where and when something was said. `language`: BCP 47. */
export type SaidScene = { language: string; timeZone: string; nowMs: number };

const KNOWN = new Set<string>(["en", "es", "de", "fr"] satisfies ProofLanguage[]);

/** Said on another clock than the business's. */
const OTHER_CLOCK = /\b(?:eastern|central|mountain|pacific|utc|gmt|your time|ihrer zeit|su hora local|votre heure)\b/;
const CURRENCY = /[$€£]|\b(?:dollars?|euros?|pounds?|dólares|livres|usd|eur|gbp)\b/;
const ENDING =
  /\b(?:ending|ends|endet|endend|termina|terminado|terminada|finit|finissant|terminant)\b[^.\d]*((?:\d[\s,-]*){2,})/;
const ADDRESS = /[^\s<>]+@[^\s<>]+\.[a-z]{2,}/;

/**
 * Whether a sentence says something else than what stands: another time, another day, another amount, another recipient. Only what is said plainly and can
 * mean nothing that fits contradicts; a paraphrase, a silence and another language do not.
 */
export function saysOtherwise(sentence: string, { kind, stored }: OutcomeField, scene: SaidScene): boolean {
  const language = scene.language.toLowerCase().split("-")[0] ?? "";
  if (stored === null || !isKnown(language)) return false;
  const text = withNumbersAsDigits(sentence, language);
  if (kind === "moment") return otherTime(text, language, stored, scene);
  if (kind === "amount") return otherAmount(sentence, text, stored);
  if (kind === "recipient") return otherRecipient(text, stored);
  return false;
}

function otherTime(text: string, language: ProofLanguage, stored: string, { timeZone, nowMs }: SaidScene): boolean {
  const atMs = momentOf(stored, timeZone);
  if (atMs === null) return false;
  const { date, time } = localMoment(atMs, timeZone);
  const minute = minuteOf(time);
  const { sure, maybe } = timesIn(text, language);
  if (sure.length > 0 && !OTHER_CLOCK.test(text) && !sure.flat().includes(minute) && !maybe.includes(minute))
    return true;
  const { weekdays, dates, fromToday } = daysIn(text, language);
  if (weekdays.length > 0 && !weekdays.includes(date.weekdayIndex)) return true;
  const [, month = 0, day = 0] = date.iso.split("-").map(Number);
  if (dates.length > 0 && !dates.some((said) => said.day === day && (said.month === null || said.month === month)))
    return true;
  const today = localMoment(nowMs, timeZone).date;
  const days = fromToday.map((far) => addDays(today, far)?.iso);
  return weekdays.length === 0 && dates.length === 0 && days.length > 0 && !days.includes(date.iso);
}

function otherAmount(sentence: string, text: string, stored: string): boolean {
  if (!CURRENCY.test(text)) return false;
  const wanted = Number(/\d+(?:\.\d+)?/.exec(stored)?.[0]);
  const said = [
    ...spokenNumbers(sentence.replaceAll(/\ba (?=hundred|thousand)/gi, "one ")),
    ...(text.match(/\d+(?:[.,]\d\d?)?(?!\d)/g) ?? []),
  ].map((each) => Number(each.replace(",", ".")));
  // "A hundred and twenty-nine" is read as digits in its parts too.
  return Number.isFinite(wanted) && said.length > 0 && !said.some((each) => Math.abs(each - wanted) < 0.005);
}

function otherRecipient(text: string, stored: string): boolean {
  const ending = ENDING.exec(text)?.[1]?.replaceAll(/\D/g, "");
  if (ending !== undefined && stored.startsWith("+")) return !stored.endsWith(ending);
  const address = ADDRESS.exec(text)?.[0].replace(/[.,!?]+$/, "");
  return address !== undefined && stored.includes("@") && address !== stored.toLowerCase();
}

const isKnown = (language: string): language is ProofLanguage => KNOWN.has(language);
