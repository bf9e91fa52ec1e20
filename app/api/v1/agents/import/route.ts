import { importAgent } from "@/lib/services/agents/import-agent";
import { defineApiRoute } from "@/lib/web/api-route";
import { importAgentOperation } from "@/lib/web/openapi/operations/agents";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(importAgentOperation, (context, { body }) => importAgent(context, body));

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
