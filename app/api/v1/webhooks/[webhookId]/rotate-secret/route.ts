import { rotateWebhookSecret } from "@/lib/services/webhooks/save-webhook";
import { defineApiRoute } from "@/lib/web/api-route";
import { rotateWebhookSecretOperation } from "@/lib/web/openapi/operations/webhooks";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(rotateWebhookSecretOperation, (context, { params }) =>
  rotateWebhookSecret(context, params.webhookId),
);

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
