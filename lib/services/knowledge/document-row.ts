import { z } from "zod";
import type { KnowledgeDocumentSummary } from "@/lib/contracts/knowledge-documents";
import { KnowledgeDocumentKind } from "@/lib/contracts/knowledge-passages";
import type { Prisma } from "@/lib/db/generated/client";
import type { Transaction } from "@/lib/db/transaction";
import { ServiceError } from "../errors";

export const DOCUMENT_SELECT = {
  id: true,
  businessId: true,
  source: { select: { id: true, kind: true, name: true } },
  kind: true,
  title: true,
  url: true,
  vendor: true,
  vendorVersion: true,
  tags: true,
  language: true,
  version: true,
  validFrom: true,
  validUntil: true,
  excludedAt: true,
  editedAt: true,
  goneAt: true,
  createdAt: true,
  updatedAt: true,
  _count: { select: { chunks: true } },
} satisfies Prisma.KnowledgeDocumentSelect;

type Row = Prisma.KnowledgeDocumentGetPayload<{ select: typeof DOCUMENT_SELECT }>;

export const toDocument = ({ excludedAt, editedAt, goneAt, _count, ...row }: Row): KnowledgeDocumentSummary => ({
  ...row,
  kind: KnowledgeDocumentKind.catch("page").parse(row.kind),
  state: excludedAt ? "excluded" : goneAt ? "gone" : "used",
  isEdited: editedAt !== null,
  validFrom: row.validFrom?.toISOString() ?? null,
  validUntil: row.validUntil?.toISOString() ?? null,
  chunks: _count.chunks,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

export const noDocument = () => new ServiceError("NOT_FOUND", "There is no such document.");

/** Holds a document until the transaction ends. Throws NOT_FOUND. */
export async function holdDocument(tx: Transaction, organizationId: string, documentId: string): Promise<void> {
  if (!z.uuid().safeParse(documentId).success) throw noDocument();
  const held = await tx.$queryRaw<unknown[]>`
    select 1 from knowledge_documents where organization_id = ${organizationId}::uuid and id = ${documentId}::uuid for update`;
  if (held.length === 0) throw noDocument();
}
