import { z } from "zod";

const CalendarId = z.string().trim().min(1, "give the calendar’s id").max(200);

/** Where a business's appointments are booked: our own book alone, or Google Calendar beside it. */
export const AppointmentBookInput = z
  .strictObject({
    kind: z.enum(["own", "google_calendar"]),
    calendarId: CalendarId.nullable()
      .default(null)
      .meta({ description: "Everybody's calendar: what is in it is taken for all. Null: there is none." }),
    resources: z
      .record(z.uuid(), CalendarId)
      .default({})
      .meta({ description: "Calendars of people and rooms, by their ids." }),
  })
  .refine(
    ({ kind, calendarId, resources }) => kind === "own" || calendarId !== null || Object.keys(resources).length > 0,
    {
      error: "name one calendar at least",
      path: ["calendarId"],
    },
  );

export const AppointmentBookResource = z
  .strictObject({
    businessId: z.uuid(),
    kind: z.enum(["own", "google_calendar"]),
    calendarId: z.string().nullable(),
    resources: z.record(z.string(), z.string()),
    connected: z.boolean().meta({ description: "Whether the organization's Google account is connected." }),
  })
  .meta({ id: "AppointmentBook" });
export type AppointmentBookResource = z.output<typeof AppointmentBookResource>;
