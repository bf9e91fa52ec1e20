import { searchOutcomes } from "@/lib/services/proof/search-outcomes";
import { defineApiRoute } from "@/lib/web/api-route";
import { listOutcomesOperation } from "@/lib/web/openapi/operations/outcomes";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(listOutcomesOperation, (context, { query }) => searchOutcomes(context, query));

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
