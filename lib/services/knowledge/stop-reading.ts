import type { KnowledgeSourceResource } from "@/lib/contracts/knowledge";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { holdSource } from "./hold-source";
import { SOURCE_SELECT, toSource } from "./source-row";

/**
 * Stops a reading within a second or so, or before it began. What was read stays in use, and `resumeReading` goes on from there. Needs
 * `knowledge.write`; throws NOT_FOUND, and CONFLICT when nothing is being read. Audited.
 */
export async function stopReading(
  context: ServiceContext,
  sourceId: string,
  now = new Date(),
): Promise<KnowledgeSourceResource> {
  requirePermission(context, "knowledge.write");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const { state, name, businessId } = await holdSource(tx, organizationId, sourceId);
    if (state !== "queued" && state !== "reading")
      throw new ServiceError("CONFLICT", "This source is not being read at the moment, so there is nothing to stop.");
    const row = await tx.knowledgeSource.update({
      where: { organizationId_id: { organizationId, id: sourceId } },
      data: { state: "stopped", leasedBy: null, leaseUntil: null },
      select: SOURCE_SELECT,
    });
    const record = { action: "knowledge_source.reading_stopped", targetType: "knowledge_source", targetId: sourceId };
    await recordAudit(tx, context, { ...record, details: { name, businessId } }, now);
    return toSource(row);
  });
}
