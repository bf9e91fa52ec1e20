import { z } from "zod";
import type { ServiceResource } from "@/lib/contracts/appointments";
import type { Transaction } from "@/lib/db/transaction";
import { withTenant } from "@/lib/db/transaction";
import type { Openings, OutsideCalendars, Span } from "@/lib/domain/appointments/outside-times";
import { integrationDeps, type IntegrationDeps } from "../../integrations/installation";
import { theService } from "../configured-row";
import { calendlyBook } from "./calendly-book";
import { googleBook } from "./google-book";
import { type OutsideBook, OutsideTrouble } from "./outside-book";

const DAY_MS = 86_400_000;
const Ids = z.record(z.string(), z.string());

/** Whose calendars appointments can be booked in. */
export const BOOK_VENDORS = ["google_calendar", "calendly"] as const;
export type BookVendor = (typeof BOOK_VENDORS)[number];

export type BookSettings = OutsideCalendars & {
  vendor: BookVendor;
  /** Of a vendor that has kinds of appointment in place of calendars: its id of each, by our services' ids. */
  services: Readonly<Record<string, string>>;
};

export const vendorOf = (stored: string): BookVendor =>
  BOOK_VENDORS.find((vendor) => vendor === stored) ?? "google_calendar";

/** Where a business's appointments are booked beside our own book; null: in ours alone. */
export async function readBookSettings(
  tx: Transaction,
  organizationId: string,
  businessId: string,
): Promise<BookSettings | null> {
  const where = { organizationId_businessId: { organizationId, businessId } };
  const row = await tx.appointmentBook.findUnique({ where });
  if (!row) return null;
  return {
    vendor: vendorOf(row.vendor),
    calendarId: row.calendarId,
    resources: Ids.parse(row.resources),
    services: Ids.parse(row.services),
  };
}

/** How vendors of calendars are reached: as everywhere in this installation, unless a test says otherwise. */
export const outsideDeps = (deps: IntegrationDeps | undefined): IntegrationDeps =>
  deps ?? integrationDeps({ allow: [], now: () => new Date() });

export const bookOf = (organizationId: string, vendor: BookVendor, deps: IntegrationDeps): OutsideBook =>
  vendor === "calendly" ? calendlyBook(organizationId, deps) : googleBook(organizationId, deps);

/** What calendars outside say of a time, for the search of free ones of a service. */
export type Outside = { settings: OutsideCalendars & { vendor: BookVendor }; openings: Openings; book: OutsideBook };

/**
 * Asks the calendars that a business is booked in; null where it has none but our own book. Never within a transaction: nobody waits for a vendor
 * with a lock in hand. Throws OutsideTrouble when they can't be asked: then no time is free for sure.
 */
export async function lookOutside(
  organizationId: string,
  stored: BookSettings | null,
  service: Pick<ServiceResource, "id" | "resourceIds" | "horizonDays">,
  span: Span,
  deps?: IntegrationDeps,
): Promise<Outside | null> {
  if (!stored) return null;
  const { vendor } = stored;
  const given = outsideDeps(deps);
  const book = bookOf(organizationId, vendor, given);
  const settings: Outside["settings"] =
    vendor === "calendly"
      ? { vendor, calendarId: stored.services[service.id] ?? null, resources: {} }
      : { vendor, calendarId: stored.calendarId, resources: stored.resources };
  const calendars = [settings.calendarId, ...service.resourceIds.map((id) => settings.resources[id])];
  const ids = [...new Set(calendars.filter((id) => id != null))];
  if (ids.length === 0) return { settings, book, openings: { busy: new Map(), starts: null } };
  // What begins in the span ends after it, with its buffers; nothing is booked further ahead.
  const horizonMs = given.now().getTime() + (service.horizonDays + 1) * DAY_MS;
  const wanted = { fromMs: span.fromMs - DAY_MS, untilMs: Math.min(span.untilMs, horizonMs) + DAY_MS };
  if (wanted.untilMs <= wanted.fromMs) return { settings, book, openings: { busy: new Map(), starts: null } };
  const openings = await book.openings(ids, wanted);
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
  return lookOutside(organizationId, settings, service, span, deps);
}
