import { z } from "zod";
import { KnowledgeSourceDetail, MAX_TOLD_PAGES } from "@/lib/contracts/knowledge";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { SOURCE_SELECT, toSource } from "./source-row";

/** A source, how far it is, and what of it was not read and why. Needs `knowledge.read`; throws NOT_FOUND, for another organization's too. */
export async function getKnowledgeSource(context: ServiceContext, sourceId: string): Promise<KnowledgeSourceDetail> {
  requirePermission(context, "knowledge.read");
  const { organizationId } = context;
  const found = z.uuid().safeParse(sourceId).success
    ? await withTenant(organizationId, async (tx) => {
        const source = await tx.knowledgeSource.findUnique({
          where: { organizationId_id: { organizationId, id: sourceId } },
          select: SOURCE_SELECT,
        });
        const pages = await tx.knowledgePage.findMany({
          where: { organizationId, sourceId, state: { in: ["failed", "skipped", "gone"] } },
          select: { url: true, state: true, problem: true },
          orderBy: [{ state: "asc" }, { depth: "asc" }, { url: "asc" }],
          take: MAX_TOLD_PAGES,
        });
        return source && { ...toSource(source), pages };
      })
    : null;
  if (!found) throw new ServiceError("NOT_FOUND", "There is no such source.");
  return KnowledgeSourceDetail.parse(found);
}
