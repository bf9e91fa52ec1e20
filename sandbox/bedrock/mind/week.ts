/** Opening hours as people write them on a page. */

const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;

export interface DayHours {
  readonly day: (typeof DAYS)[number];
  /** 24-hour clock, HH:MM. */
  readonly opens: string;
  readonly closes: string;
  /** The line it stands in. */
  readonly line: string;
}

const DAY = String.raw`(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?`;
const TIME = String.raw`(\d{1,2})(?:[:.](\d{2}))?\s*([ap])?\.?m?\.?|(noon|midnight)`;
const HOURS = new RegExp(String.raw`(?:${TIME})\s*(?:-|–|—|to|until|till)\s*(?:${TIME})`, "gi");
const DAYS_OF_LINE = new RegExp(
  String.raw`\b${DAY}(?:\s*(?:-|–|—|to|through)\s*${DAY}|((?:\s*(?:,|and|&)\s*(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?)+))?`,
  "i",
);

/** What a text says of each day, in its order; nothing for days that are closed or not named. */
export function readWeek(text: string): DayHours[] {
  return text.split("\n").flatMap((line) => {
    const days = daysOf(line);
    if (days.length === 0) return [];
    const spans = [...line.matchAll(HOURS)].flatMap((match) => spanOf(match) ?? []);
    return days.flatMap((day) => spans.map((span) => ({ day, ...span, line: line.trim() })));
  });
}

function daysOf(line: string): (typeof DAYS)[number][] {
  if (/\b(?:daily|every day|seven days)\b/i.test(line)) return [...DAYS];
  const match = DAYS_OF_LINE.exec(line);
  if (!match?.[1]) return [];
  const indexOf = (name: string) => DAYS.findIndex((day) => day.startsWith(name.toLowerCase().slice(0, 3)));
  const from = indexOf(match[1]);
  if (match[2]) {
    const until = indexOf(match[2]);
    return DAYS.filter((_, at) => (from <= until ? at >= from && at <= until : at >= from || at <= until));
  }
  const more = [...(match[3] ?? "").matchAll(new RegExp(DAY, "gi"))].map((each) => indexOf(each[1] ?? ""));
  return [from, ...more].flatMap((at) => DAYS[at] ?? []);
}

function spanOf(match: RegExpMatchArray): { opens: string; closes: string } | undefined {
  const [, openHour, openMinute, openHalf, openWord, closeHour, closeMinute, closeHalf, closeWord] = match;
  const closes = closeWord ? wordTime(closeWord, "24:00") : clock(closeHour, closeMinute, closeHalf, "p");
  // "8 – 5": the first is in the morning unless it says otherwise.
  const opens = openWord ? wordTime(openWord, "00:00") : clock(openHour, openMinute, openHalf, "a");
  return opens && closes && opens < closes ? { opens, closes } : undefined;
}

const wordTime = (word: string, midnight: string) => (word.toLowerCase() === "noon" ? "12:00" : midnight);

function clock(hour = "", minute = "00", half: string | undefined, usual: "a" | "p"): string | undefined {
  let value = Number(hour);
  if (value > 24 || Number(minute) > 59) return undefined;
  const of = half?.toLowerCase() ?? (value > 12 || (usual === "p" && value === 12) ? undefined : usual);
  if (of === "p" && value < 12) value += 12;
  if (of === "a" && value === 12) value = 0;
  return `${String(value).padStart(2, "0")}:${minute}`;
}
