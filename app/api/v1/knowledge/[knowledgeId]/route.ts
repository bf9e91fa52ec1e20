import { getKnowledge } from "@/lib/services/knowledge/get-knowledge";
import { removeKnowledge } from "@/lib/services/knowledge/remove-knowledge";
import { updateKnowledge } from "@/lib/services/knowledge/update-knowledge";
import { defineApiRoute } from "@/lib/web/api-route";
import { knowledgeDeps } from "@/lib/web/knowledge-deps";
import { objectStore } from "@/lib/web/objects";
import {
  deleteKnowledgeOperation,
  getKnowledgeOperation,
  updateKnowledgeOperation,
} from "@/lib/web/openapi/operations/knowledge";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(getKnowledgeOperation, (context, { params }) =>
  getKnowledge(context, params.knowledgeId),
);

export const PUT = defineApiRoute(updateKnowledgeOperation, (context, { params, body }) =>
  updateKnowledge(context, params.knowledgeId, body, knowledgeDeps()),
);

export const DELETE = defineApiRoute(deleteKnowledgeOperation, (context, { params }) =>
  removeKnowledge(context, params.knowledgeId, objectStore()),
);

const refuse = otherMethods("GET", "PUT", "DELETE");
export { refuse as POST, refuse as PATCH };
