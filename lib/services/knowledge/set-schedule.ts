import { type KnowledgeSourceResource, SetScheduleInput } from "@/lib/contracts/knowledge";
import { withTenant } from "@/lib/db/transaction";
import { nextSyncAfter } from "@/lib/domain/knowledge/schedule";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { holdSource } from "./hold-source";
import { SOURCE_SELECT, toSource } from "./source-row";

/**
 * Says how often a source of the web is read again by itself, from now on. Needs `knowledge.write`; throws NOT_FOUND, and CONFLICT for a file or what
 * is typed by hand, which change only when somebody changes them. Audited.
 */
export async function setSchedule(
  context: ServiceContext,
  input: SetScheduleInput,
  now = new Date(),
): Promise<KnowledgeSourceResource> {
  requirePermission(context, "knowledge.write");
  const { sourceId, schedule } = parseInput(SetScheduleInput, input);
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const { name, businessId, url, syncEvery } = await holdSource(tx, organizationId, sourceId);
    if (url === null)
      throw new ServiceError(
        "CONFLICT",
        "Only what is on the web changes by itself, so only that is read again by itself.",
      );
    const row = await tx.knowledgeSource.update({
      where: { organizationId_id: { organizationId, id: sourceId } },
      data: { syncEvery: schedule, nextSyncAt: nextSyncAfter(schedule, now) },
      select: SOURCE_SELECT,
    });
    const record = { action: "knowledge_source.schedule_changed", targetType: "knowledge_source", targetId: sourceId };
    await recordAudit(
      tx,
      context,
      { ...record, details: { name, businessId, before: syncEvery, after: schedule } },
      now,
    );
    return toSource(row);
  });
}
