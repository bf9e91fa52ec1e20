import { startCheckout } from "@/lib/services/billing/start-checkout";
import { defineApiRoute } from "@/lib/web/api-route";
import { subscribeBusinessOperation } from "@/lib/web/openapi/operations/business";
import { paymentsOrNull } from "@/lib/web/payments";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(subscribeBusinessOperation, (context, { body }) =>
  startCheckout(context, body, { payments: paymentsOrNull(), now: new Date() }),
);

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
