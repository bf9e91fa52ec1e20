import { businessUsage } from "@/lib/services/businesses/business-usage";
import { defineApiRoute } from "@/lib/web/api-route";
import { businessUsageOperation } from "@/lib/web/openapi/operations/config";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(businessUsageOperation, (context, { params }) =>
  businessUsage(context, params.businessId),
);

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
