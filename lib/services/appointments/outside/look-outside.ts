import { z } from "zod";
import type { Transaction } from "@/lib/db/transaction";
import { withTenant } from "@/lib/db/transaction";
import type { Openings, OutsideCalendars, Span } from "@/lib/domain/appointments/outside-times";
import { integrationDeps, type IntegrationDeps } from "../../integrations/installation";
import { theService } from "../configured-row";
import { googleBook } from "./google-book";
import { type OutsideBook, OutsideTrouble } from "./outside-book";

const DAY_MS = 86_400_000;
const Ids = z.record(z.string(), z.string());

export type BookSettings = OutsideCalendars & { vendor: "google_calendar" };

/** Where a business's appointments are booked beside our own book; null: in ours alone. */
export async function readBookSettings(
  tx: Transaction,
  organizationId: string,
  businessId: string,
): Promise<BookSettings | null> {
  const where = { organizationId_businessId: { organizationId, businessId } };
  const row = await tx.appointmentBook.findUnique({ where });
  if (!row) return null;
  return { vendor: "google_calendar", calendarId: row.calendarId, resources: Ids.parse(row.resources) };
}

/** How vendors of calendars are reached: as everywhere in this installation, unless a test says otherwise. */
export const outsideDeps = (deps: IntegrationDeps | undefined): IntegrationDeps =>
  deps ?? integrationDeps({ allow: [], now: () => new Date() });

export const bookOf = (organizationId: string, _vendor: BookSettings["vendor"], deps: IntegrationDeps): OutsideBook =>
  googleBook(organizationId, deps);

/** What calendars outside say of a time, for the search of free ones. */
export type Outside = { settings: BookSettings; openings: Openings; book: OutsideBook };

/**
 * Asks the calendars that a business is booked in; null where it has none but our own book. Never within a transaction: nobody waits for a vendor
 * with a lock in hand. Throws OutsideTrouble when they can't be asked: then no time is free for sure.
 */
export async function lookOutside(
  organizationId: string,
  settings: BookSettings | null,
  resourceIds: readonly string[],
  span: Span,
  deps?: IntegrationDeps,
): Promise<Outside | null> {
  if (!settings) return null;
  const book = bookOf(organizationId, settings.vendor, outsideDeps(deps));
  const calendars = [settings.calendarId, ...resourceIds.map((id) => settings.resources[id])];
  const ids = [...new Set(calendars.filter((id) => id != null))];
  if (ids.length === 0) return { settings, book, openings: { busy: new Map(), starts: null } };
  // What begins in the span ends after it, with its buffers.
  const openings = await book.openings(ids, { fromMs: span.fromMs - DAY_MS, untilMs: span.untilMs + DAY_MS });
  if (!("problem" in openings)) return { settings, book, openings };
  throw new OutsideTrouble(
    `${book.title} can't be looked at now: ${openings.problem}. Nothing was changed.`,
    "The business's calendar can't be looked at now, so nothing can be offered or booked. Nothing was changed. Say so, and offer to take a message.",
  );
}

/** The same for a service, by its id. Throws NOT_FOUND, OutsideTrouble. */
export async function lookOutsideForService(
  organizationId: string,
  serviceId: string,
  span: Span,
  deps?: IntegrationDeps,
): Promise<Outside | null> {
  const { service, settings } = await withTenant(organizationId, async (tx) => {
    const found = await theService(tx, organizationId, serviceId);
    return { service: found, settings: await readBookSettings(tx, organizationId, found.businessId) };
  });
  return lookOutside(organizationId, settings, service.resourceIds, span, deps);
}
