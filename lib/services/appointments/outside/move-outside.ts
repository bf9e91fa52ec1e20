import { v7 as uuidv7 } from "uuid";
import type { BookingResult } from "@/lib/contracts/appointments";
import type { Appointment } from "@/lib/db/generated/client";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import type { FreeSlot } from "@/lib/domain/appointments/free-slots";
import { calendarOf } from "@/lib/domain/appointments/outside-times";
import { recordAudit } from "../../audit/record-audit";
import type { ServiceContext } from "../../context";
import type { IntegrationDeps } from "../../integrations/installation";
import { asResource, theAppointment } from "../appointment-row";
import { planMessages } from "../plan-messages";
import { tellWebhooksOfAppointment } from "../tell-webhooks-of-appointment";
import { claimSlot, lockBook, timesOf } from "../take-time";
import { entryOf, keepForRemoval, markThere, type Stands, standsAt, writtenUntil } from "./enter-outside";
import { bookOf, type BookVendor, type Outside, outsideDeps } from "./look-outside";
import { type OutsideBook, type OutsideEntry, OutsideTrouble } from "./outside-book";

/** A new time that is kept from others while an appointment is moved in a calendar outside. The old one is kept too. */
export type PendingMove = {
  outcome: "pending";
  before: Appointment;
  slot: FreeSlot;
  holdId: string | null;
  book: OutsideBook;
  /** Where it stands and where it is to stand; null: in our book alone. */
  from: (Stands & { book: OutsideBook }) | null;
  to: string | null;
  vendor: BookVendor;
  entry: OutsideEntry;
};

/** Gives an appointment its new time, with all that goes with it. Within a transaction under the book's lock. */
export async function takeNewTime(
  tx: Transaction,
  context: ServiceContext,
  { before, slot }: { before: Appointment; slot: FreeSlot },
  now: Date,
): Promise<void> {
  const { organizationId, id: appointmentId } = before;
  await tx.appointmentClaim.deleteMany({ where: { organizationId, appointmentId } });
  await tx.appointment.update({
    where: { organizationId_id: { organizationId, id: appointmentId } },
    data: { ...timesOf(slot), revision: { increment: 1 }, updatedAt: now },
  });
  await claimSlot(tx, organizationId, appointmentId, slot);
  await planMessages(tx, organizationId, { appointmentId, kind: "moved" }, now);
  await tellWebhooksOfAppointment(tx, organizationId, "appointment.moved", appointmentId, now);
  const details = { from: before.startsAt.toISOString(), to: new Date(slot.startMs).toISOString() };
  const record = { action: "appointment.moved", targetType: "appointment", targetId: appointmentId, details };
  await recordAudit(tx, context, record, now);
}

/** Keeps the new time beside the old one: as a hold, or, where the two overlap, as one longer time of the same appointment. */
export async function reserveMove(
  tx: Transaction,
  { before, slot, outside }: { before: Appointment; slot: FreeSlot; outside: Pick<Outside, "settings" | "book"> },
  now: Date,
  deps: IntegrationDeps | undefined,
): Promise<PendingMove> {
  const { organizationId, id: appointmentId } = before;
  const old = await tx.appointmentClaim.findMany({ where: { organizationId, appointmentId } });
  const overlaps = slot.claims.some((claim) =>
    old.some(
      (each) =>
        each.resourceId === claim.resourceId &&
        each.claimedFrom.getTime() < claim.untilMs &&
        each.claimedUntil.getTime() > claim.fromMs,
    ),
  );
  let holdId: string | null = null;
  if (overlaps) {
    for (const each of old) {
      const claim = slot.claims.find(({ resourceId }) => resourceId === each.resourceId);
      if (!claim) continue;
      await tx.appointmentClaim.updateMany({
        where: { organizationId, appointmentId, resourceId: each.resourceId },
        data: {
          claimedFrom: new Date(Math.min(each.claimedFrom.getTime(), claim.fromMs)),
          claimedUntil: new Date(Math.max(each.claimedUntil.getTime(), claim.untilMs)),
        },
      });
    }
  } else {
    holdId = uuidv7();
    const { businessId, serviceId } = before;
    const heldUntil = writtenUntil(now);
    const row = { organizationId, id: holdId, businessId, serviceId, createdAt: now, updatedAt: now };
    await tx.appointment.create({ data: { ...row, ...timesOf(slot), state: "held", heldUntil } });
    await claimSlot(tx, organizationId, holdId, slot);
  }
  const key = { organizationId_appointmentId: { organizationId, appointmentId } };
  const stands = await tx.appointmentEntry.findUnique({ where: key });
  const from = stands && {
    ...standsAt(stands),
    book: bookOf(organizationId, standsAt(stands).vendor, outsideDeps(deps)),
  };
  const to = calendarOf(outside.settings, slot);
  const entry = { ...(await entryOf(tx, organizationId, appointmentId)), fromMs: slot.startMs, untilMs: slot.endMs };
  // Cut short here, what stands outside is put right again from our book.
  if (from) await tx.appointmentEntry.update({ where: key, data: { state: "writing", checkAt: writtenUntil(now) } });
  const { vendor } = outside.settings;
  return { outcome: "pending", before, slot, holdId, book: outside.book, from, to, vendor, entry };
}

