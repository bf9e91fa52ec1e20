import { v7 as uuidv7 } from "uuid";
import type { ServiceContext } from "@/lib/services/context";
import { getDelivery, listDeliveries } from "@/lib/services/webhooks/deliveries";
import { getWebhook } from "@/lib/services/webhooks/list-webhooks";
import { createWebhook, deleteWebhook, rotateWebhookSecret, updateWebhook } from "@/lib/services/webhooks/save-webhook";
import { sendAgain, sendFailedAgain, testWebhook } from "@/lib/services/webhooks/send-again";
import { insert } from "./plant-call";

type Ids = { webhookId: string; deliveryId: string };
type Verb = (context: ServiceContext, ids: Ids) => Promise<unknown>;

const WEBHOOK = { url: "https://ours.example.test/hooks", events: ["call.ended"] };
const guard = { allow: [], resolve: async () => ["93.184.215.14"] };

/** A webhook of an organization with a delivery of a call's event, and what was answered. */
export async function plantWebhookOf(
  sql: Parameters<typeof insert>[0],
  of: { organizationId: string; callId: string; mark?: string },
): Promise<Ids> {
  const [webhookId, eventId, deliveryId] = [uuidv7(), uuidv7(), uuidv7()];
  const own = { organization_id: of.organizationId };
  const mark = of.mark ?? "theirs";
  const at = new Date();
  const endpoint = { id: webhookId, url: "https://theirs.example.test/", description: mark, events: ["call.ended"] };
  await insert(sql, "webhook_endpoints", { ...own, ...endpoint, sealed_secret: `hash-of-${mark}` });
  const event = { id: eventId, type: "call.ended", call_id: of.callId, dedupe_key: `planted:${eventId}`, at };
  await insert(sql, "webhook_events", { ...own, ...event, body: JSON.stringify({ mark }) });
  const delivery = { id: deliveryId, endpoint_id: webhookId, event_id: eventId, due_at: at, created_at: at };
  await insert(sql, "webhook_deliveries", { ...own, ...delivery, state: "failed", attempts: 1, settled_at: at });
  const attempt = { delivery_id: deliveryId, number: 1, at, ms: 9, status: 500, answer: mark, problem: mark };
  await insert(sql, "webhook_attempts", { ...own, ...attempt, headers: "{}" });
  return { webhookId, deliveryId };
}

const onOurs = async (context: ServiceContext, then: (webhookId: string) => Promise<unknown>) =>
  then((await createWebhook(context, WEBHOOK, guard)).id);

/** The verbs of webhooks that take ids, for the test that tries each with another organization's. */
export const WEBHOOK_VERBS: Record<string, Verb[]> = {
  "webhooks/list-webhooks.ts": [(context, { webhookId }) => getWebhook(context, webhookId)],
  "webhooks/save-webhook.ts": [
    (context, { webhookId }) => updateWebhook(context, webhookId, WEBHOOK, guard),
    (context, { webhookId }) => rotateWebhookSecret(context, webhookId),
    (context, { webhookId }) => deleteWebhook(context, webhookId),
  ],
  "webhooks/deliveries.ts": [
    (context, { webhookId }) => listDeliveries(context, webhookId),
    (context, { webhookId, deliveryId }) => getDelivery(context, webhookId, deliveryId),
    (context, { deliveryId }) => onOurs(context, (id) => getDelivery(context, id, deliveryId)),
  ],
  "webhooks/send-again.ts": [
    (context, { webhookId }) => testWebhook(context, webhookId),
    (context, { webhookId, deliveryId }) => sendAgain(context, webhookId, deliveryId),
    (context, { deliveryId }) => onOurs(context, (id) => sendAgain(context, id, deliveryId)),
    (context, { webhookId }) => sendFailedAgain(context, webhookId, { since: "2020-01-01T00:00:00Z" }),
  ],
};
