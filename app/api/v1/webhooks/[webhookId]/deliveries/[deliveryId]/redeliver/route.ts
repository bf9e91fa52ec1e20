import { sendAgain } from "@/lib/services/webhooks/send-again";
import { defineApiRoute } from "@/lib/web/api-route";
import { redeliverOperation } from "@/lib/web/openapi/operations/webhooks";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(redeliverOperation, (context, { params }) =>
  sendAgain(context, params.webhookId, params.deliveryId),
);

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
