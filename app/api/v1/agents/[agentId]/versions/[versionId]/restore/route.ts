import { rollBack } from "@/lib/services/agents/roll-back";
import { defineApiRoute } from "@/lib/web/api-route";
import { rollBackOperation } from "@/lib/web/openapi/operations/agents";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(rollBackOperation, (context, { params }) =>
  rollBack(context, params.agentId, params.versionId),
);

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
