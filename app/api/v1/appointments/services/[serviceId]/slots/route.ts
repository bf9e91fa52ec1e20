import { findSlots } from "@/lib/services/appointments/find-slots";
import { defineApiRoute } from "@/lib/web/api-route";
import { findSlotsOperation } from "@/lib/web/openapi/operations/appointment-services";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(findSlotsOperation, (context, { params, query }) =>
  findSlots(context, { ...query, serviceId: params.serviceId }),
);

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
