import { z } from "zod";
import type { KnowledgeEntry } from "@/lib/contracts/api/knowledge";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { readDocument } from "./get-document";
import { SOURCE_SELECT, toSource } from "./source-row";

const noKnowledge = () => new ServiceError("NOT_FOUND", "There is no such knowledge: no document and no source.");

/** A document with its source, or a source by its own id. Needs `knowledge.read`; throws NOT_FOUND. */
export async function getKnowledge(context: ServiceContext, knowledgeId: string): Promise<KnowledgeEntry> {
  requirePermission(context, "knowledge.read");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const { sourceId, documentId } = await findKnowledge(tx, organizationId, knowledgeId);
    const where = { organizationId_id: { organizationId, id: sourceId } };
    const source = await tx.knowledgeSource.findUniqueOrThrow({ where, select: SOURCE_SELECT });
    const document = documentId === null ? null : await readDocument(tx, organizationId, documentId);
    return { source: toSource(source), document };
  });
}

/** Which document or source an id is of. Throws NOT_FOUND. */
export async function findKnowledge(tx: Transaction, organizationId: string, knowledgeId: string) {
  if (!z.uuid().safeParse(knowledgeId).success) throw noKnowledge();
  const where = { organizationId, id: knowledgeId };
  const document = await tx.knowledgeDocument.findFirst({
    where,
    select: { sourceId: true, source: { select: { kind: true } } },
  });
  if (document) return { sourceId: document.sourceId, documentId: knowledgeId, kind: document.source.kind };
  const source = await tx.knowledgeSource.findFirst({ where, select: { kind: true } });
  if (!source) throw noKnowledge();
  return { sourceId: knowledgeId, documentId: null, kind: source.kind };
}
