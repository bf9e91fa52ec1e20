import { z } from "zod";
import { WeeklyHours } from "./business-hours";
import { EmailAddress } from "./members";
import { E164 } from "./phone-number";
import { TimeZone } from "./time-zone";

const Minutes = (most: number) => z.int().min(0).max(most);
const Name = z.string().trim().min(1, "give the name").max(100);

/** What can be booked. */
export const ServiceProfile = z.strictObject({
  name: Name,
  description: z.string().trim().max(500).default(""),
  durationMinutes: z.int().min(5).max(1440),
  priceMinor: z
    .int()
    .min(0)
    .max(100_000_000)
    .nullable()
    .default(null)
    .meta({ description: "In the currency's smallest unit, such as cents; null: not told." }),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, "three letters, such as USD")
    .default("USD"),
  bufferBeforeMinutes: Minutes(480).default(0).meta({ description: "Kept free before each appointment." }),
  bufferAfterMinutes: Minutes(480).default(0).meta({ description: "Kept free after each appointment." }),
  noticeMinutes: Minutes(43_200).default(60).meta({ description: "How long before its start it can be booked last." }),
  horizonDays: z.int().min(1).max(366).default(60).meta({ description: "How far ahead it can be booked." }),
  stepMinutes: z
    .int()
    .min(5)
    .max(240)
    .default(30)
    .meta({ description: "Minutes from one possible start to the next." }),
  capacity: z.int().min(1).max(500).default(1).meta({
    description:
      "How many have place at a time: at one start with the same person and room, or side by side where the service needs neither.",
  }),
  resourceIds: z
    .array(z.uuid())
    .max(200)
    .default([])
    .meta({ description: "Who can give it, and the rooms it can be in. One of each kind that is named is needed." }),
  active: z.boolean().default(true),
});
export type ServiceProfile = z.output<typeof ServiceProfile>;

export const NewService = ServiceProfile.extend({ businessId: z.uuid() });

export const ServiceResource = NewService.extend({ id: z.uuid() }).meta({ id: "AppointmentService" });
export type ServiceResource = z.output<typeof ServiceResource>;
export const ServiceList = z.strictObject({ services: z.array(ServiceResource) });

const ResourceKind = z.enum(["staff", "room"]);
export type ResourceKind = z.infer<typeof ResourceKind>;

const DayOff = z
  .strictObject({ from: z.iso.date(), until: z.iso.date() })
  .refine(({ from, until }) => from <= until, "it must end on the day it begins, or later")
  .meta({ description: "First and last day." });

/** Somebody who gives appointments, or a room they take place in. */
export const ResourceProfile = z.strictObject({
  name: Name,
  weeklyHours: WeeklyHours.nullable()
    .default(null)
    .meta({ description: "Own hours within the business's; null: the business's." }),
  daysOff: z.array(DayOff).max(200).default([]),
  active: z.boolean().default(true),
});
export type ResourceProfile = z.output<typeof ResourceProfile>;

export const NewResource = ResourceProfile.extend({ businessId: z.uuid(), kind: ResourceKind });

export const ResourceResource = NewResource.extend({ id: z.uuid() }).meta({ id: "AppointmentResource" });
export type ResourceResource = z.output<typeof ResourceResource>;
export const ResourceList = z.strictObject({ resources: z.array(ResourceResource) });

/** Of which business; with one, all of the organization's. */
export const OfBusinessQuery = z.strictObject({ businessId: z.uuid().optional() });

/** A time that is free for one appointment. */
export const Slot = z
  .strictObject({
    startsAt: z.string(),
    endsAt: z.string(),
    localStart: z.string().meta({ description: "On the business's clock: 2026-12-03T14:30." }),
    staffId: z.uuid().nullable(),
    staffName: z.string().nullable(),
    roomId: z.uuid().nullable(),
    roomName: z.string().nullable(),
    placesLeft: z.int(),
  })
  .meta({ id: "AppointmentSlot" });
export type Slot = z.output<typeof Slot>;

export const FindSlotsQuery = z.strictObject({
  serviceId: z.uuid(),
  from: z.iso.datetime({ offset: true }).optional().meta({ description: "Now, when left out." }),
  until: z.iso.datetime({ offset: true }).optional().meta({ description: "14 days after `from`, when left out." }),
  date: z.iso
    .date()
    .optional()
    .meta({ description: "A day of the business's calendar, in place of `from` and `until`." }),
  staffId: z.uuid().optional(),
  appointmentId: z
    .uuid()
    .optional()
    .meta({ description: "One that is to be moved: what it takes now does not stand in its way." }),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});
export const SlotList = z.strictObject({ timeZone: z.string(), slots: z.array(Slot) });
export type SlotList = z.output<typeof SlotList>;

const AppointmentState = z.enum(["held", "booked", "canceled"]);

const Customer = z.strictObject({
  name: z.string().trim().min(1, "give the name").max(200),
  phone: E164.nullable().default(null),
  email: EmailAddress.nullable().default(null),
  timeZone: TimeZone.nullable()
    .default(null)
    .meta({ description: "IANA name: messages say the time on this clock; null: on the business's." }),
});

const AppointmentMessage = z.strictObject({
  kind: z.enum(["confirmed", "moved", "canceled", "reminder"]),
  channel: z.enum(["sms", "email"]),
  state: z.enum(["waiting", "sending", "sent", "dropped", "failed"]),
  dueAt: z.string().meta({ description: "Not sent before it." }),
  sentAt: z.string().nullable(),
  problem: z.string().nullable().meta({ description: "Why it was not sent." }),
});

