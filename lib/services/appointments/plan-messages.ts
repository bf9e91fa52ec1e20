import { v7 as uuidv7 } from "uuid";
import type { Transaction } from "@/lib/db/transaction";
import { readNotices } from "./notices";

type Change = { appointmentId: string; kind: "confirmed" | "moved" | "canceled" };

/** A reminder of what is sooner than this would come with the confirmation. */
const LEAST_TO_REMINDER_MS = 30 * 60_000;

/**
 * Notes what the customer is to be told of a change, in the transaction of the change itself: at once what became of the appointment, and later a
 * reminder. What was still to be said about it before is dropped. Once for each revision, kind and way.
 */
export async function planMessages(
  tx: Transaction,
  organizationId: string,
  { appointmentId, kind }: Change,
  now: Date,
): Promise<void> {
  const where = { organizationId_id: { organizationId, id: appointmentId } };
  const { businessId, revision, startsAt, customerPhone, customerEmail } = await tx.appointment.findUniqueOrThrow({
    where,
  });
  const { sms, email, reminderMinutes } = await readNotices(tx, organizationId, businessId);
  await tx.appointmentMessage.updateMany({
    where: { organizationId, appointmentId, state: "waiting" },
    data: { state: "dropped", problem: "the appointment has changed since" },
  });
  if (startsAt <= now) return;
  const reminderAt = reminderMinutes === null ? null : new Date(startsAt.getTime() - reminderMinutes * 60_000);
  const hasReminder =
    kind !== "canceled" && reminderAt !== null && reminderAt.getTime() > now.getTime() + LEAST_TO_REMINDER_MS;
  const channels = [
    ...(sms && customerPhone ? (["sms"] as const) : []),
    ...(email && customerEmail ? (["email"] as const) : []),
  ];
  const row = { organizationId, appointmentId, revision, createdAt: now };
  await tx.appointmentMessage.createMany({
    skipDuplicates: true,
    data: channels.flatMap((channel) => [
      { ...row, id: uuidv7(), channel, kind, dueAt: now },
      ...(hasReminder ? [{ ...row, id: uuidv7(), channel, kind: "reminder" as const, dueAt: reminderAt }] : []),
    ]),
  });
}
