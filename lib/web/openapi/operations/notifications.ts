import { z } from "zod";
import {
  ListNotificationsQuery,
  NotificationPage,
  NotificationPreferences,
  NotificationResource,
  UnreadCount,
} from "@/lib/contracts/notifications";
import { defineOperation } from "../operation";
import { CALL_ID } from "./example-values";

const tag = "Notifications";
const base = "/api/v1/notifications";
const NOTIFICATION_ID = "019a9e10-7c11-7b52-8e0f-51f3a1c2b008";
/** No permission: they are the person's own. A key is no person. */
const own = { tag, scope: null, sessionOnly: true } as const;
const params = z.strictObject({
  notificationId: z.string().meta({ description: "The notification's id.", example: NOTIFICATION_ID }),
});
const NOTIFICATION = {
  id: NOTIFICATION_ID,
  type: "call_escalated",
  title: "A caller of Bright Dental needs a person",
  body: "The caller asked for a manager.",
  url: `/live/${CALL_ID}`,
  callId: CALL_ID,
  createdAt: "2026-11-20T17:00:31.000Z",
  readAt: null,
};
const ways = { inApp: true, email: false, push: false };
const PREFERENCES = {
  timeZone: "America/Los_Angeles",
  types: {
    call_escalated: { ...ways, push: true },
    qa_alert: ways,
    sentiment_alert: { ...ways, push: true },
    compliance_issue: { ...ways, email: true },
    system_update: { ...ways, email: true },
  },
  quietHours: { from: "20:00", to: "07:00", days: ["monday", "tuesday", "wednesday", "thursday", "friday"] },
  digest: { every: "daily", at: "08:00" },
};

export const listNotificationsOperation = defineOperation({
  ...own,
  id: "listNotifications",
  method: "GET",
  path: base,
  summary: "List your notifications",
  description: "The signed-in person's own, newest first; kept for 90 days. An API key is no person and has none.",
  query: z.strictObject(ListNotificationsQuery.shape),
  response: NotificationPage,
  examples: { response: { notifications: [NOTIFICATION], nextCursor: null } },
});

export const countUnreadOperation = defineOperation({
  ...own,
  id: "countUnreadNotifications",
  method: "GET",
  path: `${base}/unread-count`,
  summary: "Count your unread notifications",
  response: UnreadCount,
  examples: { response: { unread: 3 } },
});

export const markReadOperation = defineOperation({
  ...own,
  id: "markNotificationRead",
  method: "PATCH",
  path: `${base}/{notificationId}/read`,
  summary: "Mark a notification read",
  description:
    "What still waits to be mailed or pushed of it is not sent. Takes no body. Read already, it keeps its time.",
  params,
  response: NotificationResource,
  refusals: [404],
  examples: { response: { ...NOTIFICATION, readAt: "2026-11-20T17:01:00.000Z" } },
});

export const markUnreadOperation = defineOperation({
  ...own,
  id: "markNotificationUnread",
  method: "PATCH",
  path: `${base}/{notificationId}/unread`,
  summary: "Mark a notification unread",
  description: "Takes no body.",
  params,
  response: NotificationResource,
  refusals: [404],
  examples: { response: NOTIFICATION },
});

export const markAllReadOperation = defineOperation({
  ...own,
  id: "markAllNotificationsRead",
  method: "PATCH",
  path: `${base}/read-all`,
  summary: "Mark all your notifications read",
  description: "Takes no body.",
  response: z.strictObject({ marked: z.int() }),
  examples: { response: { marked: 3 } },
});

export const deleteNotificationOperation = defineOperation({
  ...own,
  id: "deleteNotification",
  method: "DELETE",
  path: `${base}/{notificationId}`,
  summary: "Delete a notification",
  params,
  response: z.strictObject({ id: z.uuid() }),
  refusals: [404],
  examples: { response: { id: NOTIFICATION_ID } },
});

export const getPreferencesOperation = defineOperation({
  ...own,
  id: "getNotificationPreferences",
  method: "GET",
  path: `${base}/preferences`,
  summary: "How you want to be told",
  response: NotificationPreferences,
  examples: { response: PREFERENCES },
});

export const setPreferencesOperation = defineOperation({
  ...own,
  id: "setNotificationPreferences",
  method: "PUT",
  path: `${base}/preferences`,
  summary: "Say how you want to be told",
  description:
    "All of it is replaced, and what waits to be mailed or pushed goes by it too. Quiet hours hold back e-mail and push; a digest is of e-mail. Pushes go to the browsers that were allowed to on the settings page.",
  body: NotificationPreferences,
  response: NotificationPreferences,
  examples: { body: PREFERENCES, response: PREFERENCES },
});
