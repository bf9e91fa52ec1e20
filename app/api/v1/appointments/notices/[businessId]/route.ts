import { getNotices, saveNotices } from "@/lib/services/appointments/notices";
import { defineApiRoute } from "@/lib/web/api-route";
import { getNoticesOperation, saveNoticesOperation } from "@/lib/web/openapi/operations/appointment-notices";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(getNoticesOperation, (context, { params }) => getNotices(context, params.businessId));

export const PUT = defineApiRoute(saveNoticesOperation, (context, { params, body }) =>
  saveNotices(context, params.businessId, body),
);

const refuse = otherMethods("GET", "PUT");
export { refuse as POST, refuse as PATCH, refuse as DELETE };
