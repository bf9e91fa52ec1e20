import type { ServiceResource, Slot } from "@/lib/contracts/appointments";
import { SpecialDays, WeeklyHours } from "@/lib/contracts/business-hours";
import type { Transaction } from "@/lib/db/transaction";
import { type Claim, type FreeSlot, freeSlots, type SlotSearch } from "@/lib/domain/appointments/free-slots";
import { localStamp } from "@/lib/domain/appointments/zoned-time";
import { outsideClaims } from "@/lib/domain/appointments/outside-times";
import { toResource } from "./configured-row";
import type { Outside } from "./outside/look-outside";

/** All that decides which times of a service are free. */
export type Book = Pick<SlotSearch, "service" | "schedule" | "resources" | "claims" | "nowMs" | "starts"> & {
  names: ReadonlyMap<string, string>;
};

type ClaimRow = Pick<Claim, "lane" | "session" | "seat"> & { resource_id: string; from: Date; until: Date };

const DAY_MS = 86_400_000;

/**
 * The book of a service's business for a time. What is held counts until its hold is over; `without` is an appointment that is to be moved,
 * whose own time does not stand in its way.
 */
export async function readBook(
  tx: Transaction,
  organizationId: string,
  service: ServiceResource,
  at: {
    nowMs: number;
    fromMs: number;
    untilMs: number;
    without?: string | undefined;
    /** What calendars outside of our book say; null: there are none. */
    outside: Outside | null;
  },
): Promise<Book> {
  const business = await tx.business.findUniqueOrThrow({
    where: { organizationId_id: { organizationId, id: service.businessId } },
    select: { timeZone: true, weeklyHours: true, specialDays: true },
  });
  const rows = await tx.bookableResource.findMany({
    where: { organizationId, active: true, id: { in: service.resourceIds } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  // A kind that the service needs, and of which all are switched off, is not one that it does not need.
  const kinds = await tx.bookableResource.findMany({
    where: { organizationId, id: { in: service.resourceIds } },
    select: { kind: true },
    distinct: ["kind"],
  });
  const resources = rows.map(toResource);
  const isMissing = kinds.some(({ kind }) => !resources.some((each) => each.kind === kind));
  const ids = [service.id, ...service.resourceIds];
  const claims = await tx.$queryRaw<ClaimRow[]>`
    select c.resource_id, c.lane, c.session, c.seat, c.claimed_from as "from", c.claimed_until as "until"
    from appointment_claims c join appointments a on a.organization_id = c.organization_id and a.id = c.appointment_id
    where c.organization_id = ${organizationId}::uuid and c.resource_id = any(${ids}::uuid[])
      and (a.state <> 'held' or a.held_until > ${new Date(at.nowMs)}) and a.id is distinct from ${at.without ?? null}::uuid
      and tstzrange(c.claimed_from, c.claimed_until) && tstzrange(${new Date(at.fromMs - DAY_MS)}, ${new Date(at.untilMs + 2 * DAY_MS)})`;
  const { outside } = at;
  const elsewhere = outside
    ? outsideClaims(
        service,
        resources.map(({ id }) => id),
        outside.settings,
        outside.openings,
        await ownEntries(tx, organizationId, at),
      )
    : [];
  return {
    service: isMissing || !service.active ? { ...service, horizonDays: 0 } : service,
    schedule: {
      timeZone: business.timeZone,
      weeklyHours: WeeklyHours.parse(business.weeklyHours),
      specialDays: SpecialDays.parse(business.specialDays),
    },
    resources,
    claims: [
      ...claims.map(({ resource_id: resourceId, from, until, ...claim }) => ({
        ...claim,
        resourceId,
        fromMs: from.getTime(),
        untilMs: until.getTime(),
      })),
      ...elsewhere,
    ],
    starts: outside?.openings.starts ?? null,
    nowMs: at.nowMs,
    names: new Map(resources.map(({ id, name }) => [id, name])),
  };
}

/** Appointments of ours as they stand, or may stand, in calendars outside. */
async function ownEntries(tx: Transaction, organizationId: string, at: { fromMs: number; untilMs: number }) {
  const rows = await tx.appointmentEntry.findMany({
    where: {
      organizationId,
      appointment: {
        startsAt: { lt: new Date(at.untilMs + DAY_MS) },
        endsAt: { gt: new Date(at.fromMs - DAY_MS) },
      },
    },
    select: { calendarId: true, appointment: { select: { startsAt: true, endsAt: true } } },
  });
  return rows.map(({ calendarId, appointment: { startsAt, endsAt } }) => ({
    calendarId,
    fromMs: startsAt.getTime(),
    untilMs: endsAt.getTime(),
  }));
}

export const toSlot = ({ schedule, names }: Book, slot: FreeSlot): Slot => ({
  startsAt: new Date(slot.startMs).toISOString(),
  endsAt: new Date(slot.endMs).toISOString(),
  localStart: localStamp(slot.startMs, schedule.timeZone),
  staffId: slot.staffId,
  staffName: slot.staffId && (names.get(slot.staffId) ?? null),
  roomId: slot.roomId,
  roomName: slot.roomId && (names.get(slot.roomId) ?? null),
  placesLeft: slot.placesLeft,
});

/** How far from a wanted time others are looked for. */
export const AROUND = { beforeMs: 2 * DAY_MS, afterMs: 14 * DAY_MS };

/** The free slots that are nearest to a wanted time, in their own order. */
export function nearestSlots(book: Book, wantedMs: number, count: number, staffId?: string): Slot[] {
  const from = { fromMs: wantedMs - AROUND.beforeMs, untilMs: wantedMs + AROUND.afterMs };
  return freeSlots({ ...book, ...from, staffId, limit: 2000 })
    .sort((a, b) => Math.abs(a.startMs - wantedMs) - Math.abs(b.startMs - wantedMs))
    .slice(0, count)
    .sort((a, b) => a.startMs - b.startMs)
    .map((slot) => toSlot(book, slot));
}
