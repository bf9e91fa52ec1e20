import {
  type KnowledgeDocumentPage,
  type KnowledgeDocumentState,
  ListDocumentsQuery,
} from "@/lib/contracts/knowledge-documents";
import type { Prisma } from "@/lib/db/generated/client";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { cursorOf, positionOf } from "../cursor";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";
import { DOCUMENT_SELECT, toDocument } from "./document-row";

const STATES: Record<KnowledgeDocumentState, Prisma.KnowledgeDocumentWhereInput> = {
  used: { excludedAt: null, goneAt: null },
  excluded: { excludedAt: { not: null } },
  gone: { excludedAt: null, goneAt: { not: null } },
};

/** A page of what sources were read into, of one business where it is named, newest first. Needs `knowledge.read`. */
export async function listDocuments(
  context: ServiceContext,
  input: ListDocumentsQuery,
): Promise<KnowledgeDocumentPage> {
  requirePermission(context, "knowledge.read");
  const { businessId, sourceId, kind, state, text, limit, cursor } = parseInput(ListDocumentsQuery, input);
  const after = positionOf(cursor);
  const { organizationId } = context;
  const where: Prisma.KnowledgeDocumentWhereInput = {
    organizationId,
    ...(businessId ? { businessId } : {}),
    ...(sourceId ? { sourceId } : {}),
    ...(kind ? { kind } : {}),
    ...(text ? { title: { contains: likeText(text), mode: "insensitive" } } : {}),
    AND: [
      state ? STATES[state] : {},
      after ? { OR: [{ createdAt: { lt: after.at } }, { createdAt: after.at, id: { lt: after.id } }] } : {},
    ],
  };
  const rows = await withTenant(organizationId, (tx) =>
    tx.knowledgeDocument.findMany({
      where,
      select: DOCUMENT_SELECT,
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: limit + 1,
    }),
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    documents: page.map(toDocument),
    nextCursor: rows.length > page.length && last ? cursorOf({ at: last.createdAt, id: last.id }) : null,
  };
}

/** What LIKE would take for a wildcard is meant as it stands. */
export const likeText = (text: string): string => text.replaceAll(/[\\%_]/g, String.raw`\$&`);
