import { sendFailedAgain } from "@/lib/services/webhooks/send-again";
import { defineApiRoute } from "@/lib/web/api-route";
import { redeliverFailedOperation } from "@/lib/web/openapi/operations/webhooks";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(redeliverFailedOperation, (context, { params, body }) =>
  sendFailedAgain(context, params.webhookId, body),
);

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
