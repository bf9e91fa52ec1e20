import { testWebhook } from "@/lib/services/webhooks/send-again";
import { defineApiRoute } from "@/lib/web/api-route";
import { testWebhookOperation } from "@/lib/web/openapi/operations/webhooks";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(testWebhookOperation, (context, { params }) =>
  testWebhook(context, params.webhookId),
);

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
