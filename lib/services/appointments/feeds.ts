import { createHash, randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import { type FeedResource, type MadeFeed, NewFeed, OfBusinessQuery } from "@/lib/contracts/appointments";
import type { AppointmentFeed } from "@/lib/db/generated/client";
import { withSystem, withTenant } from "@/lib/db/transaction";
import { type CalendarEvent, iCalendar } from "@/lib/domain/appointments/icalendar";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { toAppointments } from "./appointment-row";
import { requireBusiness, theResource } from "./configured-row";
import { uidOf } from "./load-message";

const MOST_FEEDS = 50;
const DAY_MS = 86_400_000;
const SHOWN_DAYS = { past: 60, coming: 400 };
const MOST_EVENTS = 5000;
const REFRESH_MINUTES = 15;

/** A feed's address is good for one reader's calendar; who has it reads on until it is revoked. */
const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");

const toFeed = ({ organizationId: _organizationId, tokenHash: _tokenHash, ...row }: AppointmentFeed): FeedResource => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
  revokedAt: row.revokedAt?.toISOString() ?? null,
  lastReadAt: row.lastReadAt?.toISOString() ?? null,
});

/**
 * A secret address under which calendars read the appointments of a business, or of one of its people or rooms. Needs `appointments.configure`,
 * because customers' names are in it; throws NOT_FOUND, INVALID, CONFLICT when there are too many. Audited.
 */
export async function createFeed(
  context: ServiceContext,
  input: unknown,
  { webUrl, now = new Date() }: { webUrl: string; now?: Date },
): Promise<MadeFeed> {
  requirePermission(context, "appointments.configure");
  const { businessId, resourceId, name } = parseInput(NewFeed, input);
  const { organizationId } = context;
  const token = randomBytes(24).toString("base64url");
  return withTenant(organizationId, async (tx) => {
    await requireBusiness(tx, organizationId, businessId);
    if (resourceId && (await theResource(tx, organizationId, resourceId)).businessId !== businessId)
      throw new ServiceError("NOT_FOUND", "There is no such person or room.");
    if ((await tx.appointmentFeed.count({ where: { organizationId, businessId, revokedAt: null } })) >= MOST_FEEDS)
      throw new ServiceError("CONFLICT", `A business can have ${MOST_FEEDS} feeds at most. Revoke one first.`);
    const row = { organizationId, id: uuidv7(), businessId, resourceId, name };
    const feed = await tx.appointmentFeed.create({ data: { ...row, tokenHash: hashOf(token), createdAt: now } });
    const record = { action: "appointment_feed.created", targetType: "appointment_feed", targetId: feed.id };
    await recordAudit(tx, context, { ...record, details: { businessId, resourceId, name } }, now);
    return { ...toFeed(feed), url: new URL(`/api/calendars/${token}.ics`, webUrl).href };
  });
}

/** Feeds that work, newest first; their addresses were shown once. Needs `appointments.configure`. */
export async function listFeeds(context: ServiceContext, input: unknown = {}): Promise<FeedResource[]> {
  requirePermission(context, "appointments.configure");
  const { businessId } = parseInput(OfBusinessQuery, input);
  const { organizationId } = context;
  const where = { organizationId, revokedAt: null, ...(businessId ? { businessId } : {}) };
  return withTenant(organizationId, async (tx) => {
    const rows = await tx.appointmentFeed.findMany({ where, orderBy: [{ createdAt: "desc" }, { id: "desc" }] });
    return rows.map(toFeed);
  });
}

/** From now on the address says that there is nothing. Needs `appointments.configure`; throws NOT_FOUND. Audited. */
export async function revokeFeed(context: ServiceContext, feedId: string, now = new Date()): Promise<FeedResource> {
  requirePermission(context, "appointments.configure");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const where = { organizationId_id: { organizationId, id: feedId } };
    const found = z.uuid().safeParse(feedId).success ? await tx.appointmentFeed.findUnique({ where }) : null;
    if (!found) throw new ServiceError("NOT_FOUND", "There is no such feed.");
    if (found.revokedAt) return toFeed(found);
    const row = await tx.appointmentFeed.update({ where, data: { revokedAt: now } });
    const record = { action: "appointment_feed.revoked", targetType: "appointment_feed", targetId: feedId };
    await recordAudit(tx, context, { ...record, details: {} }, now);
    return toFeed(row);
  });
}

/** The calendar behind a token, as text/calendar; null for a token that is none or was revoked, which look the same. */
export async function readFeed(token: string, now = new Date()): Promise<string | null> {
  if (!/^[\w-]{32}$/.test(token)) return null;
  const feed = await withSystem("read a calendar's feed", (tx) =>
    tx.appointmentFeed.findUnique({ where: { tokenHash: hashOf(token) } }),
  );
  if (!feed || feed.revokedAt) return null;
  const { organizationId, id, businessId, resourceId, name } = feed;
  const { appointments, revisions } = await withTenant(organizationId, async (tx) => {
    await tx.appointmentFeed.update({
      where: { organizationId_id: { organizationId, id } },
      data: { lastReadAt: now },
    });
    const rows = await tx.appointment.findMany({
      where: {
        organizationId,
        businessId,
        state: "booked",
        startsAt: {
          gt: new Date(now.getTime() - SHOWN_DAYS.past * DAY_MS),
          lt: new Date(now.getTime() + SHOWN_DAYS.coming * DAY_MS),
        },
        ...(resourceId ? { OR: [{ staffId: resourceId }, { roomId: resourceId }] } : {}),
      },
      orderBy: [{ startsAt: "asc" }, { id: "asc" }],
      take: MOST_EVENTS,
    });
    return {
      appointments: await toAppointments(tx, organizationId, rows),
      revisions: new Map(rows.map((row) => [row.id, row.revision])),
    };
  });
  const events = appointments.map((appointment): CalendarEvent => {
    const { customer, serviceName, staffName, note } = appointment;
    const lines = [staffName ? `With ${staffName}` : "", customer.phone ?? "", customer.email ?? "", note];
    return {
      uid: uidOf(appointment.id),
      sequence: revisions.get(appointment.id) ?? 0,
      startMs: Date.parse(appointment.startsAt),
      endMs: Date.parse(appointment.endsAt),
      stampMs: Date.parse(appointment.updatedAt),
      summary: customer.name ? `${serviceName}: ${customer.name}` : serviceName,
      description: lines.filter(Boolean).join("\n"),
      location: appointment.roomName ?? "",
    };
  });
  return iCalendar("PUBLISH", events, { name, refreshMinutes: REFRESH_MINUTES });
}
