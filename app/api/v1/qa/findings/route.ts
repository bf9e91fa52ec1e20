import { listFindings } from "@/lib/services/quality/findings";
import { defineApiRoute } from "@/lib/web/api-route";
import { listFindingsOperation } from "@/lib/web/openapi/operations/quality";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(listFindingsOperation, (context, { query }) => listFindings(context, query));

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
