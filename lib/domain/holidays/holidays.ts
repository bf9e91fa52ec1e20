import { COUNTRIES, type Country, type Holiday } from "./countries";
import { dayOf, isoOf, resolveRule, weekdayOf } from "./rules";

/** A day off, as a business may take it over: YYYY-MM-DD. */
export type HolidayDate = { date: string; name: string };

const DAY_MS = 86_400_000;
const [SUNDAY, SATURDAY] = [0, 6];
const isWeekend = (at: number) => weekdayOf(at) === SUNDAY || weekdayOf(at) === SATURDAY;

/** A country's holidays from `from` (YYYY-MM-DD) on, for a year, in the order of the calendar. None for a country we know nothing of. */
export function holidaysFrom(country: string, from: string): HolidayDate[] {
  const year = Number(from.slice(0, 4));
  const until = `${String(year + 1).padStart(4, "0")}${from.slice(4)}`;
  return [year, year + 1]
    .flatMap((each) => holidaysOf(country, each))
    .filter(({ date }) => date >= from && date < until)
    .sort((a, b) => (a.date < b.date ? -1 : 1));
}

/** A country's holidays of a year, those moved off a weekend on the day they are kept. */
export function holidaysOf(code: string, year: number): HolidayDate[] {
  const country = COUNTRIES.find((each) => each.code === code);
  if (!country) return [];
  // The first of January may be kept on the last of December before.
  return [...keptIn(country, year), ...keptIn(country, year + 1)]
    .filter(({ date }) => date.startsWith(`${String(year).padStart(4, "0")}-`))
    .sort((a, b) => (a.date < b.date ? -1 : 1));
}

function keptIn({ holidays }: Country, year: number): HolidayDate[] {
  const own = holidays.map((holiday) => resolveRule(holiday.rule, year));
  const taken = new Set(own.filter((at) => !isWeekend(at)));
  return holidays.map((holiday, index) => {
    const at = own[index] ?? dayOf(year, 1, 1);
    const kept = shifted(holiday, at, taken);
    taken.add(kept);
    return { date: isoOf(kept), name: kept === at ? holiday.name : `${holiday.name} (observed)` };
  });
}

function shifted({ shift = "none" }: Holiday, at: number, taken: ReadonlySet<number>): number {
  if (shift === "none" || !isWeekend(at)) return at;
  if (shift === "nearest") return weekdayOf(at) === SATURDAY ? at - DAY_MS : at + DAY_MS;
  let next = at + DAY_MS;
  while (isWeekend(next) || taken.has(next)) next += DAY_MS;
  return next;
}

const CANADIAN =
  /^America\/(Toronto|Vancouver|Edmonton|Winnipeg|Halifax|St_Johns|Regina|Moncton|Whitehorse|Iqaluit|Glace_Bay|Goose_Bay|Swift_Current|Rankin_Inlet|Resolute|Cambridge_Bay|Inuvik|Dawson|Dawson_Creek|Fort_Nelson|Creston|Thunder_Bay|Nipigon|Rainy_River|Atikokan|Blanc-Sablon|Montreal|Yellowknife|Pangnirtung)$/;
const MEXICAN =
  /^America\/(Mexico_City|Cancun|Merida|Monterrey|Matamoros|Chihuahua|Ciudad_Juarez|Ojinaga|Mazatlan|Hermosillo|Tijuana|Bahia_Banderas)$/;
const AMERICAN =
  /^(America\/(New_York|Detroit|Kentucky\/.+|Indiana\/.+|Chicago|Menominee|North_Dakota\/.+|Denver|Boise|Phoenix|Los_Angeles|Anchorage|Juneau|Sitka|Metlakatla|Yakutat|Nome|Adak|Indianapolis|Louisville)|Pacific\/Honolulu|US\/.+)$/;

const BY_ZONE: readonly [RegExp, string][] = [
  [AMERICAN, "US"],
  [CANADIAN, "CA"],
  [MEXICAN, "MX"],
  [/^Europe\/(London|Belfast)$/, "GB"],
  [/^Europe\/Dublin$/, "IE"],
  [/^Europe\/(Berlin|Busingen)$/, "DE"],
  [/^Europe\/Vienna$/, "AT"],
  [/^Europe\/Paris$/, "FR"],
  [/^(Europe\/Madrid|Africa\/Ceuta|Atlantic\/Canary)$/, "ES"],
  [/^Australia\//, "AU"],
  [/^Pacific\/(Auckland|Chatham)$/, "NZ"],
];

/** The country a time zone lies in, of those whose holidays are known here; null for others. */
export const countryOfZone = (timeZone: string): string | null =>
  BY_ZONE.find(([pattern]) => pattern.test(timeZone))?.[1] ?? null;
