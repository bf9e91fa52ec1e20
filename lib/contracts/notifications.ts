import { z } from "zod";
import type { Weekday } from "./business-hours";
import { Cursor, Limit } from "./calls";
import { TimeZone } from "./time-zone";

export const NotificationType = z.enum([
  "call_escalated",
  "qa_alert",
  "sentiment_alert",
  "compliance_issue",
  "system_update",
]);
export type NotificationType = z.infer<typeof NotificationType>;

export const NotificationResource = z
  .strictObject({
    id: z.uuid(),
    type: NotificationType,
    title: z.string(),
    body: z.string(),
    /** Where it leads, inside the product. */
    url: z.string().nullable(),
    callId: z.uuid().nullable(),
    createdAt: z.string(),
    readAt: z.string().nullable(),
  })
  .meta({ id: "Notification" });
export type NotificationResource = z.infer<typeof NotificationResource>;

export const ListNotificationsQuery = z.object({
  unread: z.stringbool().or(z.boolean()).optional().meta({ description: "True: only unread; false: only read ones." }),
  type: NotificationType.optional(),
  createdAfter: z.iso.datetime({ offset: true }).optional(),
  createdBefore: z.iso.datetime({ offset: true }).optional(),
  limit: Limit,
  cursor: Cursor,
});
export type ListNotificationsQuery = z.input<typeof ListNotificationsQuery>;

/** Newest first. */
export const NotificationPage = z
  .object({ notifications: z.array(NotificationResource), nextCursor: z.string().nullable() })
  .meta({ id: "NotificationPage" });
export type NotificationPage = z.infer<typeof NotificationPage>;

export const UnreadCount = z.strictObject({ unread: z.int().min(0) }).meta({ id: "UnreadNotifications" });
export type UnreadCount = z.infer<typeof UnreadCount>;

/** By which ways a person hears of one type of news. `push`: at the browsers that they allowed to. */
export const NotificationChannels = z.strictObject({ inApp: z.boolean(), email: z.boolean(), push: z.boolean() });
export type NotificationChannels = z.infer<typeof NotificationChannels>;

/** 24 hours, within one day. */
const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "use 24-hour time, 09:00");
const DayName = z.enum([
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] satisfies Weekday[]);
export const EVERY_DAY = DayName.options;

/** Past midnight where `to` is not later than `from`; `days` are those on which it begins. */
export const QuietHours = z
  .strictObject({
    from: TimeOfDay,
    to: z.union([TimeOfDay, z.literal("24:00")]),
    days: z
      .array(DayName)
      .min(1, "choose at least one day")
      .max(7)
      .overwrite((days) => EVERY_DAY.filter((day) => days.includes(day)))
      .default([...EVERY_DAY]),
  })
  .refine(({ from, to }) => from !== to, { path: ["to"], message: "it must end at another time than it begins" })
  .refine(({ from, to, days }) => days.length < 7 || from !== "00:00" || to !== "24:00", {
    path: ["to"],
    message: "it would never end; turn the channels off instead",
  });
export type QuietHours = z.output<typeof QuietHours>;

/** When e-mails go out: each at once, or together at the full hour, or once a day at `at`. */
export const Digest = z.strictObject({ every: z.enum(["off", "hourly", "daily"]), at: TimeOfDay.default("08:00") });
export type Digest = z.output<typeof Digest>;

/** How one member wants to be told. Quiet hours hold back e-mail and push; the bell never rings aloud. */
export const NotificationPreferences = z
  .strictObject({
    timeZone: TimeZone.meta({ description: "Of quiet hours and the digest." }),
    types: z.strictObject({
      call_escalated: NotificationChannels,
      qa_alert: NotificationChannels,
      sentiment_alert: NotificationChannels,
      compliance_issue: NotificationChannels,
      system_update: NotificationChannels,
    } satisfies Record<NotificationType, typeof NotificationChannels>),
    quietHours: QuietHours.nullable(),
    digest: Digest,
  })
  .meta({ id: "NotificationPreferences" });
export type NotificationPreferences = z.output<typeof NotificationPreferences>;

/** What a browser's push service gave it (PushSubscription.toJSON()). */
export const PushSubscriptionInput = z.object({
  endpoint: z.url({ protocol: /^https?$/ }).max(2000),
  keys: z.object({
    /** The browser's public key, an uncompressed point of P-256: 65 bytes, base64url. */
    p256dh: z.string().regex(/^[\w-]{87}=?$/, "it is no public key of a browser"),
    /** 16 bytes, base64url. */
    auth: z.string().regex(/^[\w-]{22}(==)?$/, "it is no secret of a browser"),
  }),
});
export type PushSubscriptionInput = z.infer<typeof PushSubscriptionInput>;
