type Parts = Record<"year" | "month" | "day" | "hour" | "minute" | "second" | "weekday", string>;

const formats = new Map<string, Intl.DateTimeFormat>();

function partsOf(at: number, timeZone: string): Parts {
  const known = formats.get(timeZone);
  const format =
    known ??
    new Intl.DateTimeFormat("en-GB", {
      timeZone,
      year: "numeric",
      month: "long",
      day: "numeric",
      weekday: "long",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
    });
  if (!known) formats.set(timeZone, format);
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return parts as Parts;
}

const dayKey = ({ year, month, day }: Parts) => `${year} ${month} ${day}`;
const DAY_MS = 86_400_000;

/**
 * An ISO moment as a person would say it at `now` (ms): minutes first, then the clock of the business's zone, then the date.
 */
export function formatAgo(at: string, now: number, timeZone: string): string {
  const then = Date.parse(at);
  const minutes = Math.floor((now - then) / 60_000);
  if (minutes >= -1 && minutes < 1) return "just now";
  if (minutes > 0 && minutes < 60) return `${minutes} min ago`;
  const parts = partsOf(then, timeZone);
  const today = partsOf(now, timeZone);
  const clock = `${parts.hour}:${parts.minute}`;
  if (dayKey(parts) === dayKey(today)) return `today ${clock}`;
  if (dayKey(parts) === dayKey(partsOf(now - DAY_MS, timeZone))) return `yesterday ${clock}`;
  const date = `${parts.day} ${parts.month.slice(0, 3)}`;
  return parts.year === today.year ? `${date} ${clock}` : `${date} ${parts.year}`;
}

/** To the second, with the zone's place: `Thursday 5 March 2026, 11:18:04 (Los Angeles time)`. */
export function formatExact(at: string, timeZone: string): string {
  const { weekday, day, month, year, hour, minute, second } = partsOf(Date.parse(at), timeZone);
  return `${weekday} ${day} ${month} ${year}, ${hour}:${minute}:${second} (${formatZone(timeZone)})`;
}

/** `Thursday 5 March`. */
export function formatDay(at: string, timeZone: string): string {
  const { weekday, day, month } = partsOf(Date.parse(at), timeZone);
  return `${weekday} ${day} ${month}`;
}

/** `5 March 2026`. */
export function formatDate(at: string, timeZone: string): string {
  const { day, month, year } = partsOf(Date.parse(at), timeZone);
  return `${day} ${month} ${year}`;
}

/** `11:18:04` in the zone. */
export function formatTimeOfDay(at: string, timeZone: string): string {
  const { hour, minute, second } = partsOf(Date.parse(at), timeZone);
  return `${hour}:${minute}:${second}`;
}

/** `America/Los_Angeles` → `Los Angeles time`. */
export function formatZone(timeZone: string): string {
  return timeZone === "UTC" ? "UTC" : `${(timeZone.split("/").at(-1) ?? timeZone).replaceAll("_", " ")} time`;
}
