import type { ServiceResource, Slot } from "@/lib/contracts/appointments";
import type { Transaction } from "@/lib/db/transaction";
import { type FreeSlot, slotAtStart } from "@/lib/domain/appointments/free-slots";
import type { Outside } from "./outside/look-outside";
import { AROUND, nearestSlots, readBook } from "./read-book";

export type Wish = {
  startMs: number;
  staffId?: string | undefined;
  nowMs: number;
  without?: string | undefined;
  /** What calendars outside of our book say of the time around it; null: there are none. */
  outside: Outside | null;
};

/** A time that was free under the lock, or those nearest to it that are. */
export type Found =
  { free: true; slot: FreeSlot } | { free: false; taken: { outcome: "taken"; timeZone: string; alternatives: Slot[] } };

const ALTERNATIVES = 3;

/**
 * Looks whether a time is free, for a transaction that will claim it: those who book at one business go one after the other. Holds that
 * are over are removed, so that what they claimed can be claimed.
 */
export async function lookForTime(
  tx: Transaction,
  organizationId: string,
  service: ServiceResource,
  wish: Wish,
): Promise<Found> {
  const { nowMs, startMs, without, outside } = wish;
  await lockBook(tx, service.businessId);
  await tx.appointment.deleteMany({
    where: {
      organizationId,
      businessId: service.businessId,
      state: "held",
      heldUntil: { lte: new Date(nowMs) },
      entry: null,
    },
  });
  const book = await readBook(tx, organizationId, service, { nowMs, ...around(startMs), without, outside });
  const slot = slotAtStart({ ...book, staffId: wish.staffId }, startMs);
  if (slot) return { free: true, slot };
  const alternatives = nearestSlots(book, startMs, ALTERNATIVES, wish.staffId);
  return { free: false, taken: { outcome: "taken", timeZone: book.schedule.timeZone, alternatives } };
}

/** What has to be known of calendars outside before a time is looked for. */
export const around = (startMs: number) => ({
  fromMs: startMs - AROUND.beforeMs,
  untilMs: startMs + AROUND.afterMs,
});

/** Until the transaction is over. What keeps a time from being given twice is the tables' constraints; this spares those who come second an error. */
export const lockBook = (tx: Transaction, businessId: string): Promise<unknown> =>
  tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`appointments ${businessId}`}, 0))`;

/** Takes what the slot needs for an appointment, whose row is there. */
export async function claimSlot(
  tx: Transaction,
  organizationId: string,
  appointmentId: string,
  slot: FreeSlot,
): Promise<void> {
  await tx.appointmentClaim.createMany({
    data: slot.claims.map(({ fromMs, untilMs, ...claim }) => ({
      ...claim,
      organizationId,
      appointmentId,
      session: slot.session ?? appointmentId,
      claimedFrom: new Date(fromMs),
      claimedUntil: new Date(untilMs),
    })),
  });
}

/** The row's columns of a slot. */
export const timesOf = (slot: FreeSlot) => ({
  startsAt: new Date(slot.startMs),
  endsAt: new Date(slot.endMs),
  staffId: slot.staffId,
  roomId: slot.roomId,
});
