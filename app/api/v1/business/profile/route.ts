import { getBusiness } from "@/lib/services/businesses/get-business";
import { theBusinessOf } from "@/lib/services/businesses/the-business";
import { updateBusiness } from "@/lib/services/businesses/update-business";
import { defineApiRoute } from "@/lib/web/api-route";
import { getBusinessProfileOperation, updateBusinessProfileOperation } from "@/lib/web/openapi/operations/business";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(getBusinessProfileOperation, async (context, { query }) =>
  getBusiness(context, await theBusinessOf(context, query.business)),
);

export const PUT = defineApiRoute(updateBusinessProfileOperation, async (context, { query, body }) =>
  updateBusiness(context, await theBusinessOf(context, query.business), body),
);

const refuse = otherMethods("GET", "PUT");
export { refuse as POST, refuse as PATCH, refuse as DELETE };
