"use server";

import { revalidatePath } from "next/cache";
import type { Newest } from "@/components/notifications/notifications-context";
import type { Saved } from "@/lib/contracts/saved";
import { countUnread } from "@/lib/services/notifications/count-unread";
import { deleteNotification, restoreNotification } from "@/lib/services/notifications/delete-notification";
import { listNotifications } from "@/lib/services/notifications/list-notifications";
import { markAllRead, markRead } from "@/lib/services/notifications/mark-read";
import { refreshPush } from "@/lib/services/notifications/push-subscriptions";
import type { ServiceContext } from "@/lib/services/context";
import { requireMember } from "@/lib/web/require-context";
import { savedOf } from "@/lib/web/saved";

const NEWEST = 8;

const own = async (): Promise<ServiceContext> => {
  const { context, sessionId } = await requireMember();
  return { ...context, sessionId };
};
const unreadOf = async (context: ServiceContext): Promise<number> => (await countUnread(context)).unread;

/** For the bell. */
export async function newestAction(): Promise<Newest> {
  const context = await own();
  const [{ notifications }, unread] = await Promise.all([
    listNotifications(context, { limit: NEWEST }),
    unreadOf(context),
  ]);
  return { notifications, unread };
}

/** How many are unread now. */
export async function markReadAction(id: string, isRead: boolean): Promise<Saved<number>> {
  const context = await own();
  return savedOf(async () => {
    await markRead(context, String(id), isRead === true);
    return unreadOf(context);
  });
}

export async function markAllReadAction(upTo: string | null): Promise<number> {
  const context = await own();
  const until = upTo === null ? null : new Date(String(upTo));
  await markAllRead(context, until && Number.isNaN(until.getTime()) ? null : until);
  revalidatePath("/notifications");
  return unreadOf(context);
}

export async function deleteNotificationAction(id: string): Promise<Saved<number>> {
  const context = await own();
  return savedOf(async () => {
    await deleteNotification(context, String(id));
    return unreadOf(context);
  });
}

export async function restoreNotificationAction(id: string): Promise<Saved<number>> {
  const context = await own();
  return savedOf(async () => {
    await restoreNotification(context, String(id));
    return unreadOf(context);
  });
}

/** This browser is pushed to in this session too, where its person had it so. */
export async function refreshPushAction(endpoint: string): Promise<boolean> {
  return (await refreshPush(await own(), endpoint)).isOn;
}
