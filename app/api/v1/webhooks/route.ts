import { listWebhooks } from "@/lib/services/webhooks/list-webhooks";
import { createWebhook } from "@/lib/services/webhooks/save-webhook";
import { defineApiRoute } from "@/lib/web/api-route";
import { createWebhookOperation, listWebhooksOperation } from "@/lib/web/openapi/operations/webhooks";
import { otherMethods } from "@/lib/web/refusals";
import { webhookGuard } from "@/lib/web/webhook-guard";

export const GET = defineApiRoute(listWebhooksOperation, async (context) => ({
  webhooks: await listWebhooks(context),
}));

export const POST = defineApiRoute(createWebhookOperation, (context, { body }) =>
  createWebhook(context, body, webhookGuard()),
);

const refuse = otherMethods("GET", "POST");
export { refuse as PUT, refuse as PATCH, refuse as DELETE };
