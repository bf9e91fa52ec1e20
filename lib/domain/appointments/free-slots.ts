import type { WeeklyHours } from "@/lib/contracts/business-hours";
import type { DayOff, ResourceKind } from "@/lib/contracts/appointments";
import { addDays, localMoment, type LocalDate } from "../schedule/local-time";
import { hoursOn, type Schedule } from "../schedule/opening-hours";
import { boundaryOf, clockOf, minuteOf } from "./zoned-time";

export type BookableService = {
  id: string;
  durationMinutes: number;
  bufferBeforeMinutes: number;
  bufferAfterMinutes: number;
  noticeMinutes: number;
  horizonDays: number;
  stepMinutes: number;
  /** At one start with the same person and room; side by side where the service needs neither. */
  capacity: number;
};

export type Bookable = {
  id: string;
  kind: ResourceKind;
  /** Null: the business's. */
  weeklyHours: WeeklyHours | null;
  daysOff: readonly DayOff[];
};

/** A time in which somebody, a room or a place of a service is taken, buffers included. */
export type Claim = {
  /** The person, the room, or the service itself where it needs neither. */
  resourceId: string;
  /** The place beside others that the service has; 0 for people and rooms. */
  lane: number;
  /** What shares the resource: those of one session may, nobody else. */
  session: string;
  /** The place within the session. */
  seat: number;
  fromMs: number;
  untilMs: number;
};

export type FreeSlot = {
  startMs: number;
  endMs: number;
  staffId: string | null;
  roomId: string | null;
  /** What has to be claimed for it; which session it is, where only one appointment has place, is the appointment's own. */
  claims: readonly Omit<Claim, "session">[];
  /** Null: of this appointment alone. */
  session: string | null;
  placesLeft: number;
};

export type SlotSearch = {
  service: BookableService;
  /** The business's hours. */
  schedule: Schedule;
  /** Those that the service can use. No staff among them: it needs nobody; no room: none. */
  resources: readonly Bookable[];
  claims: readonly Claim[];
  nowMs: number;
  /** Slots that start in this time, `untilMs` excluded. */
  fromMs: number;
  untilMs: number;
  /** This person alone. */
  staffId?: string | undefined;
  /** These starts alone; null: any. */
  starts?: ReadonlySet<number> | null;
  limit: number;
};

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * The slots that are free, in the order of their start: within the business's hours and those of whoever gives it, on the step of the
 * wall clock, never at a time that a clock change leaves out, and once where it repeats one.
 */
export function freeSlots(search: SlotSearch): FreeSlot[] {
  const { service, schedule, nowMs } = search;
  const earliest = Math.max(search.fromMs, nowMs + service.noticeMinutes * MINUTE_MS);
  const latest = Math.min(search.untilMs, nowMs + service.horizonDays * DAY_MS);
  const found: FreeSlot[] = [];
  if (earliest >= latest) return found;
  let date: LocalDate | null = localMoment(earliest, schedule.timeZone).date;
  const last = localMoment(latest - 1, schedule.timeZone).date.iso;
  while (date && date.iso <= last) {
    for (const startMs of startsOn(date, service, schedule)) {
      if (startMs < earliest || startMs >= latest) continue;
      if (search.starts && !search.starts.has(startMs)) continue;
      const slot = slotAt(search, startMs, date);
      if (slot) found.push(slot);
      if (found.length >= search.limit) return found;
    }
    date = addDays(date, 1);
  }
  return found;
}

/** Whether a start is free, by the same rules. Null when it is not. */
export const slotAtStart = (search: Omit<SlotSearch, "fromMs" | "untilMs" | "limit">, startMs: number) =>
  freeSlots({ ...search, fromMs: startMs, untilMs: startMs + 1, limit: 1 })[0] ?? null;

/** The possible starts of a day, free or not. */
function startsOn(date: LocalDate, service: BookableService, schedule: Schedule): number[] {
  const starts: number[] = [];
  const instantsOf = clockOf(date.iso, schedule.timeZone);
  for (const { opens, closes } of hoursOn(schedule, date).intervals) {
    const closesMs = boundaryOf(date.iso, minuteOf(closes), schedule.timeZone);
    for (let minute = minuteOf(opens); minute < minuteOf(closes); minute += service.stepMinutes) {
      const [startMs] = instantsOf(minute);
      if (startMs !== undefined && startMs + service.durationMinutes * MINUTE_MS <= closesMs) starts.push(startMs);
    }
  }
  return starts;
}

