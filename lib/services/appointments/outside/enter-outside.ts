import { v7 as uuidv7 } from "uuid";
import type { BookingResult } from "@/lib/contracts/appointments";
import type { Appointment, AppointmentEntry } from "@/lib/db/generated/client";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../../context";
import { asResource, theAppointment } from "../appointment-row";
import { noteBooked } from "../note-booked";
import { lockBook } from "../take-time";
import { type BookVendor, type Outside, vendorOf } from "./look-outside";
import { type Kept, type OutsideBook, type OutsideEntry, OutsideTrouble, placeholderOf } from "./outside-book";

/** A time that is held in our book while it is entered in a calendar outside. */
export type Pending = {
  outcome: "pending";
  appointmentId: string;
  book: OutsideBook;
  calendarId: string;
  entry: OutsideEntry;
};

/** Nobody enters for longer: what is still being written then was cut short. */
const WRITING_MS = 60_000;
export const writtenUntil = (now: Date) => new Date(now.getTime() + WRITING_MS);
/** What was entered is looked at again then: some systems say yes first and lose it afterwards. */
const FIRST_CHECK_MS = 60_000;

/** Writes down that an appointment is about to be entered, before anything is sent. Within the transaction that took its time. */
export async function beginEntry(
  tx: Transaction,
  of: { organizationId: string; appointmentId: string; outside: Outside; calendarId: string },
  now: Date,
): Promise<Pending> {
  const { organizationId, appointmentId, outside, calendarId } = of;
  const entry = await entryOf(tx, organizationId, appointmentId);
  const externalId = placeholderOf(appointmentId);
  const row = { organizationId, appointmentId, vendor: outside.settings.vendor, calendarId, externalId };
  await tx.appointmentEntry.create({ data: { ...row, state: "writing", checkAt: writtenUntil(now), updatedAt: now } });
  return { outcome: "pending", appointmentId, book: outside.book, calendarId, entry };
}

/** An appointment as it is to stand outside. */
export async function entryOf(tx: Transaction, organizationId: string, id: string): Promise<OutsideEntry> {
  const row = await theAppointment(tx, organizationId, id);
  const { serviceName, timeZone } = await asResource(tx, organizationId, id);
  const words = [row.note, row.customerPhone ? `Telephone: ${row.customerPhone}` : "", row.customerEmail ?? ""];
  return {
    appointmentId: id,
    fromMs: row.startsAt.getTime(),
    untilMs: row.endsAt.getTime(),
    timeZone,
    title: [serviceName, row.customerName].filter(Boolean).join(": "),
    words: words.filter(Boolean).join("\n"),
    name: row.customerName || serviceName,
    phone: row.customerPhone,
    email: row.customerEmail,
  };
}

/** Enters what is held. It is booked when it is read there as it should be; else the time is given back, and OutsideTrouble thrown. */
export async function enterOutside(pending: Pending, context: ServiceContext, now: Date): Promise<BookingResult> {
  const { organizationId } = context;
  const { appointmentId, book, calendarId, entry } = pending;
  const kept = await book.place(calendarId, entry, false);
  if (kept.kind !== "kept") {
    await giveBack(organizationId, appointmentId, kept, now);
    throw notEntered(book, kept);
  }
  return withTenant(organizationId, async (tx) => {
    const { businessId } = await theAppointment(tx, organizationId, appointmentId);
    await lockBook(tx, businessId);
    const row = await theAppointment(tx, organizationId, appointmentId);
    // Whoever cleans up held it for cut short, and takes it out there again.
    if (row.state !== "held") throw notEntered(book, { kind: "unknown", problem: "it took too long" });
    await tx.appointment.update({
      where: { organizationId_id: { organizationId, id: appointmentId } },
      data: { state: "booked", heldUntil: null, updatedAt: now },
    });
    const of = { organizationId, appointmentId, calendarId, externalId: kept.externalId };
    await markThere(tx, of, now, kept.left);
    await noteBooked(tx, context, appointmentId, now);
    return { outcome: "done", appointment: await asResource(tx, organizationId, appointmentId) };
  });
}

/** `left`: what its book still has of it and should not; it is taken out there as soon as that can be done. */
export async function markThere(
  tx: Transaction,
  of: { organizationId: string; appointmentId: string; calendarId: string; externalId: string },
  now: Date,
  left: readonly string[],
): Promise<void> {
  const { organizationId, appointmentId, calendarId, externalId } = of;
  const checkAt = new Date(now.getTime() + FIRST_CHECK_MS);
  const { vendor } = await tx.appointmentEntry.update({
    where: { organizationId_appointmentId: { organizationId, appointmentId } },
    data: { calendarId, externalId, state: "there", problem: null, attempts: 0, checkAt, updatedAt: now },
  });
  if (left.length === 0) return;
  const appointment = await theAppointment(tx, organizationId, appointmentId);
  for (const id of left)
    await keepForRemoval(tx, appointment, { vendor: vendorOf(vendor), calendarId, externalId: id }, now);
}

/** Where an appointment stands outside. */
export type Stands = { vendor: BookVendor; calendarId: string; externalId: string };

export const standsAt = ({ vendor, calendarId, externalId }: AppointmentEntry): Stands => ({
  vendor: vendorOf(vendor),
  calendarId,
  externalId,
});

/** A row of its own remembers what has still to be taken out: it takes no time and is nobody's. */
export async function keepForRemoval(tx: Transaction, of: Appointment, stands: Stands, now: Date): Promise<void> {
  const { organizationId, businessId, serviceId, startsAt, endsAt } = of;
  const id = uuidv7();
  const row = { organizationId, id, businessId, serviceId, startsAt, endsAt, createdAt: now, updatedAt: now };
  await tx.appointment.create({ data: { ...row, state: "canceled", canceledAt: now } });
  await tx.appointmentEntry.create({
    data: { ...stands, organizationId, appointmentId: id, state: "removing", checkAt: now },
  });
}

/** The time is free again. What may stand outside all the same is taken out there later, as soon as the calendar can be reached. */
export async function giveBack(organizationId: string, appointmentId: string, kept: Kept, now: Date): Promise<void> {
  await withTenant(organizationId, async (tx) => {
    const { businessId, state } = await theAppointment(tx, organizationId, appointmentId);
    await lockBook(tx, businessId);
    if (state !== "held") return;
    if (kept.kind === "refused") {
      await tx.appointment.deleteMany({ where: { organizationId, id: appointmentId, state: "held" } });
      return;
    }
    await tx.appointmentClaim.deleteMany({ where: { organizationId, appointmentId } });
    await tx.appointment.update({
      where: { organizationId_id: { organizationId, id: appointmentId } },
      data: { state: "canceled", canceledAt: now, heldUntil: null, updatedAt: now },
    });
    await tx.appointmentEntry.updateMany({
      where: { organizationId, appointmentId },
      data: { state: "removing", attempts: 0, checkAt: now, updatedAt: now },
    });
  });
}

function notEntered({ title }: OutsideBook, kept: Kept): OutsideTrouble {
  const problem = kept.kind === "kept" ? "" : kept.problem;
  return new OutsideTrouble(
    `It could not be entered in ${title}: ${problem}. It is not booked.`,
    "The business's calendar did not take it, so it is not booked. Say so, and offer another time or to take a message.",
  );
}
