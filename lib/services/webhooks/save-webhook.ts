import { v7 as uuidv7 } from "uuid";
import { checkAddress, type GuardOptions } from "@/lib/adapters/web-fetch/address-guard";
import { WebFetchError } from "@/lib/adapters/web-fetch/web-fetch-error";
import {
  MOST_WEBHOOKS,
  SaveWebhookInput,
  type WebhookResource,
  type WebhookWithSecret,
} from "@/lib/contracts/webhooks";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { isSame } from "@/lib/domain/is-same";
import { problemOfEndpoint } from "@/lib/domain/webhooks/endpoint-address";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { openForTenant, sealForTenant } from "../secrets/tenant-envelope";
import { theEndpoint, toWebhookOf, webhookPurpose } from "./endpoint-row";
import { newSecret } from "./sign";

/** How long the secret before signs too. */
const OLD_SECRET_MS = 24 * 3_600_000;

/** Makes a webhook and gives its secret, this once. Needs `webhooks.write`; throws INVALID, CONFLICT. Audited. */
export async function createWebhook(
  context: ServiceContext,
  input: unknown,
  guard: GuardOptions,
  now = new Date(),
): Promise<WebhookWithSecret> {
  requirePermission(context, "webhooks.write");
  const { url, description, events, enabled = true } = parseInput(SaveWebhookInput, input);
  await refuseAddress(url, guard);
  const { organizationId } = context;
  const [id, secret] = [uuidv7(), newSecret()];
  return withTenant(organizationId, async (tx) => {
    await tx.$queryRaw`select id from organizations where id = ${organizationId}::uuid for update`;
    if ((await tx.webhookEndpoint.count({ where: { organizationId } })) >= MOST_WEBHOOKS)
      throw new ServiceError("CONFLICT", `An organization can have ${MOST_WEBHOOKS} webhooks at most.`);
    const sealedSecret = await sealForTenant(tx, organizationId, webhookPurpose(id), secret);
    const row = await tx.webhookEndpoint.create({
      data: { organizationId, id, url, description, events, enabled, sealedSecret, createdAt: now, updatedAt: now },
    });
    await audit(tx, context, "created", id, { origin: new URL(url).origin, events }, now);
    return { ...(await toWebhookOf(tx, row, now)), secret };
  });
}

/**
 * Changes a webhook. Switched off, what waits is kept; switched on, it goes out. Needs `webhooks.write`; throws NOT_FOUND, INVALID. Audited.
 */
export async function updateWebhook(
  context: ServiceContext,
  webhookId: string,
  input: unknown,
  guard: GuardOptions,
  now = new Date(),
): Promise<WebhookResource> {
  requirePermission(context, "webhooks.write");
  const { url, description, events, enabled } = parseInput(SaveWebhookInput, input);
  await refuseAddress(url, guard);
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    await lockEndpoint(tx, organizationId, webhookId);
    const before = await theEndpoint(tx, organizationId, webhookId);
    const after = { url, description, events, enabled: enabled ?? before.enabled };
    const changed = (Object.keys(after) as (keyof typeof after)[]).filter((name) => !isSame(before[name], after[name]));
    const isStart = after.enabled && !before.enabled;
    if (isStart) await resume(tx, organizationId, webhookId, now);
    if (!after.enabled && before.enabled) await pauseDeliveries(tx, organizationId, webhookId);
    const row = await tx.webhookEndpoint.update({
      where: { organizationId_id: { organizationId, id: webhookId } },
      // Another address, or a new beginning, has not failed yet.
      data: {
        ...after,
        updatedAt: now,
        ...(isStart || changed.includes("url") ? { failingSince: null } : {}),
        ...(isStart ? { offBecause: null } : {}),
      },
    });
    await audit(tx, context, "updated", webhookId, { changed, origin: new URL(url).origin }, now);
    return toWebhookOf(tx, row, now);
  });
}

