import { PLAN_KEYS, PLANS } from "@/lib/domain/billing/plans";
import { defineApiRoute } from "@/lib/web/api-route";
import { listBusinessPlansOperation } from "@/lib/web/openapi/operations/business";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(listBusinessPlansOperation, async () => ({
  plans: PLAN_KEYS.map((key) => ({ ...PLANS[key], features: [...PLANS[key].features] })),
}));

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
