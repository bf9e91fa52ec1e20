import { createBusiness } from "@/lib/services/businesses/create-business";
import { listBusinessConfigs } from "@/lib/services/businesses/list-businesses";
import { defineApiRoute } from "@/lib/web/api-route";
import { createBusinessConfigOperation, listBusinessConfigsOperation } from "@/lib/web/openapi/operations/config";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(listBusinessConfigsOperation, (context, { query }) =>
  listBusinessConfigs(context, query),
);

export const POST = defineApiRoute(createBusinessConfigOperation, (context, { body }) => createBusiness(context, body));

const refuse = otherMethods("GET", "POST");
export { refuse as PUT, refuse as PATCH, refuse as DELETE };
