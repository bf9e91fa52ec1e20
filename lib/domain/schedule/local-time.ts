import type { Weekday } from "@/lib/contracts/business-hours";

export const WEEKDAYS: readonly Weekday[] = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
];

/** A calendar date without a time; weekdayIndex 0 is Monday. */
export type LocalDate = { iso: string; weekdayIndex: number };

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-CA", {
      timeZone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** The wall calendar and clock (HH:MM) of an instant in a time zone (IANA name). Throws RangeError for an unknown zone. */
export function localMoment(atMs: number, timeZone: string): { date: LocalDate; time: string } {
  const parts = Object.fromEntries(
    formatFor(timeZone)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, value]),
  );
  const iso = `${parts.year}-${parts.month}-${parts.day}`;
  return { date: { iso, weekdayIndex: weekdayIndexOf(iso) }, time: `${parts.hour}:${parts.minute}` };
}

/** Calendar arithmetic, untouched by clock changes. Null when the date does not exist. */
export function addDays(date: LocalDate, days: number): LocalDate | null {
  const [year, month, day] = date.iso.split("-").map(Number);
  const at = new Date(Date.UTC(year ?? NaN, (month ?? NaN) - 1, (day ?? NaN) + days));
  if (Number.isNaN(at.getTime())) return null;
  if (days === 0 && at.toISOString().slice(0, 10) !== date.iso) return null;
  const iso = at.toISOString().slice(0, 10);
  return { iso, weekdayIndex: weekdayIndexOf(iso) };
}

function weekdayIndexOf(iso: string): number {
  return (new Date(`${iso}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** "tomorrow", "on Monday", "on Monday, December 14": as one would say it today. */
export function spokenDate(iso: string, today: LocalDate): string {
  const daysAhead = Math.round((Date.parse(`${iso}T00:00:00Z`) - Date.parse(`${today.iso}T00:00:00Z`)) / 86_400_000);
  if (daysAhead === 0) return "today";
  if (daysAhead === 1) return "tomorrow";
  const at = new Date(`${iso}T00:00:00Z`);
  const weekday = at.toLocaleDateString("en-US", { weekday: "long", timeZone: "UTC" });
  if (daysAhead > 1 && daysAhead < 7) return `on ${weekday}`;
  return `on ${weekday}, ${at.toLocaleDateString("en-US", { month: "long", day: "numeric", timeZone: "UTC" })}`;
}

/** "9 am", "12:30 pm", "midnight". */
export function spokenTime(time: string): string {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  if (hour % 24 === 0 && minute === 0) return "midnight";
  if (hour === 12 && minute === 0) return "noon";
  const clock = hour % 12 === 0 ? 12 : hour % 12;
  return `${clock}${minute === 0 ? "" : `:${String(minute).padStart(2, "0")}`} ${hour < 12 ? "am" : "pm"}`;
}
