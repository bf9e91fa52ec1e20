import { getWebhook } from "@/lib/services/webhooks/list-webhooks";
import { deleteWebhook, updateWebhook } from "@/lib/services/webhooks/save-webhook";
import { defineApiRoute } from "@/lib/web/api-route";
import {
  deleteWebhookOperation,
  getWebhookOperation,
  updateWebhookOperation,
} from "@/lib/web/openapi/operations/webhooks";
import { otherMethods } from "@/lib/web/refusals";
import { webhookGuard } from "@/lib/web/webhook-guard";

export const GET = defineApiRoute(getWebhookOperation, (context, { params }) => getWebhook(context, params.webhookId));

export const PUT = defineApiRoute(updateWebhookOperation, (context, { params, body }) =>
  updateWebhook(context, params.webhookId, body, webhookGuard()),
);

export const DELETE = defineApiRoute(deleteWebhookOperation, (context, { params }) =>
  deleteWebhook(context, params.webhookId),
);

const refuse = otherMethods("GET", "PUT", "DELETE");
export { refuse as POST, refuse as PATCH };