/** For one that still stands in a calendar which its business is not booked in any more: moved, it is taken out there. */
export async function leftOutside(
  tx: Transaction,
  organizationId: string,
  appointmentId: string,
  deps: IntegrationDeps | undefined,
): Promise<Pick<Outside, "settings" | "book"> | null> {
  const key = { organizationId_appointmentId: { organizationId, appointmentId } };
  const row = await tx.appointmentEntry.findUnique({ where: key });
  if (!row) return null;
  const { vendor } = standsAt(row);
  return {
    settings: { vendor, calendarId: null, resources: {} },
    book: bookOf(organizationId, vendor, outsideDeps(deps)),
  };
}

/** Moves it outside, then in our book; or leaves it where it was and throws OutsideTrouble. */
export async function moveOutside(pending: PendingMove, context: ServiceContext, now: Date): Promise<BookingResult> {
  const { before, slot, holdId, book, from, to, vendor, entry } = pending;
  const { organizationId, id: appointmentId, businessId } = before;
  const isThere = from !== null && from.vendor === vendor && from.calendarId === to;
  const kept = to === null ? null : await book.place(to, entry, isThere);
  const isDone = kept === null || kept.kind === "kept";
  await withTenant(organizationId, async (tx) => {
    await lockBook(tx, businessId);
    if (holdId) await tx.appointment.deleteMany({ where: { organizationId, id: holdId } });
    if (isDone) return takeNewTime(tx, context, { before, slot }, now);
    if (!holdId) await restoreClaims(tx, before, slot);
    const known = kept.kind === "refused";
    const data = { state: known ? "there" : "writing", checkAt: known ? writtenUntil(now) : now };
    await tx.appointmentEntry.updateMany({ where: { organizationId, appointmentId }, data });
  });
  if (!isDone)
    throw new OutsideTrouble(
      `It could not be moved in ${book.title}: ${kept.problem}. It is where it was.`,
      "The business's calendar did not take the change, so the appointment is where it was. Say so, and offer to take a message.",
    );
  // In another's calendar now: what is left in the first is taken out, and if that can't be, later.
  const left = from && !isThere ? await from.book.remove(from.calendarId, from.externalId, entry) : null;
  return withTenant(organizationId, async (tx) => {
    if (from && left && "problem" in left) await keepForRemoval(tx, before, from, now);
    if (to !== null && kept?.kind === "kept") {
      const row = { organizationId, appointmentId, vendor, calendarId: to, externalId: kept.externalId };
      const key = { organizationId_appointmentId: { organizationId, appointmentId } };
      await tx.appointmentEntry.upsert({ where: key, create: { ...row, state: "there" }, update: { vendor } });
      await markThere(tx, row, now, kept.left);
    } else await tx.appointmentEntry.deleteMany({ where: { organizationId, appointmentId } });
    return { outcome: "done", appointment: await asResource(tx, organizationId, appointmentId) };
  });
}

/** The time that was kept beside the old one is given back. */
async function restoreClaims(tx: Transaction, before: Appointment, slot: FreeSlot): Promise<void> {
  const { organizationId, id: appointmentId } = before;
  const service = await tx.appointmentService.findUniqueOrThrow({
    where: { organizationId_id: { organizationId, id: before.serviceId } },
    select: { bufferBeforeMinutes: true, bufferAfterMinutes: true },
  });
  await tx.appointmentClaim.updateMany({
    where: { organizationId, appointmentId, resourceId: { in: slot.claims.map(({ resourceId }) => resourceId) } },
    data: {
      claimedFrom: new Date(before.startsAt.getTime() - service.bufferBeforeMinutes * 60_000),
      claimedUntil: new Date(before.endsAt.getTime() + service.bufferAfterMinutes * 60_000),
    },
  });
}

/** Takes an appointment out of the calendar it stands in; nothing where it stands in none. Throws OutsideTrouble: then it still stands. */
export async function takeOut(
  organizationId: string,
  appointmentId: string,
  now: Date,
  deps: IntegrationDeps | undefined,
): Promise<void> {
  const found = await withTenant(organizationId, async (tx) => {
    const { state, endsAt } = await theAppointment(tx, organizationId, appointmentId);
    if (state !== "booked" || endsAt <= now) return null;
    const key = { organizationId_appointmentId: { organizationId, appointmentId } };
    const row = await tx.appointmentEntry.findUnique({ where: key });
    return row && { ...standsAt(row), entry: await entryOf(tx, organizationId, appointmentId) };
  });
  if (!found) return;
  const book = bookOf(organizationId, found.vendor, outsideDeps(deps));
  const removed = await book.remove(found.calendarId, found.externalId, found.entry);
  if (!("problem" in removed)) return;
  await withTenant(organizationId, (tx) =>
    // It may be gone there all the same: looked at soon, and put right from our book.
    tx.appointmentEntry.updateMany({
      where: { organizationId, appointmentId },
      data: { state: "writing", checkAt: now },
    }),
  );
  throw new OutsideTrouble(
    `It could not be taken out of ${book.title}: ${removed.problem}. It is not canceled.`,
    "The business's calendar can't be changed now, so the appointment is not canceled. Say so, and offer to take a message.",
  );
}
