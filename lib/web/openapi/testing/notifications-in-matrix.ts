import { v7 as uuidv7 } from "uuid";
import type { ServiceContext } from "@/lib/services/context";
import { listNotifications } from "@/lib/services/notifications/list-notifications";
import { notify } from "@/lib/services/notifications/notify";

/** What the access matrix has to know of notifications: each person has their own, so whoever asks needs one. */

/** Tells one member of an organization something; the notification's id. */
export async function tellOne(organizationId: string, userId: string, context: ServiceContext): Promise<string> {
  const news = { type: "system_update" as const, title: `News ${uuidv7()}`, body: "", url: null, callId: null };
  await notify({ organizationId, permission: "calls.read", userIds: [userId] }, { ...news, dedupeKey: uuidv7() });
  const person = { ...context, actor: { kind: "user" as const, id: userId, name: "told" } };
  return (await listNotifications(person, { limit: 1 })).notifications[0]?.id ?? "";
}

const tellOwner = async ({ organizationId, userId, context }: Own) => ({
  notificationId: await tellOne(organizationId, userId, context),
});
type Own = { organizationId: string; userId: string; context: ServiceContext };

export const PREPARE_NOTIFICATIONS: Record<string, (own: Own) => Promise<{ notificationId: string }>> = {
  markNotificationRead: tellOwner,
  markNotificationUnread: tellOwner,
  deleteNotification: tellOwner,
};
