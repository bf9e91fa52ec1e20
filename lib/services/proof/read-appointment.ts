import type { OutcomeField, OutcomeReference, ReadBack } from "@/lib/contracts/live/outcomes";
import type { Transaction } from "@/lib/db/transaction";

type Reference = Extract<OutcomeReference, { kind: "appointment" }>;

/** How an appointment of our own book stands: that very row, and whether its customer has the same time twice. */
export async function readAppointment(
  tx: Transaction,
  organizationId: string,
  businessId: string,
  { appointmentId, updatedAt, state, startsAt, serviceName }: Reference,
): Promise<ReadBack> {
  const row = await tx.appointment.findUnique({
    where: { organizationId_id: { organizationId, id: appointmentId } },
    include: { service: { select: { name: true } } },
  });
  const wanted: OutcomeField[] = [
    { name: "state", kind: "state", asked: state, stored: row?.state ?? null },
    { name: "start", kind: "moment", asked: startsAt, stored: row?.startsAt.toISOString() ?? null },
    { name: "service", kind: "text", asked: serviceName, stored: row?.service.name ?? null },
  ];
  if (!row || row.businessId !== businessId) return { found: "no", fields: wanted };
  const { serviceId, customerPhone, callId } = row;
  const own = [...(customerPhone ? [{ customerPhone }] : []), ...(callId ? [{ callId }] : [])];
  const copies =
    state === "booked" && own.length > 0
      ? await tx.appointment.count({
          where: { organizationId, businessId, serviceId, state: "booked", startsAt: row.startsAt, OR: own },
        })
      : 1;
  return { found: "yes", copies, changedSince: row.updatedAt.getTime() > Date.parse(updatedAt), fields: wanted };
}
