import { listServices } from "@/lib/services/appointments/list-configured";
import { createService } from "@/lib/services/appointments/save-service";
import { defineApiRoute } from "@/lib/web/api-route";
import { createServiceOperation, listServicesOperation } from "@/lib/web/openapi/operations/appointment-services";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(listServicesOperation, async (context, { query }) => ({
  services: await listServices(context, query),
}));

export const POST = defineApiRoute(createServiceOperation, (context, { body }) => createService(context, body));

const refuse = otherMethods("GET", "POST");
export { refuse as PUT, refuse as PATCH, refuse as DELETE };
