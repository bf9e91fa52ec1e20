import { z } from "zod";
import { type WebhookResource, WebhookResource as Resource } from "@/lib/contracts/webhooks";
import { WebhookEventType } from "@/lib/contracts/webhook-events";
import type { WebhookEndpoint } from "@/lib/db/generated/client";
import type { Transaction } from "@/lib/db/transaction";
import { ServiceError } from "../errors";

/** A secret opens only for its endpoint. */
export const webhookPurpose = (endpointId: string) => `webhook ${endpointId}`;

export const isId = (id: string) => z.uuid().safeParse(id).success;

/** Throws NOT_FOUND when the organization has no such webhook. */
export async function theEndpoint(tx: Transaction, organizationId: string, id: string): Promise<WebhookEndpoint> {
  const row = isId(id)
    ? await tx.webhookEndpoint.findUnique({ where: { organizationId_id: { organizationId, id } } })
    : null;
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such webhook.");
  return row;
}

type Figures = { id: string; delivered: number; failed: number; waiting: number; lastAttemptAt: Date | null };

const DAY_MS = 86_400_000;

/** As resources, in their order, with how each has done. */
export async function toWebhooks(
  tx: Transaction,
  organizationId: string,
  rows: readonly WebhookEndpoint[],
  now: Date,
): Promise<WebhookResource[]> {
  const ids = rows.map(({ id }) => id);
  const day = new Date(now.getTime() - DAY_MS);
  const figures = await tx.$queryRaw<Figures[]>`
    select e.id, d.delivered, d.failed, w.waiting, a.at as "lastAttemptAt"
    from webhook_endpoints e
    cross join lateral (
      select (count(*) filter (where state = 'delivered'))::int as delivered, (count(*) filter (where state = 'failed'))::int as failed
      from webhook_deliveries d where d.organization_id = e.organization_id and d.endpoint_id = e.id and d.created_at > ${day}) d
    cross join lateral (
      select count(*)::int as waiting from webhook_deliveries d
      where d.organization_id = e.organization_id and d.endpoint_id = e.id and d.state in ('waiting', 'sending')) w
    left join lateral (
      select max(a.at) as at from (
        select d.organization_id, d.id from webhook_deliveries d
        where d.organization_id = e.organization_id and d.endpoint_id = e.id order by d.created_at desc, d.id desc limit 50) d
      join webhook_attempts a on a.organization_id = d.organization_id and a.delivery_id = d.id) a on true
    where e.organization_id = ${organizationId}::uuid and e.id = any(${ids}::uuid[])`;
  const of = new Map(figures.map((each) => [each.id, each]));
  return rows.map((row) => toWebhook(row, of.get(row.id), now));
}

export async function toWebhookOf(tx: Transaction, row: WebhookEndpoint, now: Date): Promise<WebhookResource> {
  const [resource] = await toWebhooks(tx, row.organizationId, [row], now);
  if (!resource) throw new Error("an endpoint makes no resource");
  return resource;
}

function toWebhook(row: WebhookEndpoint, figures: Figures | undefined, now: Date): WebhookResource {
  const { oldSecretUntil } = row;
  return {
    id: row.id,
    url: row.url,
    description: row.description,
    // Another release may have known others.
    events: row.events.flatMap((event) => WebhookEventType.safeParse(event).data ?? []),
    enabled: row.enabled,
    offBecause: Resource.shape.offBecause.parse(row.offBecause),
    failingSince: row.failingSince?.toISOString() ?? null,
    oldSecretUntil: oldSecretUntil && oldSecretUntil > now ? oldSecretUntil.toISOString() : null,
    deliveredOfDay: figures?.delivered ?? 0,
    failedOfDay: figures?.failed ?? 0,
    waiting: figures?.waiting ?? 0,
    lastAttemptAt: figures?.lastAttemptAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
