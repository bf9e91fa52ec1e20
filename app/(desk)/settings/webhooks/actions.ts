"use server";

import { revalidatePath } from "next/cache";
import { type FieldErrors, ServiceError } from "@/lib/services/errors";
import { sendAgain, sendFailedAgain, testWebhook } from "@/lib/services/webhooks/send-again";
import { createWebhook, deleteWebhook, rotateWebhookSecret, updateWebhook } from "@/lib/services/webhooks/save-webhook";
import { requireContext } from "@/lib/web/require-context";
import { webhookGuard } from "@/lib/web/webhook-guard";

export type Outcome<T> = { ok: true; data: T } | { ok: false; message: string; fields: FieldErrors };

async function attempt<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    const data = await work();
    revalidatePath("/settings/webhooks", "layout");
    return { ok: true, data };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { ok: false, message: error.message, fields: error.fields };
  }
}

const change = () => requireContext("webhooks.write");

/** Gives the secret, this once. */
export async function createWebhookAction(input: unknown) {
  const context = await change();
  return attempt(() => createWebhook(context, input, webhookGuard()));
}

export async function updateWebhookAction(webhookId: string, input: unknown) {
  const context = await change();
  return attempt(() => updateWebhook(context, String(webhookId), input, webhookGuard()));
}

export async function rotateSecretAction(webhookId: string) {
  const context = await change();
  return attempt(() => rotateWebhookSecret(context, String(webhookId)));
}

export async function deleteWebhookAction(webhookId: string) {
  const context = await change();
  return attempt(() => deleteWebhook(context, String(webhookId)));
}

export async function testWebhookAction(webhookId: string) {
  const context = await change();
  return attempt(() => testWebhook(context, String(webhookId)));
}

export async function sendAgainAction(webhookId: string, deliveryId: string) {
  const context = await change();
  return attempt(() => sendAgain(context, String(webhookId), String(deliveryId)));
}

const DAY_MS = 86_400_000;

/** Those that were given up in the last so many days. */
export async function sendFailedAgainAction(webhookId: string, days: number) {
  const context = await change();
  const since = new Date(Date.now() - Math.min(30, Math.max(1, Number(days) || 1)) * DAY_MS).toISOString();
  return attempt(() => sendFailedAgain(context, String(webhookId), { since }));
}
