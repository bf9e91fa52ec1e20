import { askKnowledge } from "@/lib/services/knowledge/ask-knowledge";
import { defineApiRoute } from "@/lib/web/api-route";
import { knowledgeLookup } from "@/lib/web/knowledge-deps";
import { queryKnowledgeOperation } from "@/lib/web/openapi/operations/knowledge";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(queryKnowledgeOperation, (context, { body }) =>
  askKnowledge(context, body, knowledgeLookup()),
);

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
