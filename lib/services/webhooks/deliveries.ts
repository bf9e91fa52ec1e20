import { z } from "zod";
import {
  DeliveryState,
  ListDeliveriesQuery,
  type WebhookDeliveryDetail,
  type WebhookDeliveryPage,
  type WebhookDeliveryResource,
} from "@/lib/contracts/webhooks";
import type { Prisma } from "@/lib/db/generated/client";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { cursorOf, positionOf } from "../cursor";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { isId, theEndpoint } from "./endpoint-row";

const INCLUDE = {
  event: { select: { type: true, callId: true } },
  tried: { orderBy: { number: "desc" }, take: 1, select: { status: true, problem: true } },
} satisfies Prisma.WebhookDeliveryInclude;
type Row = Prisma.WebhookDeliveryGetPayload<{ include: typeof INCLUDE }>;

/** What was and is to be sent to a webhook, newest first. Needs `webhooks.read`; throws NOT_FOUND, INVALID. */
export async function listDeliveries(
  context: ServiceContext,
  webhookId: string,
  input: ListDeliveriesQuery = {},
): Promise<WebhookDeliveryPage> {
  requirePermission(context, "webhooks.read");
  const { state, limit, cursor } = parseInput(ListDeliveriesQuery, input);
  const after = positionOf(cursor);
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    await theEndpoint(tx, organizationId, webhookId);
    const rows = await tx.webhookDelivery.findMany({
      where: {
        organizationId,
        endpointId: webhookId,
        ...(state ? { state } : {}),
        ...(after ? { OR: [{ createdAt: { lt: after.at } }, { createdAt: after.at, id: { lt: after.id } }] } : {}),
      },
      include: INCLUDE,
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: limit + 1,
    });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const isMore = rows.length > limit && last;
    return {
      deliveries: page.map(toDelivery),
      nextCursor: isMore ? cursorOf({ at: last.createdAt, id: last.id }) : null,
    };
  });
}

/** With its body and each request. Needs `webhooks.read`; throws NOT_FOUND. */
export async function getDelivery(
  context: ServiceContext,
  webhookId: string,
  deliveryId: string,
): Promise<WebhookDeliveryDetail> {
  requirePermission(context, "webhooks.read");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const row = await theDelivery(tx, organizationId, webhookId, deliveryId);
    const { body } = await tx.webhookEvent.findUniqueOrThrow({
      where: { organizationId_id: { organizationId, id: row.eventId } },
      select: { body: true },
    });
    const tried = await tx.webhookAttempt.findMany({
      where: { organizationId, deliveryId },
      orderBy: { number: "desc" },
    });
    return {
      ...toDelivery(row),
      body,
      tried: tried.map(({ number, at, ms, status, answer, problem, headers }) => ({
        ...{ number, at: at.toISOString(), ms, status, answer, problem },
        headers: Headers.parse(headers),
      })),
    };
  });
}

const Headers = z.record(z.string(), z.string());

/** Throws NOT_FOUND, for one of another webhook too. */
export async function theDelivery(
  tx: Transaction,
  organizationId: string,
  webhookId: string,
  id: string,
): Promise<Row> {
  await theEndpoint(tx, organizationId, webhookId);
  const row = isId(id)
    ? await tx.webhookDelivery.findUnique({ where: { organizationId_id: { organizationId, id } }, include: INCLUDE })
    : null;
  if (row?.endpointId !== webhookId) throw new ServiceError("NOT_FOUND", "There is no such delivery.");
  return row;
}

export function toDelivery(row: Row): WebhookDeliveryResource {
  const [last] = row.tried;
  return {
    id: row.id,
    webhookId: row.endpointId,
    eventId: row.eventId,
    type: row.event.type,
    callId: row.event.callId,
    state: DeliveryState.parse(row.state),
    attempts: row.attempts,
    dueAt: row.state === "waiting" ? row.dueAt.toISOString() : null,
    lastStatus: last?.status ?? null,
    lastProblem: last?.problem ?? null,
    createdAt: row.createdAt.toISOString(),
    settledAt: row.settledAt?.toISOString() ?? null,
  };
}
