import { getBilling } from "@/lib/services/billing/get-billing";
import { ServiceError } from "@/lib/services/errors";
import { defineApiRoute } from "@/lib/web/api-route";
import { getUsageOperation } from "@/lib/web/openapi/operations/plans";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(getUsageOperation, async (context) => {
  // Our own count alone: it needs no word of Stripe.
  const billing = await getBilling(context, { payments: null, now: new Date() });
  if (!billing) throw new ServiceError("NOT_FOUND", "There is no plan yet. Choose one under Billing.");
  const { plan, status, periodStart, periodEnd, trialEndsAt, usage, refusing, costCents, forecast } = billing;
  return { plan, status, periodStart, periodEnd, trialEndsAt, usage, refusing, costCents, forecast };
});

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
