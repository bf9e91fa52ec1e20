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
import { readBook, toSlot } from "./read-book";

const DAY_MS = 86_400_000;
const MOST_DAYS = 92;

/**
 * The free times of a service, soonest first: between two moments, or of a day. Needs `appointments.read`; throws NOT_FOUND for another's service,
 * person or appointment, INVALID.
 */
export async function findSlots(context: ServiceContext, input: unknown, now = new Date()): Promise<SlotList> {
  requirePermission(context, "appointments.read");
  const { serviceId, staffId, appointmentId, limit, ...asked } = parseInput(FindSlotsQuery, input);
  const { organizationId } = context;
  const nowMs = now.getTime();
  return withTenant(organizationId, async (tx) => {
    const service = await theService(tx, organizationId, serviceId);
    if (staffId) await theResource(tx, organizationId, staffId);
    if (appointmentId) await theAppointment(tx, organizationId, appointmentId);
    const { fromMs, untilMs } = spanOf(asked, await zoneOf(tx, organizationId, service.businessId), nowMs);
    const book = await readBook(tx, organizationId, service, { nowMs, fromMs, untilMs, without: appointmentId });
    const slots = freeSlots({ ...book, fromMs, untilMs, staffId, limit });
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
