import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { holdDocument } from "./document-row";

/**
 * Deletes what was typed by hand, with its versions. Needs `knowledge.write`. Throws NOT_FOUND, and CONFLICT for what was read from a source: the next
 * reading would bring it back. Audited.
 */
export async function deleteDocument(
  context: ServiceContext,
  documentId: string,
  now = new Date(),
): Promise<{ id: string; deleted: true }> {
  requirePermission(context, "knowledge.write");
  const { organizationId } = context;
  await withTenant(organizationId, async (tx) => {
    await holdDocument(tx, organizationId, documentId);
    const key = { organizationId_id: { organizationId, id: documentId } };
    const { kind, businessId, source } = await tx.knowledgeDocument.findUniqueOrThrow({
      where: key,
      select: { kind: true, businessId: true, source: { select: { kind: true } } },
    });
    if (source.kind !== "questions" && source.kind !== "facts")
      throw new ServiceError(
        "CONFLICT",
        "It was read from a source, and reading that again would bring it back. Take it out instead, or remove the source.",
      );
    await tx.knowledgeDocument.delete({ where: key });
    // A question that it answered is unanswered again.
    await tx.knowledgeGap.updateMany({
      where: { organizationId, documentId },
      data: { state: "open", documentId: null, settledAt: null, settledBy: null },
    });
    const record = { action: "knowledge_document.deleted", targetType: "knowledge_document", targetId: documentId };
    await recordAudit(tx, context, { ...record, details: { kind, businessId } }, now);
  });
  return { id: documentId, deleted: true };
}
