import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import type { MailMessage } from "@/lib/contracts/mail";
import type { Appointment } from "@/lib/db/generated/client";
import type { Transaction } from "@/lib/db/transaction";
import type { MessageFacts, MessageKind } from "@/lib/domain/appointments/message-words";
import { hasStopped } from "../call-texts/text-book";
import { readDialPolicy } from "../dial-policy/get-dial-policy";

/** The appointment that a message is about. */
export type LoadedOf = { id: string; businessId: string };

type Loaded =
  | { kind: "obsolete"; problem: string }
  | { kind: "refused"; problem: string; of: LoadedOf }
  | { kind: "sms"; of: LoadedOf; to: string; from: string; facts: MessageFacts }
  | { kind: "email"; of: LoadedOf; to: string; mail: MailMessage };

/** What a message comes to now: to whom, from which number, and of which facts; or why it must not go any more. */
export async function loadMessage(tx: Transaction, organizationId: string, id: string, now: Date): Promise<Loaded> {
  const message = await tx.appointmentMessage.findUniqueOrThrow({
    where: { organizationId_id: { organizationId, id } },
    include: { appointment: { include: { business: true, service: true } } },
  });
  const { appointment, kind, revision } = message;
  const isOf = kind === "canceled" ? appointment.state === "canceled" : appointment.state === "booked";
  if (appointment.revision !== revision || !isOf)
    return { kind: "obsolete", problem: "the appointment has changed since" };
  if (appointment.startsAt <= now) return { kind: "obsolete", problem: "the appointment has begun" };
  const of = { id: appointment.id, businessId: appointment.businessId };
  const { staff, room } = await namesOf(tx, organizationId, appointment);
  const facts = {
    kind: kind as MessageKind,
    language: appointment.language,
    businessName: appointment.business.name,
    serviceName: appointment.service.name,
    staffName: staff,
    startMs: appointment.startsAt.getTime(),
    timeZone: appointment.business.timeZone,
    customerTimeZone: appointment.customerTimeZone,
  };
  const { customerPhone, customerEmail } = appointment;
  if (message.channel === "email") {
    if (!customerEmail) return { kind: "obsolete", problem: "there is no address any more" };
    const event = {
      uid: uidOf(appointment.id),
      sequence: revision,
      startMs: facts.startMs,
      endMs: appointment.endsAt.getTime(),
      stampMs: now.getTime(),
      location: room ?? "",
    };
    const mail = { kind: "appointment", facts, customerName: appointment.customerName, event } as const;
    return { kind: "email", of, to: customerEmail, mail };
  }
  if (!customerPhone) return { kind: "obsolete", problem: "there is no number any more" };
  const problem = await textProblem(tx, organizationId, customerPhone);
  if (problem) return { kind: "refused", problem, of };
  const from = await numberToTextFrom(tx, organizationId, appointment);
  if (!from) return { kind: "refused", problem: "the business has no number to send it from", of };
  return { kind: "sms", of, to: customerPhone, from, facts };
}

/** Of an appointment's event in every calendar, for good. */
export const uidOf = (appointmentId: string): string => `${appointmentId}@appointments.aybiza`;

/** Who gives it and where, by name. */
export async function namesOf(
  tx: Transaction,
  organizationId: string,
  { staffId, roomId }: Pick<Appointment, "staffId" | "roomId">,
) {
  const ids = [staffId, roomId].filter((id) => id !== null);
  const rows = await tx.bookableResource.findMany({ where: { organizationId, id: { in: ids } } });
  const nameOf = (id: string | null) => rows.find((row) => row.id === id)?.name ?? null;
  return { staff: nameOf(staffId), room: nameOf(roomId) };
}

const COSTLY = new Set(["PREMIUM_RATE", "SHARED_COST", "PAGER", "UAN", "PERSONAL_NUMBER"]);

/** Why a number is not texted: the countries that may be called may be texted, and nothing that is paid to the other side or goes by satellite. */
export async function textProblem(tx: Transaction, organizationId: string, e164: string): Promise<string | null> {
  const number = parsePhoneNumberFromString(e164);
  // Numbers that fit no plan still have a calling code: North America's is the only one that does not say which country.
  const country = number?.country ?? (e164.startsWith("+1") ? "US" : number?.getPossibleCountries()[0]);
  if (!number || !country) return "satellite and other countryless numbers are not texted";
  if (COSTLY.has(number.getType() ?? "")) return "it is a number whose messages cost extra";
  if (await hasStopped(tx, organizationId, e164)) return "they answered STOP to an earlier text message";
  const { allowedCountries } = await readDialPolicy(tx, organizationId);
  return allowedCountries.includes(country) ? null : "messages to this country are not allowed in this organization";
}

/** The number the customer called, or the business's first. */
export async function numberToTextFrom(
  tx: Transaction,
  organizationId: string,
  { callId, businessId }: Pick<Appointment, "callId" | "businessId">,
): Promise<string | null> {
  const call = callId
    ? await tx.call.findUnique({
        where: { organizationId_id: { organizationId, id: callId } },
        select: { direction: true, fromNumber: true, toNumber: true },
      })
    : null;
  const numbers = await tx.phoneNumber.findMany({
    where: { organizationId, businessId, active: true, state: "ready" },
    select: { e164: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const used = call && (call.direction === "inbound" ? call.toNumber : call.fromNumber);
  return (numbers.find(({ e164 }) => e164 === used) ?? numbers[0])?.e164 ?? null;
}
