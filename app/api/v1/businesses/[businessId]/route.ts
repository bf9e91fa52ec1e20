import { getBusiness } from "@/lib/services/businesses/get-business";
import { updateBusiness } from "@/lib/services/businesses/update-business";
import { defineApiRoute } from "@/lib/web/api-route";
import { getBusinessOperation, updateBusinessOperation } from "@/lib/web/openapi/operations/businesses";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(getBusinessOperation, (context, { params }) =>
  getBusiness(context, params.businessId),
);

export const PUT = defineApiRoute(updateBusinessOperation, (context, { params, body }) =>
  updateBusiness(context, params.businessId, body),
);

const refuse = otherMethods("GET", "PUT");
export { refuse as POST, refuse as PATCH, refuse as DELETE };
