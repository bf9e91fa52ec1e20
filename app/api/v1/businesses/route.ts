import { listBusinesses } from "@/lib/services/businesses/list-businesses";
import { defineApiRoute } from "@/lib/web/api-route";
import { listBusinessesOperation } from "@/lib/web/openapi/operations/businesses";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(listBusinessesOperation, (context, { query }) => listBusinesses(context, query));

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
