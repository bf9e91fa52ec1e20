import { z } from "zod";
import { Cursor, Limit } from "./calls";
import { WebhookEventType } from "./webhook-events";

export const MOST_WEBHOOKS = 10;

export const SaveWebhookInput = z.strictObject({
  url: z.string().trim().min(1, "give the address").max(2000, "2000 characters at most").meta({
    description: "https, on the public internet. It is sent on to no other address.",
    example: "https://crm.example.com/aybiza",
  }),
  description: z.string().trim().max(200, "200 characters at most").default(""),
  events: z
    .array(WebhookEventType)
    .min(1, "choose what it is told of")
    .transform((events) => [...new Set(events)]),
  enabled: z.boolean().optional().meta({ description: "As it is, when left out; a new one is on." }),
});
export type SaveWebhookInput = z.input<typeof SaveWebhookInput>;

export const WebhookResource = z
  .strictObject({
    id: z.uuid(),
    url: z.string(),
    description: z.string(),
    events: z.array(WebhookEventType),
    enabled: z.boolean(),
    offBecause: z.enum(["gone", "failing"]).nullable().meta({
      description: "`gone`: it answered 410 · `failing`: for days nothing was taken. Null: a person decided.",
    }),
    failingSince: z
      .string()
      .nullable()
      .meta({ description: "Null: the last that was sent was taken, or nothing was." }),
    oldSecretUntil: z.string().nullable().meta({ description: "Until then the secret before this one signs too." }),
    /** Of the last 24 hours. */
    deliveredOfDay: z.int(),
    failedOfDay: z.int(),
    waiting: z.int().meta({ description: "To be sent, or sent again." }),
    lastAttemptAt: z.string().nullable(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: "Webhook" });
export type WebhookResource = z.infer<typeof WebhookResource>;

export const WebhookList = z.strictObject({ webhooks: z.array(WebhookResource) });

/** With its secret, this once. */
export const WebhookWithSecret = z
  .strictObject({
    ...WebhookResource.shape,
    secret: z.string().meta({ description: "Signs what is sent. It is not shown again." }),
  })
  .meta({ id: "WebhookWithSecret" });
export type WebhookWithSecret = z.infer<typeof WebhookWithSecret>;

export const DeliveryState = z.enum(["waiting", "sending", "paused", "delivered", "failed"]);
export type DeliveryState = z.infer<typeof DeliveryState>;

export const WebhookDeliveryResource = z
  .strictObject({
    id: z.uuid(),
    webhookId: z.uuid(),
    eventId: z.uuid().meta({ description: "As in the header webhook-id." }),
    type: z.string(),
    callId: z.uuid().nullable(),
    state: DeliveryState,
    attempts: z.int(),
    dueAt: z.string().nullable().meta({ description: "When it is sent next; null: no more." }),
    lastStatus: z.int().nullable(),
    lastProblem: z.string().nullable(),
    createdAt: z.string(),
    settledAt: z.string().nullable(),
  })
  .meta({ id: "WebhookDelivery" });
export type WebhookDeliveryResource = z.infer<typeof WebhookDeliveryResource>;

export const WebhookAttemptResource = z.strictObject({
  number: z.int(),
  at: z.string(),
  ms: z.int().meta({ description: "From the request to its answer, or to giving it up." }),
  status: z.int().nullable(),
  answer: z.string().nullable().meta({ description: "Its first part." }),
  problem: z.string().nullable(),
  headers: z.record(z.string(), z.string()),
});
export type WebhookAttemptResource = z.infer<typeof WebhookAttemptResource>;

export const WebhookDeliveryDetail = z
  .strictObject({
    ...WebhookDeliveryResource.shape,
    body: z
      .string()
      .nullable()
      .meta({ description: "What is signed and sent. Null: it is written when it is first sent." }),
    tried: z.array(WebhookAttemptResource),
  })
  .meta({ id: "WebhookDeliveryDetail" });
export type WebhookDeliveryDetail = z.infer<typeof WebhookDeliveryDetail>;

export const ListDeliveriesQuery = z.strictObject({ state: DeliveryState.optional(), limit: Limit, cursor: Cursor });
export type ListDeliveriesQuery = z.input<typeof ListDeliveriesQuery>;

export const WebhookDeliveryPage = z
  .strictObject({ deliveries: z.array(WebhookDeliveryResource), nextCursor: z.string().nullable() })
  .meta({ id: "WebhookDeliveryPage" });
export type WebhookDeliveryPage = z.infer<typeof WebhookDeliveryPage>;

export const RedeliverInput = z.strictObject({
  since: z.iso
    .datetime({ offset: true })
    .meta({ description: "Those that failed for good and were made from then on." }),
});
export const Redelivered = z.strictObject({ count: z.int().meta({ description: "1000 at most at once." }) });
