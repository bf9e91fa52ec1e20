import { instantOf, localIso } from "../zone";
import type { Account, BookedEvent, EventType } from "./world";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

export interface Slot {
  readonly startMs: number;
  readonly remaining: number;
}

/** What can be booked from one instant until another: within the hours, in the future, and with nothing of the host's in the way. */
export function openSlots(account: Account, type: EventType, fromMs: number, toMs: number, nowMs: number): Slot[] {
  return startsOf(account, type, fromMs, toMs)
    .filter((startMs) => startMs > nowMs && startMs >= fromMs && startMs < toMs)
    .map((startMs) => ({ startMs, remaining: remainingAt(account, type, startMs) }))
    .filter(({ remaining }) => remaining > 0);
}

/** The group's event that further people join, when there is one at that start. */
export const groupEventAt = (account: Account, type: EventType, startMs: number): BookedEvent | undefined =>
  [...account.events.values()].find((event) => isGroupOf(event, type, startMs));

/** Whether the start is one that is offered at all, be it taken or not. */
export const isOffered = (account: Account, type: EventType, startMs: number): boolean =>
  startsOf(account, type, startMs, startMs + 1).includes(startMs);

const isGroupOf = (event: BookedEvent, type: EventType, startMs: number) =>
  type.capacity > 1 && event.typeUuid === type.uuid && event.startMs === startMs && !event.cancellation;

function remainingAt(account: Account, type: EventType, startMs: number): number {
  const endMs = startMs + type.durationMinutes * MINUTE_MS;
  const group = groupEventAt(account, type, startMs);
  const inTheWay = [...account.busy, ...[...account.events.values()].filter((event) => !event.cancellation)].some(
    (one) => one !== group && one.startMs < endMs && startMs < one.endMs,
  );
  if (inTheWay) return 0;
  return type.capacity - (group?.invitees.filter((invitee) => !invitee.cancellation).length ?? 0);
}

function startsOf({ timeZone }: Account, { starts, hours, durationMinutes }: EventType, fromMs: number, toMs: number) {
  if (starts) return [...starts].sort((one, other) => one - other);
  const found: number[] = [];
  const firstDayMs = Date.parse(localIso(fromMs, timeZone).slice(0, 10));
  for (let dayMs = firstDayMs; dayMs <= toMs + DAY_MS; dayMs += DAY_MS) {
    const day = new Date(dayMs);
    if (!hours.days.includes(day.getUTCDay())) continue;
    const last = minutesOf(hours.until) - durationMinutes;
    for (let minute = minutesOf(hours.from); minute <= last; minute += hours.everyMinutes) {
      const time = new Date(minute * MINUTE_MS).toISOString().slice(11, 19);
      found.push(instantOf(`${day.toISOString().slice(0, 10)}T${time}`, timeZone));
    }
  }
  return found;
}

function minutesOf(clock: string): number {
  const [hour = 0, minute = 0] = clock.split(":").map(Number);
  return hour * 60 + minute;
}
