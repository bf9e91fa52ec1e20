import { z } from "zod";
import type { ToolName } from "@/lib/contracts/agent-config";

/** The tools of appointments. Whose call it is, at which business and from which number is settled by the server and no part of their input. */

const APPOINTMENT_TOOLS = [
  "find_appointments",
  "hold_appointment",
  "book_appointment",
  "move_appointment",
  "cancel_appointment",
] as const satisfies readonly ToolName[];
export type AppointmentTool = (typeof APPOINTMENT_TOOLS)[number];

export const isAppointmentTool = (name: string): name is AppointmentTool =>
  (APPOINTMENT_TOOLS as readonly string[]).includes(name);

const service = z
  .string()
  .max(100)
  .optional()
  .describe("The service's name, as find_appointments gives it. Leave out when there is only one.");
const start = z
  .string()
  .max(40)
  .describe("The start of a free time exactly as a tool gave it, such as 2026-12-03T14:30; never one of your own");

export const FindAppointmentsInput = z.strictObject({
  service,
  day: z
    .string()
    .max(40)
    .optional()
    .describe("today, tomorrow, a weekday's English name or a date as YYYY-MM-DD. Leave out for the soonest."),
  time_of_day: z.enum(["morning", "afternoon", "evening"]).optional(),
  with_whom: z.string().max(100).optional().describe("The name of somebody the caller wants to see"),
});

export const HoldAppointmentInput = z.strictObject({ service, start });

export const BookAppointmentInput = z.strictObject({
  service,
  start,
  caller_name: z.string().min(1).max(200).describe("The caller's name, as they said it"),
  caller_email: z
    .string()
    .max(254)
    .optional()
    .describe(
      "The caller's e-mail address as they spelled it. Only when this has asked for it, or they want the confirmation by e-mail.",
    ),
  note: z.string().max(500).optional().describe("What the business should know, in the caller's own words"),
});

export const MoveAppointmentInput = z.strictObject({
  from: z.string().max(40).optional().describe("The start of the caller's own appointment, when they have several"),
  to: start,
});

export const CancelAppointmentInput = z.strictObject({
  start: z.string().max(40).optional().describe("The start of the caller's own appointment, when they have several"),
});

export const APPOINTMENT_DEFINITIONS = {
  find_appointments: {
    name: "find_appointments" as const,
    description:
      "Finds free appointment times, what can be booked, and the appointments that the caller has already. Use it before you offer, book or move a time; offer only times it gave, in the words it gave, two or three at once.",
    input: FindAppointmentsInput,
  },
  hold_appointment: {
    name: "hold_appointment" as const,
    description:
      "Keeps a free time for the caller for five minutes, while you ask for what is missing. It is not booked by that.",
    input: HoldAppointmentInput,
  },
  book_appointment: {
    name: "book_appointment" as const,
    description:
      "Books an appointment at a free time for the caller. Use it once the caller has chosen the time and said their name. When another caller was faster it says so and gives the nearest times: offer those. Say that it is booked only after this has said so.",
    input: BookAppointmentInput,
  },
  move_appointment: {
    name: "move_appointment" as const,
    description:
      "Moves the caller's own appointment to another free time. They keep the old time until the new one is theirs. Say that it is moved only after this has said so.",
    input: MoveAppointmentInput,
  },
  cancel_appointment: {
    name: "cancel_appointment" as const,
    description:
      "Cancels the caller's own appointment. Use it only after the caller has confirmed that it shall be canceled.",
    input: CancelAppointmentInput,
  },
};
