import type { KnowledgeSourceResource } from "@/lib/contracts/knowledge";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { holdSource } from "./hold-source";
import { SOURCE_SELECT, toSource } from "./source-row";

/**
 * Has a stopped reading go on where it was. Needs `knowledge.write`; throws NOT_FOUND, and CONFLICT for a source that was not stopped. Audited.
 */
export async function resumeReading(
  context: ServiceContext,
  sourceId: string,
  now = new Date(),
): Promise<KnowledgeSourceResource> {
  requirePermission(context, "knowledge.write");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const { state, name, businessId } = await holdSource(tx, organizationId, sourceId);
    if (state !== "stopped")
      throw new ServiceError("CONFLICT", "This source was not stopped. To read it again, start it.");
    const row = await tx.knowledgeSource.update({
      where: { organizationId_id: { organizationId, id: sourceId } },
      data: { state: "queued", problem: null, queuedAt: now },
      select: SOURCE_SELECT,
    });
    const record = { action: "knowledge_source.reading_resumed", targetType: "knowledge_source", targetId: sourceId };
    await recordAudit(tx, context, { ...record, details: { name, businessId } }, now);
    return toSource(row);
  });
}
