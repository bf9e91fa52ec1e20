import { getResource } from "@/lib/services/appointments/list-configured";
import { deleteResource, updateResource } from "@/lib/services/appointments/save-resource";
import { defineApiRoute } from "@/lib/web/api-route";
import {
  deleteResourceOperation,
  getResourceOperation,
  updateResourceOperation,
} from "@/lib/web/openapi/operations/appointment-resources";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(getResourceOperation, (context, { params }) =>
  getResource(context, params.resourceId),
);

export const PUT = defineApiRoute(updateResourceOperation, (context, { params, body }) =>
  updateResource(context, params.resourceId, body),
);

export const DELETE = defineApiRoute(deleteResourceOperation, (context, { params }) =>
  deleteResource(context, params.resourceId),
);

const refuse = otherMethods("GET", "PUT", "DELETE");
export { refuse as POST, refuse as PATCH };
