import type { WebhookResource } from "@/lib/contracts/webhooks";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { requirePermission } from "../require-permission";
import { theEndpoint, toWebhookOf, toWebhooks } from "./endpoint-row";

/** The organization's webhooks, oldest first, with how they did. Needs `webhooks.read`. */
export async function listWebhooks(context: ServiceContext, now = new Date()): Promise<WebhookResource[]> {
  requirePermission(context, "webhooks.read");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const rows = await tx.webhookEndpoint.findMany({
      where: { organizationId },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    });
    return toWebhooks(tx, organizationId, rows, now);
  });
}

/** Needs `webhooks.read`; throws NOT_FOUND. */
export async function getWebhook(
  context: ServiceContext,
  webhookId: string,
  now = new Date(),
): Promise<WebhookResource> {
  requirePermission(context, "webhooks.read");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) =>
    toWebhookOf(tx, await theEndpoint(tx, organizationId, webhookId), now),
  );
}
