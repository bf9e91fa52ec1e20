import { z } from "zod";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { holdDocument } from "./document-row";

export type Excluded = { id: string; isExcluded: boolean };

/**
 * Takes a document out of what agents use, or back in; it is kept either way, and reading its source again leaves it so. Needs `knowledge.write`;
 * throws NOT_FOUND. Audited.
 */
export async function setDocumentExcluded(
  context: ServiceContext,
  documentId: string,
  isExcluded: boolean,
  now = new Date(),
): Promise<Excluded> {
  requirePermission(context, "knowledge.write");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    await holdDocument(tx, organizationId, documentId);
    await tx.knowledgeDocument.update({
      where: { organizationId_id: { organizationId, id: documentId } },
      data: { excludedAt: isExcluded ? now : null },
    });
    const action = isExcluded ? "knowledge_document.excluded" : "knowledge_document.included";
    await recordAudit(tx, context, { action, targetType: "knowledge_document", targetId: documentId }, now);
    return { id: documentId, isExcluded };
  });
}

/**
 * Takes one piece of a document out, or back in. When the document's text changes it is split anew, and all of it counts again. Needs
 * `knowledge.write`; throws NOT_FOUND. Audited.
 */
export async function setChunkExcluded(
  context: ServiceContext,
  chunkId: string,
  isExcluded: boolean,
  now = new Date(),
): Promise<Excluded> {
  requirePermission(context, "knowledge.write");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const where = { organizationId, id: z.uuid().safeParse(chunkId).success ? chunkId : "" };
    const chunk = where.id === "" ? null : await tx.knowledgeChunk.findFirst({ where, select: { documentId: true } });
    const { count } = chunk
      ? await tx.knowledgeChunk.updateMany({ where, data: { excludedAt: isExcluded ? now : null } })
      : { count: 0 };
    if (!chunk || count === 0)
      throw new ServiceError(
        "NOT_FOUND",
        "There is no such piece any more: the document was split anew. Load the page again.",
      );
    // What is kept in memory for search looks at when a document changed.
    await tx.knowledgeDocument.updateMany({
      where: { organizationId, id: chunk.documentId },
      data: { updatedAt: now },
    });
    const action = isExcluded ? "knowledge_chunk.excluded" : "knowledge_chunk.included";
    const details = { documentId: chunk.documentId };
    await recordAudit(tx, context, { action, targetType: "knowledge_chunk", targetId: chunkId, details }, now);
    return { id: chunkId, isExcluded };
  });
}
