import type { ProofLanguage } from "./number-tokens";

/** What a sentence says of days: weekdays (0 Monday), days of a month (month 1 to 12; null: not said), days from today. */
export type SpokenDays = { weekdays: number[]; dates: { day: number; month: number | null }[]; fromToday: number[] };

const LANGUAGES = ["en", "es", "de", "fr"] as const satisfies readonly ProofLanguage[];
const namesOf = (language: ProofLanguage, part: "weekday" | "month"): string[] =>
  Array.from({ length: part === "weekday" ? 7 : 12 }, (_, at) =>
    // 2024 began on a Monday.
    new Date(Date.UTC(2024, part === "weekday" ? 0 : at, part === "weekday" ? at + 1 : 1))
      .toLocaleDateString(language, { [part]: "long", timeZone: "UTC" })
      .toLowerCase(),
  );
const perLanguage = <T>(of: (language: ProofLanguage) => T) =>
  Object.fromEntries(LANGUAGES.map((language) => [language, of(language)])) as Record<ProofLanguage, T>;

const MONTHS = perLanguage((language) => namesOf(language, "month"));
const WEEKDAYS = perLanguage((language) =>
  namesOf(language, "weekday").map(
    (name) => new RegExp(`${language === "es" ? "(?<!\\blos )" : ""}(?<!\\p{L})${name}(?!\\p{L})`, "u"),
  ),
);

const months = (language: ProofLanguage) => `(?<month>${MONTHS[language].join("|")})(?!\\p{L})`;
const NO_TIME = "(?![\\d:]| ?(?:a\\.?m|p\\.?m|o'clock|uhr))";
const EN_DAY_ENDS = "(?=\\s*(?:[.,;!?]|$|\\s(?:at|in|for|from|with|and)\\b))";
const DATES: Record<ProofLanguage, RegExp[]> = {
  en: [
    new RegExp(`${months("en")} (?:the )?#?(?<day>\\d{1,2})${NO_TIME}`, "gu"),
    new RegExp(`#(?<day>\\d{1,2})(?: day)?(?: of)? ${months("en")}`, "gu"),
    new RegExp(`(?<![\\d:#])(?<day>\\d{1,2}) ${months("en")}`, "gu"),
    new RegExp(`day,? the #(?<day>\\d{1,2})(?!\\d)`, "gu"),
    new RegExp(`\\b(?:on|for|to) the #(?<day>\\d{1,2})(?!\\d)${EN_DAY_ENDS}`, "gu"),
  ],
  de: [new RegExp(`#(?<day>\\d{1,2}) ?${months("de")}`, "gu"), /tag,? den #(?<day>\d{1,2})(?!\d)/gu],
  es: [new RegExp(`(?<![\\d:])(?<day>\\d{1,2}) de ${months("es")}`, "gu")],
  fr: [new RegExp(`(?<![\\d:])(?<day>\\d{1,2}) ${months("fr")}`, "gu")],
};

const FROM_TODAY: Record<ProofLanguage, readonly [RegExp, number][]> = {
  en: [
    [/\bday after tomorrow\b/, 2],
    [/(?<!day after )\btomorrow\b/, 1],
    [/\b(?:for|later|until) today\b|\b(?:today|tonight) at\b|\bfor tonight\b|\bthis (?:afternoon|evening) at\b/, 0],
  ],
  de: [
    [/übermorgen\b/, 2],
    [/(?<!tag |abend |am |jeden |guten |über)\bmorgen\b/, 1],
    [/\bfür heute\b|\bheute (?:um|vormittag|nachmittag|abend)\b/, 0],
  ],
  es: [
    [/\bpasado mañana\b/, 2],
    [/(?<!\bla |pasado |esta )\bmañana\b/, 1],
    [/\bpara hoy\b|\bhoy a las?\b/, 0],
  ],
  fr: [
    [/\baprès-demain\b/, 2],
    [/(?<!après-)\bdemain\b/, 1],
    [/\bpour aujourd'hui\b|\baujourd'hui à\b/, 0],
  ],
};

/** The days in a sentence (as `withNumbersAsDigits` gives it). */
export function daysIn(text: string, language: ProofLanguage): SpokenDays {
  return {
    weekdays: WEEKDAYS[language].flatMap((pattern, at) => (pattern.test(text) ? [at] : [])),
    dates: DATES[language].flatMap((pattern) =>
      [...text.matchAll(pattern)].map(({ groups = {} }) => {
        const at = MONTHS[language].indexOf(groups.month ?? "");
        return { day: Number(groups.day), month: at < 0 ? null : at + 1 };
      }),
    ),
    fromToday: FROM_TODAY[language].flatMap(([pattern, days]) => (pattern.test(text) ? [days] : [])),
  };
}
