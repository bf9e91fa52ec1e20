import type { Transaction } from "@/lib/db/transaction";
import { askByPrisma } from "../notifications/write-news";
import { tellWebhooks } from "../webhooks/tell-webhooks";
import { asResource } from "./appointment-row";

/** Tells webhooks of an appointment as it stands by now, in the transaction that makes it so. */
export async function tellWebhooksOfAppointment(
  tx: Transaction,
  organizationId: string,
  type: "appointment.booked" | "appointment.moved" | "appointment.canceled",
  id: string,
  at: Date,
): Promise<void> {
  const row = await tx.appointment.findUnique({
    where: { organizationId_id: { organizationId, id } },
    select: { callId: true, revision: true },
  });
  if (!row) return;
  const key = `${type}:${id}:${row.revision}`;
  await tellWebhooks(askByPrisma(tx), { organizationId, type, callId: row.callId, key, at }, async (sequence) => ({
    sequence,
    appointment: await asResource(tx, organizationId, id),
  }));
}
