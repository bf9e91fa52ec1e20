import { FindSlotsQuery, type SlotList } from "@/lib/contracts/appointments";
import { withTenant } from "@/lib/db/transaction";
import { freeSlots } from "@/lib/domain/appointments/free-slots";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { theResource, theService } from "./configured-row";
import { readBook, toSlot } from "./read-book";

const DAY_MS = 86_400_000;
const MOST_DAYS = 92;

/** The free times of a service, soonest first. Needs `appointments.read`; throws NOT_FOUND for another's service or person, INVALID. */
export async function findSlots(context: ServiceContext, input: unknown, now = new Date()): Promise<SlotList> {
  requirePermission(context, "appointments.read");
  const { serviceId, staffId, limit, from, until } = parseInput(FindSlotsQuery, input);
  const { organizationId } = context;
  const nowMs = now.getTime();
  const fromMs = from === undefined ? nowMs : Date.parse(from);
  const untilMs = until === undefined ? fromMs + 14 * DAY_MS : Date.parse(until);
  if (untilMs <= fromMs || untilMs - fromMs > MOST_DAYS * DAY_MS) {
    const problem = `it must be after \`from\`, by ${MOST_DAYS} days at most`;
    throw new ServiceError("INVALID", `Check until: ${problem}.`, { fields: { until: problem } });
  }
  return withTenant(organizationId, async (tx) => {
    const service = await theService(tx, organizationId, serviceId);
    if (staffId) await theResource(tx, organizationId, staffId);
    const book = await readBook(tx, organizationId, service, { nowMs, fromMs, untilMs });
    const slots = freeSlots({ ...book, fromMs, untilMs, staffId, limit });
    return { timeZone: book.schedule.timeZone, slots: slots.map((slot) => toSlot(book, slot)) };
  });
}
