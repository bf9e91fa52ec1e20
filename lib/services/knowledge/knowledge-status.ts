import { KnowledgeStatusQuery, type KnowledgeStatus } from "@/lib/contracts/api/knowledge";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";
import { SOURCE_SELECT, toSource } from "./source-row";

const MOST_SOURCES = 200;

/** How the reading of an organization's sources stands, of one business or source alone where it is named. Needs `knowledge.read`. */
export async function knowledgeStatus(context: ServiceContext, input: KnowledgeStatusQuery): Promise<KnowledgeStatus> {
  requirePermission(context, "knowledge.read");
  const { businessId, sourceId } = parseInput(KnowledgeStatusQuery, input);
  const { organizationId } = context;
  const ofBusiness = { organizationId, ...(businessId ? { businessId } : {}) };
  const ofDocument = { ...ofBusiness, ...(sourceId ? { sourceId } : {}) };
  const ofChunk = { ...ofBusiness, ...(sourceId ? { document: { sourceId } } : {}) };
  return withTenant(organizationId, async (tx) => {
    const sources = await tx.knowledgeSource.findMany({
      where: { ...ofBusiness, ...(sourceId ? { id: sourceId } : {}) },
      select: SOURCE_SELECT,
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: MOST_SOURCES,
    });
    const documents = await tx.knowledgeDocument.count({ where: ofDocument });
    const chunks = await tx.knowledgeChunk.count({ where: ofChunk });
    const embedded = await tx.knowledgeChunk.count({ where: { ...ofChunk, embeddedBy: { not: null } } });
    const groups = await tx.knowledgeGap.findMany({
      where: { ...ofBusiness, state: "open" },
      distinct: ["groupId"],
      select: { groupId: true },
    });
    // Questions of callers are of a business, not of a source.
    return { sources: sources.map(toSource), documents, chunks, embedded, unanswered: sourceId ? 0 : groups.length };
  });
}
