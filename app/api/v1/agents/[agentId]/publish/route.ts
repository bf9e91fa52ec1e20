import { publishVersion } from "@/lib/services/agents/publish-version";
import { defineApiRoute } from "@/lib/web/api-route";
import { publishVersionOperation } from "@/lib/web/openapi/operations/agents";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(publishVersionOperation, (context, { params, body }) =>
  publishVersion(context, params.agentId, body),
);

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
