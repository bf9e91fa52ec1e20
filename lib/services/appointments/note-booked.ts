import type { Transaction } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { theAppointment } from "./appointment-row";
import { planMessages } from "./plan-messages";
import { tellWebhooksOfAppointment } from "./tell-webhooks-of-appointment";

/** What goes with a booking, in its transaction: the confirmation, what webhooks are told, and the audit's record, without who it is. */
export async function noteBooked(tx: Transaction, context: ServiceContext, id: string, now: Date): Promise<void> {
  const { organizationId } = context;
  const { serviceId, startsAt, callId } = await theAppointment(tx, organizationId, id);
  await planMessages(tx, organizationId, { appointmentId: id, kind: "confirmed" }, now);
  await tellWebhooksOfAppointment(tx, organizationId, "appointment.booked", id, now);
  const details = { serviceId, startsAt: startsAt.toISOString(), ...(callId ? { callId } : {}) };
  await recordAudit(
    tx,
    context,
    { action: "appointment.booked", targetType: "appointment", targetId: id, details },
    now,
  );
}
