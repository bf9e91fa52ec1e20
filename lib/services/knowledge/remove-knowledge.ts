import type { ObjectStore } from "@/lib/adapters/object-store/object-store";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { requirePermission } from "../require-permission";
import { deleteDocument } from "./delete-document";
import { deleteKnowledgeSource } from "./delete-knowledge-source";
import { findKnowledge } from "./get-knowledge";

/**
 * Removes a source with all that was read from it, or what was typed by hand, for programs. Needs `knowledge.write`. Throws NOT_FOUND, and CONFLICT for
 * one document among those of a source. Audited by the verb that does it.
 */
export async function removeKnowledge(
  context: ServiceContext,
  knowledgeId: string,
  objects: Pick<ObjectStore, "remove">,
): Promise<{ id: string; deleted: true }> {
  requirePermission(context, "knowledge.write");
  const { organizationId } = context;
  const { documentId } = await withTenant(organizationId, (tx) => findKnowledge(tx, organizationId, knowledgeId));
  if (documentId === null) return deleteKnowledgeSource(context, knowledgeId, objects);
  return deleteDocument(context, documentId);
}