/** Gives a webhook another secret; the one before signs too for a day. Needs `webhooks.write`; throws NOT_FOUND. Audited. */
export async function rotateWebhookSecret(
  context: ServiceContext,
  webhookId: string,
  now = new Date(),
): Promise<WebhookWithSecret> {
  requirePermission(context, "webhooks.write");
  const { organizationId } = context;
  const secret = newSecret();
  return withTenant(organizationId, async (tx) => {
    await lockEndpoint(tx, organizationId, webhookId);
    const before = await theEndpoint(tx, organizationId, webhookId);
    const sealedSecret = await sealForTenant(tx, organizationId, webhookPurpose(webhookId), secret);
    const row = await tx.webhookEndpoint.update({
      where: { organizationId_id: { organizationId, id: webhookId } },
      data: {
        sealedSecret,
        sealedOldSecret: before.sealedSecret,
        oldSecretUntil: new Date(now.getTime() + OLD_SECRET_MS),
        updatedAt: now,
      },
    });
    await audit(tx, context, "secret_rotated", webhookId, {}, now);
    return { ...(await toWebhookOf(tx, row, now)), secret };
  });
}

/** Removes a webhook with its deliveries: what waits is not sent. Needs `webhooks.write`; throws NOT_FOUND. Audited. */
export async function deleteWebhook(
  context: ServiceContext,
  webhookId: string,
  now = new Date(),
): Promise<{ id: string }> {
  requirePermission(context, "webhooks.write");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const { url } = await theEndpoint(tx, organizationId, webhookId);
    await tx.webhookEndpoint.deleteMany({ where: { organizationId, id: webhookId } });
    await audit(tx, context, "deleted", webhookId, { origin: new URL(url).origin }, now);
    return { id: webhookId };
  });
}

/** The secrets that sign now, the newest first. */
export async function openSecrets(
  tx: Transaction,
  row: Awaited<ReturnType<typeof theEndpoint>>,
  now: Date,
): Promise<string[]> {
  const { organizationId, id, sealedSecret, sealedOldSecret, oldSecretUntil } = row;
  const sealed = [
    sealedSecret,
    ...(sealedOldSecret && oldSecretUntil && oldSecretUntil > now ? [sealedOldSecret] : []),
  ];
  const secrets: string[] = [];
  for (const each of sealed) secrets.push(await openForTenant(tx, organizationId, webhookPurpose(id), each));
  return secrets;
}

/** What waits for an endpoint that is off is kept, out of the way of what can be sent. */
export const pauseDeliveries = (tx: Transaction, organizationId: string, endpointId: string) =>
  tx.webhookDelivery.updateMany({ where: { organizationId, endpointId, state: "waiting" }, data: { state: "paused" } });

const resume = (tx: Transaction, organizationId: string, endpointId: string, dueAt: Date) =>
  tx.webhookDelivery.updateMany({
    where: { organizationId, endpointId, state: "paused" },
    data: { state: "waiting", tries: 0, dueAt },
  });

const lockEndpoint = (tx: Transaction, organizationId: string, id: string) =>
  tx.$queryRaw`select id from webhook_endpoints where organization_id = ${organizationId}::uuid and id::text = ${id} for no key update`;

const audit = (
  tx: Transaction,
  context: ServiceContext,
  what: "created" | "updated" | "deleted" | "secret_rotated",
  targetId: string,
  details: Record<string, unknown>,
  now: Date,
) => recordAudit(tx, context, { action: `webhook.${what}`, targetType: "webhook", targetId, details }, now);

async function refuseAddress(url: string, guard: GuardOptions): Promise<void> {
  const problem = problemOfEndpoint(url, guard.allow) ?? (await checkAddress(url, guard).then(() => null, wordsOf));
  if (problem) throw new ServiceError("INVALID", `Check url: ${problem}.`, { fields: { url: problem } });
}

function wordsOf(error: unknown): string {
  if (!(error instanceof WebFetchError)) throw error;
  if (error.problem === "no_such_host") return "there is no system of that name";
  return "it must be on the public internet, and on the usual port";
}
