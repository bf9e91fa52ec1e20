import { listResources } from "@/lib/services/appointments/list-configured";
import { createResource } from "@/lib/services/appointments/save-resource";
import { defineApiRoute } from "@/lib/web/api-route";
import { createResourceOperation, listResourcesOperation } from "@/lib/web/openapi/operations/appointment-resources";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(listResourcesOperation, async (context, { query }) => ({
  resources: await listResources(context, query),
}));

export const POST = defineApiRoute(createResourceOperation, (context, { body }) => createResource(context, body));

const refuse = otherMethods("GET", "POST");
export { refuse as PUT, refuse as PATCH, refuse as DELETE };
