"use server";

import type { NotificationPreferences } from "@/lib/contracts/notifications";
import type { Saved } from "@/lib/contracts/saved";
import { savePreferences } from "@/lib/services/notifications/preferences";
import { refreshPush, subscribePush, unsubscribePush } from "@/lib/services/notifications/push-subscriptions";
import { pushService } from "@/lib/web/push-service";
import { requireMember } from "@/lib/web/require-context";
import { savedOf } from "@/lib/web/saved";

const own = async () => {
  const { context, sessionId } = await requireMember();
  return { ...context, sessionId };
};

export async function savePreferencesAction(preferences: unknown): Promise<Saved<NotificationPreferences>> {
  const context = await own();
  return savedOf(() => savePreferences(context, preferences));
}

export async function subscribePushAction(subscription: unknown): Promise<Saved<void>> {
  const context = await own();
  return savedOf(() => subscribePush(context, subscription, pushService()));
}

export async function unsubscribePushAction(endpoint: string): Promise<Saved<void>> {
  const context = await own();
  return savedOf(() => unsubscribePush(context, endpoint));
}

/** Whether this browser is pushed to for this person. */
export async function isPushedToAction(endpoint: string): Promise<boolean> {
  return (await refreshPush(await own(), endpoint)).isOn;
}
