import { listDeliveries } from "@/lib/services/webhooks/deliveries";
import { defineApiRoute } from "@/lib/web/api-route";
import { listDeliveriesOperation } from "@/lib/web/openapi/operations/webhooks";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(listDeliveriesOperation, (context, { params, query }) =>
  listDeliveries(context, params.webhookId, query),
);

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
