import { z } from "zod";
import { type KnowledgeFactResource, SaveFactInput } from "@/lib/contracts/knowledge-by-hand";
import { withTenant } from "@/lib/db/transaction";
import { estimateTokens } from "@/lib/domain/prompt/estimate-tokens";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";
import { embedSoon, handSource, writerOf } from "./by-hand";
import { noDocument } from "./document-row";
import { findFact } from "./list-by-hand";
import type { HandDeps } from "./save-answer";
import { writeDocument } from "./write-document";

/**
 * Keeps a fact: a new one, or `documentId`'s new words. It can be found at once, and is said to nobody outside of its time. Needs `knowledge.write`.
 * Throws INVALID and NOT_FOUND. Audited.
 */
export async function saveFact(
  context: ServiceContext,
  rawInput: SaveFactInput,
  documentId: string | null,
  { embedderFor, now = new Date() }: HandDeps,
): Promise<KnowledgeFactResource> {
  requirePermission(context, "knowledge.write");
  const { businessId, kind, subject, statement, validFrom, validUntil } = parseInput(SaveFactInput, rawInput);
  const { organizationId } = context;
  const id = await withTenant(organizationId, async (tx) => {
    const sourceId = await handSource(tx, organizationId, businessId, "facts", now);
    if (documentId !== null) {
      const isThere = z.uuid().safeParse(documentId).success
        ? await tx.knowledgeDocument.count({ where: { organizationId, sourceId, id: documentId } })
        : 0;
      if (isThere === 0) throw noDocument();
    }
    const written = await writeDocument(
      tx,
      {
        organizationId,
        businessId,
        sourceId,
        documentId,
        kind,
        title: subject,
        text: statement,
        pieces: [{ heading: "", text: statement, tokens: estimateTokens(statement) }],
        origin: "person",
        writtenBy: writerOf(context),
        validFrom: validFrom === null ? null : new Date(validFrom),
        validUntil: validUntil === null ? null : new Date(validUntil),
      },
      now,
    );
    const action = `knowledge_document.${documentId === null ? "added" : "changed"}`;
    const record = { action, targetType: "knowledge_document", targetId: written.documentId };
    await recordAudit(tx, context, { ...record, details: { kind, businessId } }, now);
    return written.documentId;
  });
  await embedSoon(organizationId, id, embedderFor);
  return findFact(context, id);
}
