import { getDelivery } from "@/lib/services/webhooks/deliveries";
import { defineApiRoute } from "@/lib/web/api-route";
import { getDeliveryOperation } from "@/lib/web/openapi/operations/webhooks";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(getDeliveryOperation, (context, { params }) =>
  getDelivery(context, params.webhookId, params.deliveryId),
);

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