function slotAt(search: SlotSearch, startMs: number, date: LocalDate): FreeSlot | null {
  const { service, resources } = search;
  const endMs = startMs + service.durationMinutes * MINUTE_MS;
  const from = startMs - service.bufferBeforeMinutes * MINUTE_MS;
  const until = endMs + service.bufferAfterMinutes * MINUTE_MS;
  const clashing = search.claims.filter(({ fromMs, untilMs }) => fromMs < until && untilMs > from);
  const span = { fromMs: from, untilMs: until };
  const needs = (kind: ResourceKind) => resources.some((resource) => resource.kind === kind);
  if (search.staffId !== undefined && !needs("staff")) return null;
  if (!needs("staff") && !needs("room")) {
    const taken = new Set(clashing.filter(({ resourceId }) => resourceId === service.id).map(({ lane }) => lane));
    const lane = Array.from({ length: service.capacity }, (_, index) => index).find((index) => !taken.has(index));
    if (lane === undefined) return null;
    const claims = [{ resourceId: service.id, lane, seat: 0, ...span }];
    const placesLeft = service.capacity - taken.size;
    return { startMs, endMs, staffId: null, roomId: null, claims, session: null, placesLeft };
  }
  const there = (kind: ResourceKind): (Bookable | null)[] => {
    if (!needs(kind)) return [null];
    return resources.filter(
      (each) =>
        each.kind === kind &&
        (kind !== "staff" || search.staffId === undefined || each.id === search.staffId) &&
        isThere(each, date, startMs, endMs, search.schedule),
    );
  };
  const rooms = there("room");
  const staff = there("staff");
  if (staff.length > 1) {
    // Whoever has least to do that day comes first.
    const busy = busyness(search.claims, date, search.schedule.timeZone);
    staff.sort((a, b) => busy(a?.id) - busy(b?.id));
  }
  for (const who of staff) {
    for (const where of rooms) {
      const keys = [who?.id, where?.id].filter((id) => id !== undefined);
      const session = service.capacity > 1 ? `${service.id} ${startMs} ${keys.join(" ")}` : null;
      const inTheWay = clashing.filter(({ resourceId }) => keys.includes(resourceId));
      if (inTheWay.some((claim) => session === null || claim.session !== session)) continue;
      const seats = new Set(inTheWay.map(({ seat }) => seat));
      const seat = Array.from({ length: service.capacity }, (_, index) => index).find((index) => !seats.has(index));
      if (seat === undefined) continue;
      const claims = keys.sort().map((resourceId) => ({ resourceId, lane: 0, seat, ...span }));
      const placesLeft = service.capacity - seats.size;
      return { startMs, endMs, staffId: who?.id ?? null, roomId: where?.id ?? null, claims, session, placesLeft };
    }
  }
  return null;
}

/** Whether somebody works, or a room can be used, for the whole of it. */
function isThere(resource: Bookable, date: LocalDate, startMs: number, endMs: number, schedule: Schedule): boolean {
  if (resource.daysOff.some(({ from, until }) => from <= date.iso && date.iso <= until)) return false;
  if (resource.weeklyHours === null) return true;
  const own = { timeZone: schedule.timeZone, weeklyHours: resource.weeklyHours, specialDays: [] };
  return hoursOn(own, date).intervals.some(
    ({ opens, closes }) =>
      boundaryOf(date.iso, minuteOf(opens), schedule.timeZone) <= startMs &&
      endMs <= boundaryOf(date.iso, minuteOf(closes), schedule.timeZone),
  );
}

function busyness(claims: readonly Claim[], date: LocalDate, timeZone: string) {
  const from = boundaryOf(date.iso, 0, timeZone);
  const today = claims.filter(({ fromMs, untilMs }) => fromMs < from + DAY_MS && untilMs > from);
  return (id: string | undefined) => today.filter(({ resourceId }) => resourceId === id).length;
}
