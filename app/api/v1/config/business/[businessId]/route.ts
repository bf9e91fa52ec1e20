import { deleteBusiness } from "@/lib/services/businesses/delete-business";
import { getBusinessConfig } from "@/lib/services/businesses/get-business-config";
import { updateBusinessConfig } from "@/lib/services/businesses/update-business-config";
import { defineApiRoute } from "@/lib/web/api-route";
import { objectStore } from "@/lib/web/objects";
import {
  deleteBusinessConfigOperation,
  getBusinessConfigOperation,
  updateBusinessConfigOperation,
} from "@/lib/web/openapi/operations/config";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(getBusinessConfigOperation, (context, { params }) =>
  getBusinessConfig(context, params.businessId),
);

export const PUT = defineApiRoute(updateBusinessConfigOperation, (context, { params, body }) =>
  updateBusinessConfig(context, params.businessId, body),
);

export const DELETE = defineApiRoute(deleteBusinessConfigOperation, (context, { params }) =>
  deleteBusiness(context, params.businessId, objectStore()),
);

const refuse = otherMethods("GET", "PUT", "DELETE");
export { refuse as POST, refuse as PATCH };
