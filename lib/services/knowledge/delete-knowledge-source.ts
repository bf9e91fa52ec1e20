import { z } from "zod";
import type { ObjectStore } from "@/lib/adapters/object-store/object-store";
import { withTenant } from "@/lib/db/transaction";
import { log } from "@/lib/log/log";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { requirePermission } from "../require-permission";

/** Removes a source, and a file's bytes with it. Needs `knowledge.write`; throws NOT_FOUND, for another organization's too. Audited. */
export async function deleteKnowledgeSource(
  context: ServiceContext,
  sourceId: string,
  objects: Pick<ObjectStore, "remove">,
  now = new Date(),
): Promise<{ id: string; deleted: true }> {
  requirePermission(context, "knowledge.write");
  const { organizationId } = context;
  const deleted = z.uuid().safeParse(sourceId).success
    ? await withTenant(organizationId, async (tx) => {
        const where = { organizationId_id: { organizationId, id: sourceId } };
        const source = await tx.knowledgeSource.findUnique({ where });
        const { count } = await tx.knowledgeSource.deleteMany({ where: { organizationId, id: sourceId } });
        if (!source || count === 0) return null;
        const { kind, name, businessId, objectKey } = source;
        const record = { action: "knowledge_source.deleted", targetType: "knowledge_source", targetId: sourceId };
        await recordAudit(tx, context, { ...record, details: { kind, name, businessId } }, now);
        return { objectKey };
      })
    : null;
  if (!deleted) throw new ServiceError("NOT_FOUND", "There is no such source.");
  if (deleted.objectKey !== null) {
    // The row is gone for good now; a file that stays behind is sealed with a key that went with it.
    await objects.remove(deleted.objectKey).catch((error: unknown) => {
      log.warn({ organizationId, sourceId, err: error }, "the file of a removed source was not removed");
    });
  }
  return { id: sourceId, deleted: true };
}
