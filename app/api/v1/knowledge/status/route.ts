import { knowledgeStatus } from "@/lib/services/knowledge/knowledge-status";
import { defineApiRoute } from "@/lib/web/api-route";
import { knowledgeStatusOperation } from "@/lib/web/openapi/operations/knowledge";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(knowledgeStatusOperation, (context, { query }) => knowledgeStatus(context, query));

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
