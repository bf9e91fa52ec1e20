import { v7 as uuidv7 } from "uuid";
import { RedeliverInput, type WebhookDeliveryResource } from "@/lib/contracts/webhooks";
import { TEST_EVENT } from "@/lib/contracts/webhook-events";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { theDelivery, toDelivery } from "./deliveries";
import { theEndpoint } from "./endpoint-row";
import { bodyOf } from "./tell-webhooks";

const MOST_AT_ONCE = 1_000;

/** Sends an event that says that it is a test, like any other. Needs `webhooks.write`; throws NOT_FOUND, CONFLICT when the webhook is off. Audited. */
export async function testWebhook(
  context: ServiceContext,
  webhookId: string,
  now = new Date(),
): Promise<WebhookDeliveryResource> {
  requirePermission(context, "webhooks.write");
  const { organizationId } = context;
  const [id, eventId] = [uuidv7(), uuidv7()];
  const message = "This is a test. Nothing has happened.";
  return withTenant(organizationId, async (tx) => {
    await theOneThatIsOn(tx, organizationId, webhookId);
    const body = bodyOf(TEST_EVENT, now, eventId, { message });
    const event = {
      organizationId,
      id: eventId,
      type: TEST_EVENT,
      dedupeKey: `${TEST_EVENT}:${eventId}`,
      body,
      at: now,
    };
    await tx.webhookEvent.create({ data: event });
    await tx.webhookDelivery.create({
      data: { organizationId, id, endpointId: webhookId, eventId, dueAt: now, createdAt: now },
    });
    await audit(tx, context, "webhook.tested", webhookId, {}, now);
    return toDelivery(await theDelivery(tx, organizationId, webhookId, id));
  });
}

/**
 * Sends what was sent, or given up, once more, with all its retries: the same message by its id. Needs `webhooks.write`; throws NOT_FOUND, CONFLICT while
 * it waits anyway or the webhook is off. Audited.
 */
export async function sendAgain(
  context: ServiceContext,
  webhookId: string,
  deliveryId: string,
  now = new Date(),
): Promise<WebhookDeliveryResource> {
  requirePermission(context, "webhooks.write");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    await theOneThatIsOn(tx, organizationId, webhookId);
    await theDelivery(tx, organizationId, webhookId, deliveryId);
    const { count } = await tx.webhookDelivery.updateMany({
      where: { organizationId, id: deliveryId, state: { in: ["delivered", "failed", "waiting"] } },
      data: { ...ANEW, dueAt: now },
    });
    if (count === 0) throw new ServiceError("CONFLICT", "It is being sent at this moment.");
    await audit(tx, context, "webhook.sent_again", webhookId, { deliveryId }, now);
    return toDelivery(await theDelivery(tx, organizationId, webhookId, deliveryId));
  });
}

/** Sends all that was given up since a moment once more, the oldest first, 1000 at most. Needs `webhooks.write`; throws NOT_FOUND, INVALID, CONFLICT. Audited. */
export async function sendFailedAgain(
  context: ServiceContext,
  webhookId: string,
  input: unknown,
  now = new Date(),
): Promise<{ count: number }> {
  requirePermission(context, "webhooks.write");
  const { since } = parseInput(RedeliverInput, input);
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    await theOneThatIsOn(tx, organizationId, webhookId);
    const failed = await tx.webhookDelivery.findMany({
      where: { organizationId, endpointId: webhookId, state: "failed", createdAt: { gte: new Date(since) } },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: MOST_AT_ONCE,
      select: { id: true },
    });
    const { count } = await tx.webhookDelivery.updateMany({
      where: { organizationId, id: { in: failed.map(({ id }) => id) }, state: "failed" },
      data: { ...ANEW, dueAt: now },
    });
    await audit(tx, context, "webhook.sent_again", webhookId, { since, count }, now);
    return { count };
  });
}

const ANEW = { state: "waiting", tries: 0, settledAt: null } as const;

async function theOneThatIsOn(tx: Transaction, organizationId: string, webhookId: string): Promise<void> {
  const { enabled } = await theEndpoint(tx, organizationId, webhookId);
  if (!enabled) throw new ServiceError("CONFLICT", "The webhook is switched off. Switch it on first.");
}

const audit = (
  tx: Transaction,
  context: ServiceContext,
  action: string,
  targetId: string,
  details: Record<string, unknown>,
  now: Date,
) => recordAudit(tx, context, { action, targetType: "webhook", targetId, details }, now);