const Wanted = z.strictObject({
  serviceId: z.uuid(),
  startsAt: z.iso.datetime({ offset: true }),
  staffId: z.uuid().optional().meta({ description: "Whoever is free, when left out." }),
});

export const HoldInput = Wanted.extend({
  holdMinutes: z.int().min(1).max(60).default(5).meta({ description: "How long nobody else can have it." }),
});

export const BookInput = Wanted.extend({
  customer: Customer,
  note: z.string().trim().max(1000).default(""),
  language: z.string().min(2).max(20).default("en-US").meta({ description: "What the customer is written in." }),
  holdId: z.uuid().optional().meta({ description: "The hold that becomes this appointment." }),
});

export const MoveInput = z.strictObject({
  startsAt: z.iso.datetime({ offset: true }),
  staffId: z.uuid().optional().meta({ description: "Whoever is free, and the same one if they are, when left out." }),
});

export const AppointmentResource = z
  .strictObject({
    id: z.uuid(),
    businessId: z.uuid(),
    serviceId: z.uuid(),
    serviceName: z.string(),
    state: AppointmentState,
    startsAt: z.string(),
    endsAt: z.string(),
    timeZone: z.string(),
    staffId: z.uuid().nullable(),
    staffName: z.string().nullable(),
    roomId: z.uuid().nullable(),
    roomName: z.string().nullable(),
    customer: z.strictObject({
      name: z.string(),
      phone: z.string().nullable(),
      email: z.string().nullable(),
      timeZone: z.string().nullable(),
    }),
    note: z.string(),
    callId: z.uuid().nullable().meta({ description: "The call it was booked in." }),
    heldUntil: z.string().nullable(),
    canceledAt: z.string().nullable(),
    outside: z
      .strictObject({
        vendor: z.string(),
        state: z.enum(["writing", "there", "changed", "removing"]),
        problem: z.string().nullable(),
      })
      .nullable()
      .meta({ description: "As it stands in a calendar outside; null: it is in our own book alone." }),
    messages: z
      .array(AppointmentMessage)
      .meta({ description: "What the customer was written, or will be; oldest first." }),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: "Appointment" });
export type AppointmentResource = z.output<typeof AppointmentResource>;

/** What asking for a time came to: it is theirs, or it is gone and these are the nearest that are free. */
export const BookingResult = z
  .discriminatedUnion("outcome", [
    z.strictObject({ outcome: z.literal("done"), appointment: AppointmentResource }),
    z.strictObject({ outcome: z.literal("taken"), timeZone: z.string(), alternatives: z.array(Slot) }),
  ])
  .meta({ id: "BookingResult" });
export type BookingResult = z.output<typeof BookingResult>;

export const ListAppointmentsQuery = z.strictObject({
  from: z.iso.datetime({ offset: true }).optional().meta({ description: "Those that end later." }),
  until: z.iso.datetime({ offset: true }).optional().meta({ description: "Those that start earlier." }),
  businessId: z.uuid().optional(),
  serviceId: z.uuid().optional(),
  resourceId: z.uuid().optional().meta({ description: "Of this person, or in this room." }),
  callId: z.uuid().optional(),
  phone: E164.optional(),
  search: z
    .string()
    .trim()
    .max(100)
    .optional()
    .meta({ description: "A part of the customer's name, number, e-mail address or the note." }),
  state: AppointmentState.optional().meta({ description: "All that are booked, when left out." }),
  order: z.enum(["soonest", "latest"]).default("soonest").meta({ description: "By the start." }),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});
export const AppointmentList = z.strictObject({ appointments: z.array(AppointmentResource) });

/** How a business writes to those who book. */
export const NoticesInput = z.strictObject({
  sms: z.boolean(),
  email: z.boolean(),
  reminderMinutes: z
    .int()
    .min(15)
    .max(20_160)
    .nullable()
    .meta({ description: "So long before the start a reminder is sent; null: none." }),
});
export const NoticesResource = NoticesInput.extend({ businessId: z.uuid() }).meta({ id: "AppointmentNotices" });
export type NoticesResource = z.output<typeof NoticesResource>;

/** A calendar that other programs read by a secret address. */
export const NewFeed = z.strictObject({
  businessId: z.uuid(),
  resourceId: z
    .uuid()
    .nullable()
    .default(null)
    .meta({ description: "Of this person or room alone; null: all of the business." }),
  name: Name,
});
export const FeedResource = z
  .strictObject({
    id: z.uuid(),
    businessId: z.uuid(),
    resourceId: z.uuid().nullable(),
    name: z.string(),
    createdAt: z.string(),
    revokedAt: z.string().nullable(),
    lastReadAt: z.string().nullable(),
  })
  .meta({ id: "AppointmentFeed" });
export type FeedResource = z.output<typeof FeedResource>;
export const FeedList = z.strictObject({ feeds: z.array(FeedResource) });
export const MadeFeed = FeedResource.extend({
  url: z.url().meta({ description: "The secret address. It is shown this once." }),
}).meta({ id: "NewAppointmentFeed" });
export type MadeFeed = z.output<typeof MadeFeed>;

/** As it stands in a resource's row. */
export const StoredDaysOff = z.array(DayOff);
export type DayOff = z.output<typeof DayOff>;
