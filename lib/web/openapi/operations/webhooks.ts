import { z } from "zod";
import {
  ListDeliveriesQuery,
  Redelivered,
  RedeliverInput,
  SaveWebhookInput,
  WebhookDeliveryDetail,
  WebhookDeliveryPage,
  WebhookDeliveryResource,
  WebhookList,
  WebhookResource,
  WebhookWithSecret,
} from "@/lib/contracts/webhooks";
import { defineOperation } from "../operation";
import { CALL_ID, DELIVERY_ID, WEBHOOK_ID } from "./example-values";

const tag = "Webhooks";
const Params = z.strictObject({
  webhookId: z.string().meta({ description: "The webhook's id.", example: WEBHOOK_ID }),
});
const DeliveryParams = Params.extend({
  deliveryId: z.string().meta({ description: "The delivery's id.", example: DELIVERY_ID }),
});

const INPUT = {
  url: "https://crm.example.com/aybiza",
  description: "The CRM",
  events: ["call.ended" as const, "call.analyzed" as const],
};
const WEBHOOK = {
  id: WEBHOOK_ID,
  ...INPUT,
  enabled: true,
  offBecause: null,
  failingSince: null,
  oldSecretUntil: null,
  deliveredOfDay: 41,
  failedOfDay: 0,
  waiting: 1,
  lastAttemptAt: "2026-11-20T17:03:11.000Z",
  createdAt: "2026-11-19T17:00:00.000Z",
  updatedAt: "2026-11-19T17:00:00.000Z",
};
const SECRET = "whsec_…";
const EVENT_ID = "019a9e10-7c11-7b52-8e0f-51f3a1c2b0e1";
const DELIVERY = {
  id: DELIVERY_ID,
  webhookId: WEBHOOK_ID,
  eventId: EVENT_ID,
  type: "call.ended",
  callId: CALL_ID,
  state: "delivered" as const,
  attempts: 1,
  dueAt: null,
  lastStatus: 200,
  lastProblem: null,
  createdAt: "2026-11-20T17:03:10.000Z",
  settledAt: "2026-11-20T17:03:11.000Z",
};
const WAITING = { ...DELIVERY, state: "waiting" as const, dueAt: "2026-11-20T17:03:10.000Z", settledAt: null };
const DETAIL = {
  ...DELIVERY,
  body: `{"type":"call.ended","timestamp":"2026-11-20T17:03:10.000Z","id":"${EVENT_ID}","data":{}}`,
  tried: [
    {
      number: 1,
      at: "2026-11-20T17:03:11.000Z",
      ms: 84,
      status: 200,
      answer: "ok",
      problem: null,
      headers: { "webhook-id": EVENT_ID, "webhook-timestamp": "1795194191", "webhook-signature": "v1,…" },
    },
  ],
};

export const listWebhooksOperation = defineOperation({
  id: "listWebhooks",
  method: "GET",
  path: "/api/v1/webhooks",
  tag,
  summary: "List webhooks",
  description: "With how each has done. What is sent, and how to verify it, stands under `webhooks` in this document.",
  scope: "webhooks.read",
  response: WebhookList,
  examples: { response: { webhooks: [WEBHOOK] } },
});

export const createWebhookOperation = defineOperation({
  id: "createWebhook",
  method: "POST",
  path: "/api/v1/webhooks",
  tag,
  summary: "Add a webhook",
  description: "Ten at most. Its secret is in the answer, this once.",
  scope: "webhooks.write",
  body: SaveWebhookInput,
  response: WebhookWithSecret,
  status: 201,
  refusals: [409],
  examples: { body: INPUT, response: { ...WEBHOOK, secret: SECRET } },
});

export const getWebhookOperation = defineOperation({
  id: "getWebhook",
  method: "GET",
  path: "/api/v1/webhooks/{webhookId}",
  tag,
  summary: "Get a webhook",
  scope: "webhooks.read",
  params: Params,
  response: WebhookResource,
  refusals: [404],
  examples: { response: WEBHOOK },
});

export const updateWebhookOperation = defineOperation({
  id: "updateWebhook",
  method: "PUT",
  path: "/api/v1/webhooks/{webhookId}",
  tag,
  summary: "Change a webhook",
  description:
    "Switched off, what waits is kept and nothing new is written down for it; switched on again, what waits goes out.",
  scope: "webhooks.write",
  params: Params,
  body: SaveWebhookInput,
  response: WebhookResource,
  refusals: [404],
  examples: { body: { ...INPUT, enabled: false }, response: { ...WEBHOOK, enabled: false } },
});

