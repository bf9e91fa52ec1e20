import type { OpenInterval, SpecialDay, Weekday, WeeklyHours } from "@/lib/contracts/business-hours";
import { addDays, localMoment, spokenDate, spokenTime, WEEKDAYS, type LocalDate } from "./local-time";

export type Schedule = { timeZone: string; weeklyHours: WeeklyHours; specialDays: readonly SpecialDay[] };

export type DayHours = {
  /** YYYY-MM-DD in the business's time zone. */
  date: string;
  weekday: Weekday;
  intervals: readonly OpenInterval[];
  /** The holiday's or special day's name; null on an ordinary day. */
  special: string | null;
};

export type OpeningAnswer = {
  timeZone: string;
  localTime: string;
  openNow: boolean;
  day: DayHours;
  /**
   * When it opens next: from now on if today is asked about and it is closed, after the day if that is another and closed. Null when it is
   * open, or does not open within five weeks.
   */
  nextOpening: { date: string; time: string } | null;
  /** The answer in one or two sentences, ready to be spoken. Computed here, never by the model. */
  spoken: string;
};

/** Farthest day that is looked at for the next opening. */
const HORIZON_DAYS = 35;

/** The hours of one local date: a special day's own, otherwise the week's. */
export function hoursOn(schedule: Schedule, date: LocalDate): DayHours {
  const special = schedule.specialDays.find((day) => day.date === date.iso);
  const weekday = WEEKDAYS[date.weekdayIndex] ?? "monday";
  const intervals = special ? special.hours : schedule.weeklyHours[weekday];
  return {
    date: date.iso,
    weekday,
    intervals: [...intervals].sort((a, b) => (a.opens < b.opens ? -1 : 1)),
    special: special?.name ?? null,
  };
}

/** True when the business is open at that instant (epoch milliseconds). */
export function isOpenAt(schedule: Schedule, atMs: number): boolean {
  const { date, time } = localMoment(atMs, schedule.timeZone);
  return hoursOn(schedule, date).intervals.some(({ opens, closes }) => opens <= time && time < closes);
}

/**
 * Answers "when are you open?" for a day.
 * @param nowMs epoch milliseconds
 * @param wanted "today", "tomorrow", a weekday's English name (the next such day, today included) or YYYY-MM-DD; null: today
 * @returns null when `wanted` is none of these
 */
export function openingAnswer(schedule: Schedule, nowMs: number, wanted: string | null): OpeningAnswer | null {
  const { date: today, time } = localMoment(nowMs, schedule.timeZone);
  const date = dayWanted(today, wanted);
  if (!date) return null;
  const day = hoursOn(schedule, date);
  const openNow = isOpenAt(schedule, nowMs);
  // Who asks about a day that is closed wants the next one after it, whatever today is.
  const isToday = date.iso === today.iso;
  const nextOpening = isToday
    ? openNow
      ? null
      : findNextOpening(schedule, today, time)
    : day.intervals.length > 0
      ? null
      : findNextOpening(schedule, date, "24:00");
  const base = { timeZone: schedule.timeZone, localTime: `${today.iso} ${time}`, openNow, day, nextOpening };
  return { ...base, spoken: speak(base, today, time) };
}

export function dayWanted(today: LocalDate, wanted: string | null): LocalDate | null {
  const word = wanted?.trim().toLowerCase() ?? "";
  if (word === "" || word === "today" || word === "now") return today;
  if (word === "tomorrow") return addDays(today, 1);
  const weekday = WEEKDAYS.findIndex((name) => word === name || word === `next ${name}` || word === `on ${name}`);
  if (weekday >= 0) return addDays(today, (weekday - today.weekdayIndex + 7) % 7);
  return /^\d{4}-\d{2}-\d{2}$/.test(word) ? addDays({ iso: word, weekdayIndex: 0 }, 0) : null;
}

function findNextOpening(schedule: Schedule, from: LocalDate, time: string): { date: string; time: string } | null {
  for (let ahead = 0; ahead <= HORIZON_DAYS; ahead += 1) {
    const date = addDays(from, ahead);
    if (!date) return null;
    const interval = hoursOn(schedule, date).intervals.find(({ opens }) => ahead > 0 || opens > time);
    if (interval) return { date: date.iso, time: interval.opens };
  }
  return null;
}

function speak(answer: Omit<OpeningAnswer, "spoken">, today: LocalDate, time: string): string {
  const { day, openNow, nextOpening } = answer;
  const isToday = day.date === today.iso;
  const name = isToday ? "today" : spokenDate(day.date, today);
  const because = day.special ? ` (${day.special})` : "";
  const hours = day.intervals
    .map(({ opens, closes }) => `from ${spokenTime(opens)} to ${spokenTime(closes)}`)
    .join(" and ");
  const sentences: string[] = [];
  if (isToday && openNow) {
    const [current, ...later] = day.intervals.filter(({ closes }) => time < closes);
    const again = later
      .map(({ opens, closes }) => `, and again from ${spokenTime(opens)} to ${spokenTime(closes)}`)
      .join("");
    sentences.push(
      current ? `We are open now, until ${spokenTime(current.closes)} today${again}${because}.` : "We are open now.",
    );
  } else if (day.intervals.length === 0) {
    sentences.push(`We are closed ${name}${because}.`);
  } else {
    const over = isToday && day.intervals.every(({ closes }) => closes <= time);
    const when = isToday ? `We are closed at the moment. Today we ${over ? "were" : "are"}` : `${capital(name)} we are`;
    sentences.push(`${when} open ${hours}${because}.`);
  }
  if (nextOpening && nextOpening.date !== day.date) {
    sentences.push(`We open again ${spokenDate(nextOpening.date, today)} at ${spokenTime(nextOpening.time)}.`);
  }
  return sentences.join(" ");
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
