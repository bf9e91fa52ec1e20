import { z } from "zod";

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
