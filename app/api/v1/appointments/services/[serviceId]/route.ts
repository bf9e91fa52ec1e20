import { getService } from "@/lib/services/appointments/list-configured";
import { deleteService, updateService } from "@/lib/services/appointments/save-service";
import { defineApiRoute } from "@/lib/web/api-route";
import {
  deleteServiceOperation,
  getServiceOperation,
  updateServiceOperation,
} from "@/lib/web/openapi/operations/appointment-services";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(getServiceOperation, (context, { params }) => getService(context, params.serviceId));

export const PUT = defineApiRoute(updateServiceOperation, (context, { params, body }) =>
  updateService(context, params.serviceId, body),
);

export const DELETE = defineApiRoute(deleteServiceOperation, (context, { params }) =>
  deleteService(context, params.serviceId),
);

const refuse = otherMethods("GET", "PUT", "DELETE");
export { refuse as POST, refuse as PATCH };
