import { type KnowledgeSourceResource, NO_PROGRESS } from "@/lib/contracts/knowledge";
import { withTenant } from "@/lib/db/transaction";
import { nextSyncAfter } from "@/lib/domain/knowledge/schedule";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { requirePermission } from "../require-permission";
import { holdSource, refuseTyped } from "./hold-source";
import { SOURCE_SELECT, toSource } from "./source-row";

/**
 * Has a source read from its beginning, now: what did not change is left alone, and what was read before stays in use meanwhile. A reading that is
 * under way ends, and this one begins. Needs `knowledge.write`; throws NOT_FOUND, and CONFLICT for what is typed by hand. Audited.
 */
export async function startReading(
  context: ServiceContext,
  sourceId: string,
  now = new Date(),
): Promise<KnowledgeSourceResource> {
  requirePermission(context, "knowledge.write");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const source = await holdSource(tx, organizationId, sourceId);
    refuseTyped(source);
    const { chunks, embedded } = toSource(source).progress;
    const row = await tx.knowledgeSource.update({
      where: { organizationId_id: { organizationId, id: sourceId } },
      data: {
        state: "queued",
        stage: null,
        problem: null,
        progress: { ...NO_PROGRESS, chunks, embedded },
        run: source.run + 1,
        queuedAt: now,
        leasedBy: null,
        leaseUntil: null,
        nextSyncAt: nextSyncAfter(toSource(source).schedule, now),
      },
      select: SOURCE_SELECT,
    });
    const record = { action: "knowledge_source.reading_started", targetType: "knowledge_source", targetId: sourceId };
    await recordAudit(tx, context, { ...record, details: { name: source.name, businessId: source.businessId } }, now);
    return toSource(row);
  });
}
