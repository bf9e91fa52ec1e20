import { uploadKnowledgeFile } from "@/lib/services/knowledge/upload-knowledge-file";
import { defineApiRoute } from "@/lib/web/api-route";
import { objectStore } from "@/lib/web/objects";
import { uploadKnowledgeOperation } from "@/lib/web/openapi/operations/knowledge";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(uploadKnowledgeOperation, async (context, { query, bytes }) => {
  const input = { businessId: query.business, name: query.name };
  return { source: await uploadKnowledgeFile(context, input, bytes, objectStore()), document: null };
});

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
