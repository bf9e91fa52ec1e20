import { z } from "zod";
import type { KnowledgeSourceResource } from "@/lib/contracts/knowledge";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { requirePermission } from "../require-permission";
import { SOURCE_SELECT, toSource } from "./source-row";

/** Everything a business was given to know, newest first; none for a business that is not the organization's. Needs `knowledge.read`. */
export async function listKnowledgeSources(
  context: ServiceContext,
  businessId: string,
): Promise<KnowledgeSourceResource[]> {
  requirePermission(context, "knowledge.read");
  const { organizationId } = context;
  if (!z.uuid().safeParse(businessId).success) return [];
  const rows = await withTenant(organizationId, (tx) =>
    tx.knowledgeSource.findMany({
      where: { organizationId, businessId },
      select: SOURCE_SELECT,
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    }),
  );
  return rows.map(toSource);
}
