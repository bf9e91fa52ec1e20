import { addKnowledge } from "@/lib/services/knowledge/add-knowledge";
import { listDocuments } from "@/lib/services/knowledge/list-documents";
import { defineApiRoute } from "@/lib/web/api-route";
import { knowledgeDeps } from "@/lib/web/knowledge-deps";
import { addKnowledgeOperation, listKnowledgeOperation } from "@/lib/web/openapi/operations/knowledge";
import { otherMethods } from "@/lib/web/refusals";
import { siteReader } from "@/lib/web/site-reader";

export const GET = defineApiRoute(listKnowledgeOperation, (context, { query }) => listDocuments(context, query));

export const POST = defineApiRoute(addKnowledgeOperation, (context, { body }) =>
  addKnowledge(context, body, { ...knowledgeDeps(), guard: siteReader() }),
);

const refuse = otherMethods("GET", "POST");
export { refuse as PUT, refuse as PATCH, refuse as DELETE };
