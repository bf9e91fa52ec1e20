import { createHash } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import { WebFetchError } from "@/lib/adapters/web-fetch/web-fetch-error";
import type { PushService } from "@/lib/adapters/web-push/send-push";
import { PushSubscriptionInput } from "@/lib/contracts/notifications";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { sealForTenant } from "../secrets/tenant-envelope";
import { personOf } from "./person-of";

export const PUSH_PURPOSE = "push subscription";
const MOST_BROWSERS = 20;

const endpointHash = (endpoint: string): string => createHash("sha256").update(endpoint).digest("hex");

/**
 * From now on a browser is pushed to, for as long as the session lives in which its person said so; again, it changes to the keys given. Throws
 * INVALID where nothing may be sent to its address, and CONFLICT beyond 20 browsers. Audited, without the address.
 */
export async function subscribePush(
  context: ServiceContext,
  input: unknown,
  service: Pick<PushService, "check">,
  now = new Date(),
): Promise<void> {
  const userId = personOf(context);
  const { organizationId, sessionId } = context;
  if (!sessionId) throw new ServiceError("FORBIDDEN", "A browser is added by the person who is signed in with it.");
  const subscription = parseInput(PushSubscriptionInput, input);
  await checkAddress(service, subscription);
  const key = { organizationId, userId, endpointHash: endpointHash(subscription.endpoint) };
  await withTenant(organizationId, async (tx) => {
    const sealed = await sealForTenant(tx, organizationId, PUSH_PURPOSE, JSON.stringify(subscription));
    // One browser has one address: who signs in with it after somebody else takes it over.
    await tx.pushSubscription.deleteMany({
      where: { organizationId, endpointHash: key.endpointHash, userId: { not: userId } },
    });
    const browsers = await tx.pushSubscription.count({ where: { organizationId, userId } });
    const { count } = await tx.pushSubscription.updateMany({ where: key, data: { sealed, sessionId } });
    if (count > 0) return;
    if (browsers >= MOST_BROWSERS)
      throw new ServiceError("CONFLICT", `A person can have ${MOST_BROWSERS} browsers at most. Turn one off first.`);
    const id = uuidv7();
    await tx.pushSubscription.createMany({
      data: { ...key, id, sealed, sessionId, createdAt: now },
      skipDuplicates: true,
    });
    await recordAudit(
      tx,
      context,
      { action: "notifications.browser_added", targetType: "user", targetId: userId },
      now,
    );
  });
}

/** A browser is not pushed to any more; one that is not known is left alone. Audited. */
export async function unsubscribePush(context: ServiceContext, endpoint: unknown, now = new Date()): Promise<void> {
  const userId = personOf(context);
  const address = parseInput(z.string().max(2000), endpoint);
  const { organizationId } = context;
  await withTenant(organizationId, async (tx) => {
    const { count } = await tx.pushSubscription.deleteMany({
      where: { organizationId, userId, endpointHash: endpointHash(address) },
    });
    if (count === 0) return;
    await recordAudit(
      tx,
      context,
      { action: "notifications.browser_removed", targetType: "user", targetId: userId },
      now,
    );
  });
}

/**
 * A browser that its person had pushed to before is pushed to in this session too. Says whether it is known; of another person's browser
 * nothing is said and nothing changed.
 */
export async function refreshPush(context: ServiceContext, endpoint: unknown): Promise<{ isOn: boolean }> {
  const userId = personOf(context);
  const address = parseInput(z.string().max(2000), endpoint);
  const { organizationId, sessionId } = context;
  if (!sessionId) return { isOn: false };
  const { count } = await withTenant(organizationId, (tx) =>
    tx.pushSubscription.updateMany({
      where: { organizationId, userId, endpointHash: endpointHash(address) },
      data: { sessionId },
    }),
  );
  return { isOn: count > 0 };
}

async function checkAddress(service: Pick<PushService, "check">, subscription: PushSubscriptionInput): Promise<void> {
  try {
    await service.check(subscription);
  } catch (error) {
    if (!(error instanceof WebFetchError)) throw error;
    throw new ServiceError("INVALID", error.message, { fields: { endpoint: error.message } });
  }
}
