import { z } from "zod";
import type { KnowledgeDocumentResource } from "@/lib/contracts/knowledge-documents";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { requirePermission } from "../require-permission";
import { DOCUMENT_SELECT, noDocument, toDocument } from "./document-row";

const PIECES = 500;
const VERSIONS = 50;

/** One document with its text, its pieces and its versions. Needs `knowledge.read`; throws NOT_FOUND. */
export async function getDocument(context: ServiceContext, documentId: string): Promise<KnowledgeDocumentResource> {
  requirePermission(context, "knowledge.read");
  if (!z.uuid().safeParse(documentId).success) throw noDocument();
  return withTenant(context.organizationId, (tx) => readDocument(tx, context.organizationId, documentId));
}

/** Within the caller's transaction. Throws NOT_FOUND. */
export async function readDocument(
  tx: Transaction,
  organizationId: string,
  documentId: string,
): Promise<KnowledgeDocumentResource> {
  const where = { organizationId_id: { organizationId, id: documentId } };
  const row = await tx.knowledgeDocument.findUnique({ where, select: { ...DOCUMENT_SELECT, question: true } });
  if (!row) throw noDocument();
  const { question, ...summary } = row;
  const ofDocument = { organizationId, documentId };
  const current = await tx.knowledgeVersion.findUnique({
    where: { organizationId_documentId_version: { ...ofDocument, version: row.version } },
    select: { text: true },
  });
  const versions = await tx.knowledgeVersion.findMany({
    where: ofDocument,
    select: { version: true, title: true, createdBy: true, createdAt: true },
    orderBy: { version: "desc" },
    take: VERSIONS,
  });
  const chunks = await tx.knowledgeChunk.findMany({
    where: { ...ofDocument, version: row.version },
    // Not the vector itself: it is large and nobody's to read.
    select: { id: true, ordinal: true, heading: true, text: true, tokens: true, embeddedBy: true, excludedAt: true },
    orderBy: { ordinal: "asc" },
    take: PIECES,
  });
  return {
    ...toDocument(summary),
    text: current?.text ?? "",
    question,
    pieces: chunks.map(({ embeddedBy, excludedAt, ...chunk }) => ({
      ...chunk,
      isEmbedded: embeddedBy !== null,
      isExcluded: excludedAt !== null,
    })),
    versions: versions.map(({ createdBy, createdAt, ...version }) => ({
      ...version,
      createdAt: createdAt.toISOString(),
      byPerson: createdBy !== null,
    })),
  };
}

export type DocumentVersion = { version: number; title: string; text: string; createdAt: string };

/** A document's text as it once was. Needs `knowledge.read`; throws NOT_FOUND. */
export async function getDocumentVersion(
  context: ServiceContext,
  documentId: string,
  version: number,
): Promise<DocumentVersion> {
  requirePermission(context, "knowledge.read");
  const { organizationId } = context;
  if (!z.uuid().safeParse(documentId).success) throw noDocument();
  const row = await withTenant(organizationId, (tx) =>
    tx.knowledgeVersion.findFirst({
      where: { organizationId, documentId, version },
      select: { version: true, title: true, text: true, createdAt: true },
    }),
  );
  if (!row) throw noDocument();
  return { ...row, createdAt: row.createdAt.toISOString() };
}
