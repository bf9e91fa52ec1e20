import { EditDocumentInput, type KnowledgeDocumentResource } from "@/lib/contracts/knowledge-documents";
import { KnowledgeDocumentKind } from "@/lib/contracts/knowledge-passages";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { splitBlocks } from "@/lib/domain/knowledge/split";
import { textBlocks } from "@/lib/domain/knowledge/text-blocks";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { embedSoon, writerOf } from "./by-hand";
import { holdDocument } from "./document-row";
import { getDocument } from "./get-document";
import type { HandDeps } from "./save-answer";
import { writeDocument } from "./write-document";

/**
 * Writes over what was read from a source: a new version, which reading the source again leaves alone. Needs `knowledge.write`. Throws INVALID,
 * NOT_FOUND, and CONFLICT when it changed meanwhile or was typed by hand. Audited.
 */
export async function editDocument(
  context: ServiceContext,
  documentId: string,
  rawInput: EditDocumentInput,
  { embedderFor, now = new Date() }: HandDeps,
): Promise<KnowledgeDocumentResource> {
  requirePermission(context, "knowledge.write");
  const { title, text, expectedVersion } = parseInput(EditDocumentInput, rawInput);
  const { organizationId } = context;
  await withTenant(organizationId, async (tx) => {
    const document = await heldDocument(tx, organizationId, documentId);
    if (expectedVersion !== undefined && expectedVersion !== document.version)
      throw new ServiceError(
        "CONFLICT",
        "The document changed while you wrote. Copy what you typed, load the page again and put it in.",
      );
    await rewrite(tx, document, { title, text, origin: "person", writtenBy: writerOf(context) }, now);
    await audit(tx, context, "knowledge_document.changed", documentId, now);
  });
  await embedSoon(organizationId, documentId, embedderFor);
  return getDocument(context, documentId);
}

/**
 * Takes back what people wrote over a document: what its source said last is a new version, and reading the source changes it again. Needs
 * `knowledge.write`. Throws NOT_FOUND, and CONFLICT when nobody wrote over it. Audited.
 */
export async function revertDocument(
  context: ServiceContext,
  documentId: string,
  { embedderFor, now = new Date() }: HandDeps,
): Promise<KnowledgeDocumentResource> {
  requirePermission(context, "knowledge.write");
  const { organizationId } = context;
  await withTenant(organizationId, async (tx) => {
    const document = await heldDocument(tx, organizationId, documentId);
    const said = document.editedAt
      ? await tx.knowledgeVersion.findFirst({
          // What a person or a program wrote has its writer.
          where: { organizationId, documentId, createdBy: null },
          select: { title: true, text: true },
          orderBy: { version: "desc" },
        })
      : null;
    if (!said) throw new ServiceError("CONFLICT", "Nobody wrote over this document: it is what its source says.");
    await tx.knowledgeDocument.update({
      where: { organizationId_id: { organizationId, id: documentId } },
      data: { editedAt: null },
    });
    await rewrite(tx, document, { ...said, origin: "sync", writtenBy: null }, now);
    await audit(tx, context, "knowledge_document.reverted", documentId, now);
  });
  await embedSoon(organizationId, documentId, embedderFor);
  return getDocument(context, documentId);
}

async function heldDocument(tx: Transaction, organizationId: string, documentId: string) {
  await holdDocument(tx, organizationId, documentId);
  const document = await tx.knowledgeDocument.findUniqueOrThrow({
    where: { organizationId_id: { organizationId, id: documentId } },
    include: { source: { select: { kind: true } } },
  });
  if (document.source.kind === "questions" || document.source.kind === "facts")
    throw new ServiceError("CONFLICT", "It was typed by hand. Change it where it is listed, as a question or a fact.");
  return document;
}

type Held = Awaited<ReturnType<typeof heldDocument>>;
type Words = { title: string; text: string; origin: "person" | "sync"; writtenBy: string | null };

async function rewrite(tx: Transaction, { id, source: _, ...document }: Held, words: Words, now: Date): Promise<void> {
  const kind = KnowledgeDocumentKind.parse(document.kind);
  const pieces = splitBlocks(textBlocks(words.text));
  await writeDocument(tx, { ...document, documentId: id, kind, ...words, pieces }, now);
}

function audit(tx: Transaction, context: ServiceContext, action: string, documentId: string, now: Date): Promise<void> {
  return recordAudit(tx, context, { action, targetType: "knowledge_document", targetId: documentId }, now);
}