export const deleteWebhookOperation = defineOperation({
  id: "deleteWebhook",
  method: "DELETE",
  path: "/api/v1/webhooks/{webhookId}",
  tag,
  summary: "Remove a webhook",
  description: "With its secret and its deliveries. What waits is not sent.",
  scope: "webhooks.write",
  params: Params,
  response: z.strictObject({ id: z.uuid() }),
  refusals: [404],
  examples: { response: { id: WEBHOOK_ID } },
});

export const rotateWebhookSecretOperation = defineOperation({
  id: "rotateWebhookSecret",
  method: "POST",
  path: "/api/v1/webhooks/{webhookId}/rotate-secret",
  tag,
  summary: "Give a webhook another secret",
  description:
    "The one before signs too for 24 hours: each request carries both signatures, so that nothing is missed meanwhile.",
  scope: "webhooks.write",
  params: Params,
  response: WebhookWithSecret,
  refusals: [404],
  examples: { response: { ...WEBHOOK, oldSecretUntil: "2026-11-21T17:00:00.000Z", secret: SECRET } },
});

export const testWebhookOperation = defineOperation({
  id: "testWebhook",
  method: "POST",
  path: "/api/v1/webhooks/{webhookId}/test",
  tag,
  summary: "Send a test to a webhook",
  description:
    "An event of the type `webhook.test`, signed and tried again like any other. Ask for its delivery to see what came of it.",
  scope: "webhooks.write",
  params: Params,
  response: WebhookDeliveryResource,
  status: 202,
  refusals: [404, 409],
  examples: { response: { ...WAITING, type: "webhook.test", callId: null, attempts: 0, lastStatus: null } },
});

export const listDeliveriesOperation = defineOperation({
  id: "listWebhookDeliveries",
  method: "GET",
  path: "/api/v1/webhooks/{webhookId}/deliveries",
  tag,
  summary: "List a webhook's deliveries",
  description: "Newest first, of the last 30 days.",
  scope: "webhooks.read",
  params: Params,
  query: ListDeliveriesQuery,
  response: WebhookDeliveryPage,
  refusals: [404],
  examples: { response: { deliveries: [DELIVERY], nextCursor: null } },
});

export const getDeliveryOperation = defineOperation({
  id: "getWebhookDelivery",
  method: "GET",
  path: "/api/v1/webhooks/{webhookId}/deliveries/{deliveryId}",
  tag,
  summary: "Get a delivery",
  description: "With its body and each request: its headers, what was answered, how long it took.",
  scope: "webhooks.read",
  params: DeliveryParams,
  response: WebhookDeliveryDetail,
  refusals: [404],
  examples: { response: DETAIL },
});

export const redeliverOperation = defineOperation({
  id: "redeliverWebhook",
  method: "POST",
  path: "/api/v1/webhooks/{webhookId}/deliveries/{deliveryId}/redeliver",
  tag,
  summary: "Send a delivery again",
  description: "At once and, if need be, with all retries anew. It is the same message, by its webhook-id.",
  scope: "webhooks.write",
  params: DeliveryParams,
  response: WebhookDeliveryResource,
  status: 202,
  refusals: [404, 409],
  examples: { response: WAITING },
});

export const redeliverFailedOperation = defineOperation({
  id: "redeliverFailedWebhooks",
  method: "POST",
  path: "/api/v1/webhooks/{webhookId}/redeliver",
  tag,
  summary: "Send all that failed since a moment again",
  description: "Those whose retries are used up, the oldest first.",
  scope: "webhooks.write",
  params: Params,
  body: RedeliverInput,
  response: Redelivered,
  status: 202,
  refusals: [404, 409],
  examples: { body: { since: "2026-11-20T00:00:00Z" }, response: { count: 12 } },
});

export const WEBHOOK_OPERATIONS = [
  listWebhooksOperation,
  createWebhookOperation,
  getWebhookOperation,
  updateWebhookOperation,
  deleteWebhookOperation,
  rotateWebhookSecretOperation,
  testWebhookOperation,
  listDeliveriesOperation,
  getDeliveryOperation,
  redeliverOperation,
  redeliverFailedOperation,
];
