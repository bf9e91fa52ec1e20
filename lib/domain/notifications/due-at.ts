import type { Digest, NotificationPreferences, NotificationType, QuietHours } from "@/lib/contracts/notifications";
import { addDays, type LocalDate, localMoment, WEEKDAYS } from "../schedule/local-time";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

export type DeliveryChannel = "email" | "push";
export type Plan = { isShown: boolean; deliveries: { channel: DeliveryChannel; dueAtMs: number }[] };

/**
 * By which ways news of a type reaches a person, and when: shown at once, e-mail with the next digest, and neither e-mail nor push within
 * quiet hours. `reachable`: what there is of an address and of browsers. Nothing shown and no delivery: they are not told at all.
 */
export function planDeliveries(
  type: NotificationType,
  preferences: NotificationPreferences,
  reachable: Record<DeliveryChannel, boolean>,
  atMs: number,
): Plan {
  const wish = preferences.types[type];
  const channels = (["email", "push"] as const).filter((channel) => wish[channel] && reachable[channel]);
  return {
    isShown: wish.inApp,
    deliveries: channels.map((channel) => ({ channel, dueAtMs: dueAtMs(channel, preferences, atMs) })),
  };
}

/** When something of this moment goes out by a channel; epoch milliseconds, never before `atMs`. */
export function dueAtMs(
  channel: DeliveryChannel,
  { quietHours, digest, timeZone }: NotificationPreferences,
  atMs: number,
): number {
  const wanted = channel === "email" ? digestAtMs(digest, timeZone, atMs) : atMs;
  return quietHours ? quietUntilMs(quietHours, timeZone, wanted) : wanted;
}

/** The next digest after a moment; the moment itself where there is none. */
export function digestAtMs({ every, at }: Digest, timeZone: string, atMs: number): number {
  if (every === "off") return atMs;
  const { date, time } = localMoment(atMs, timeZone);
  if (every === "hourly") {
    const minutesPast = Number(time.slice(3));
    return Math.floor(atMs / MINUTE_MS) * MINUTE_MS + HOUR_MS - minutesPast * MINUTE_MS;
  }
  const today = instantOf(date, at, timeZone, atMs);
  return today > atMs ? today : instantOf(daysLater(date, 1), at, timeZone, atMs);
}

/** The end of the quiet hours that a moment lies in, also where several follow each other; the moment itself outside of them. */
export function quietUntilMs(quiet: QuietHours, timeZone: string, atMs: number): number {
  let untilMs = atMs;
  // Whole days in a row are six at most.
  for (let windows = 0; windows <= WEEKDAYS.length; windows += 1) {
    const endMs = windowEndMs(quiet, timeZone, untilMs);
    if (endMs === null || endMs <= untilMs) break;
    untilMs = endMs;
  }
  return untilMs;
}

function windowEndMs({ from, to, days }: QuietHours, timeZone: string, atMs: number): number | null {
  const { date, time } = localMoment(atMs, timeZone);
  const beginsOn = ({ weekdayIndex }: LocalDate) => days.includes(WEEKDAYS[weekdayIndex] ?? "monday");
  const isOverNight = to <= from;
  if (beginsOn(date) && from <= time && (isOverNight || time < to))
    return instantOf(isOverNight ? daysLater(date, 1) : date, to, timeZone, atMs);
  if (isOverNight && beginsOn(daysLater(date, -1)) && time < to) return instantOf(date, to, timeZone, atMs);
  return null;
}

/**
 * The instant a wall clock shows a time (`HH:MM`, 24:00 too): of two, the first after `afterMs`. A time that the clocks jump over counts by
 * the clock before the jump.
 */
function instantOf(date: LocalDate, time: string, timeZone: string, afterMs: number): number {
  if (time === "24:00") return instantOf(daysLater(date, 1), "00:00", timeZone, afterMs);
  const asUtcMs = Date.parse(`${date.iso}T${time}:00Z`);
  const before = asUtcMs - offsetMs(asUtcMs - DAY_MS, timeZone);
  const after = asUtcMs - offsetMs(asUtcMs + DAY_MS, timeZone);
  const shown = [before, after].filter((ms) => ms + offsetMs(ms, timeZone) === asUtcMs).sort((a, b) => a - b);
  return shown.find((ms) => ms > afterMs) ?? shown.at(-1) ?? before;
}

/** What a zone's clocks are ahead of UTC. */
function offsetMs(atMs: number, timeZone: string): number {
  const { date, time } = localMoment(atMs, timeZone);
  return Date.parse(`${date.iso}T${time}:00Z`) - Math.floor(atMs / MINUTE_MS) * MINUTE_MS;
}

function daysLater(date: LocalDate, days: number): LocalDate {
  const later = addDays(date, days);
  if (!later) throw new RangeError(`${date.iso} is no date`);
  return later;
}
