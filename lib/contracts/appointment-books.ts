import { z } from "zod";

const OutsideId = z.string().trim().min(1, "give its id").max(200);
const Kind = z.enum(["own", "google_calendar", "calendly"]);

/** Where a business's appointments are booked: our own book alone, or Google Calendar or Calendly beside it. */
export const AppointmentBookInput = z
  .strictObject({
    kind: Kind,
    calendarId: OutsideId.nullable().default(null).meta({
      description: "Google Calendar: everybody's calendar, what is in it is taken for all. Null: there is none.",
    }),
    resources: z
      .record(z.uuid(), OutsideId)
      .default({})
      .meta({ description: "Google Calendar: calendars of people and rooms, by their ids." }),
    services: z.record(z.uuid(), OutsideId).default({}).meta({
      description:
        "Calendly: the event type that each service is booked as, by the services' ids. A service without one is booked in our own book alone.",
    }),
  })
  .refine(
    ({ kind, calendarId, resources }) =>
      kind !== "google_calendar" || calendarId !== null || Object.keys(resources).length > 0,
    { error: "name one calendar at least", path: ["calendarId"] },
  )
  .refine(({ kind, services }) => kind !== "calendly" || Object.keys(services).length > 0, {
    error: "choose an event type for one service at least",
    path: ["services"],
  });

export const AppointmentBookResource = z
  .strictObject({
    businessId: z.uuid(),
    kind: Kind,
    calendarId: z.string().nullable(),
    resources: z.record(z.string(), z.string()),
    services: z.record(z.string(), z.string()),
    connected: z
      .array(z.enum(["google_calendar", "calendly"]))
      .meta({ description: "Which of these accounts of the organization are connected." }),
  })
  .meta({ id: "AppointmentBook" });
export type AppointmentBookResource = z.output<typeof AppointmentBookResource>;

/** A kind of appointment that an account at Calendly offers. */
export type EventType = {
  id: string;
  name: string;
  durationMinutes: number;
  /** Why nobody can be booked there by telephone, in words; null: somebody can. */
  unfit: string | null;
};
