import { listToolVersions } from "@/lib/services/tools/list-tools";
import { defineApiRoute } from "@/lib/web/api-route";
import { listToolVersionsOperation } from "@/lib/web/openapi/operations/tools";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(listToolVersionsOperation, async (context, { params }) => ({
  versions: await listToolVersions(context, params.toolId),
}));

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
