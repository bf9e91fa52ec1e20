import type { z } from "zod";
import { FindSlotsQuery, type SlotList } from "@/lib/contracts/appointments";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { freeSlots } from "@/lib/domain/appointments/free-slots";
import { boundaryOf } from "@/lib/domain/appointments/zoned-time";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { theAppointment } from "./appointment-row";
import { theResource, theService } from "./configured-row";
import type { IntegrationDeps } from "../integrations/installation";
import { lookOutside, readBookSettings } from "./outside/look-outside";
import { readBook, toSlot } from "./read-book";

const DAY_MS = 86_400_000;
const MOST_DAYS = 92;

/**
 * The free times of a service, soonest first: between two moments, or of a day. Needs `appointments.read`; throws NOT_FOUND for another's service,
 * person or appointment, INVALID, UNAVAILABLE when a calendar outside that it is booked in can't be looked at.
 */
export async function findSlots(
  context: ServiceContext,
  input: unknown,
  now = new Date(),
  deps?: IntegrationDeps,
): Promise<SlotList> {
  requirePermission(context, "appointments.read");
  const { serviceId, staffId, appointmentId, limit, ...asked } = parseInput(FindSlotsQuery, input);
  const { organizationId } = context;
  const nowMs = now.getTime();
  const asking = await withTenant(organizationId, async (tx) => {
    const service = await theService(tx, organizationId, serviceId);
    if (staffId) await theResource(tx, organizationId, staffId);
    if (appointmentId) await theAppointment(tx, organizationId, appointmentId);
    const span = spanOf(asked, await zoneOf(tx, organizationId, service.businessId), nowMs);
    return { service, ...span, settings: await readBookSettings(tx, organizationId, service.businessId) };
  });
  const { service, settings, ...span } = asking;
  const outside = await lookOutside(organizationId, settings, service, span, deps);
  return withTenant(organizationId, async (tx) => {
    const book = await readBook(tx, organizationId, service, { nowMs, ...span, without: appointmentId, outside });
    const slots = freeSlots({ ...book, ...span, staffId, limit });
    return { timeZone: book.schedule.timeZone, slots: slots.map((slot) => toSlot(book, slot)) };
  });
}

type Asked = Pick<z.output<typeof FindSlotsQuery>, "from" | "until" | "date">;

function spanOf({ from, until, date }: Asked, timeZone: string, nowMs: number): { fromMs: number; untilMs: number } {
  if (date !== undefined)
    return { fromMs: boundaryOf(date, 0, timeZone), untilMs: boundaryOf(date, 24 * 60, timeZone) };
  const fromMs = from === undefined ? nowMs : Date.parse(from);
  const untilMs = until === undefined ? fromMs + 14 * DAY_MS : Date.parse(until);
  if (untilMs > fromMs && untilMs - fromMs <= MOST_DAYS * DAY_MS) return { fromMs, untilMs };
  const problem = `it must be after \`from\`, by ${MOST_DAYS} days at most`;
  throw new ServiceError("INVALID", `Check until: ${problem}.`, { fields: { until: problem } });
}

async function zoneOf(tx: Transaction, organizationId: string, businessId: string): Promise<string> {
  const where = { organizationId_id: { organizationId, id: businessId } };
  return (await tx.business.findUniqueOrThrow({ where, select: { timeZone: true } })).timeZone;
}
