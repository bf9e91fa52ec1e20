import { formatDay } from "@/components/format/time";
import type { Tone } from "@/components/ui/chip";
import type { AppointmentResource } from "@/lib/contracts/appointments";
import { localMoment } from "@/lib/domain/schedule/local-time";

type When = Pick<AppointmentResource, "startsAt" | "endsAt" | "timeZone">;

export const STATE_WORDS: Record<AppointmentResource["state"], { label: string; tone: Tone }> = {
  held: { label: "Held", tone: "warn" },
  booked: { label: "Booked", tone: "good" },
  canceled: { label: "Canceled", tone: "neutral" },
};

type Message = AppointmentResource["messages"][number];

export const MESSAGE_WORDS: Record<Message["kind"], string> = {
  confirmed: "Confirmation",
  moved: "New time",
  canceled: "Cancellation",
  reminder: "Reminder",
};

export const MESSAGE_STATES: Record<Message["state"], { label: string; tone: Tone }> = {
  waiting: { label: "Planned", tone: "neutral" },
  sending: { label: "On its way", tone: "accent" },
  sent: { label: "Sent", tone: "good" },
  dropped: { label: "Not needed", tone: "neutral" },
  failed: { label: "Not sent", tone: "bad" },
};

const timeOf = (at: string, timeZone: string) => localMoment(Date.parse(at), timeZone).time;

/** `14:30–15:15`, on the business's clock. */
export const timesWords = ({ startsAt, endsAt, timeZone }: When): string =>
  `${timeOf(startsAt, timeZone)}–${timeOf(endsAt, timeZone)}`;

/** `Thursday 3 December, 14:30`. */
export const atWords = (at: string, timeZone: string): string => `${formatDay(at, timeZone)}, ${timeOf(at, timeZone)}`;

/** `Thursday 3 December, 14:30–15:15`. */
export const slotWords = (when: When): string => `${formatDay(when.startsAt, when.timeZone)}, ${timesWords(when)}`;

/** All of it, for who does not see where it stands. */
export function spokenWords(appointment: AppointmentResource): string {
  const { serviceName, customer, staffName } = appointment;
  const parts = [slotWords(appointment), customer.name, serviceName, staffName ? `with ${staffName}` : ""];
  return parts.filter(Boolean).join(", ");
}
