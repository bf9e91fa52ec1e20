import { getVersion } from "@/lib/services/agents/get-version";
import { defineApiRoute } from "@/lib/web/api-route";
import { getVersionOperation } from "@/lib/web/openapi/operations/agents";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(getVersionOperation, (context, { params }) =>
  getVersion(context, params.agentId, params.versionId),
);

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
