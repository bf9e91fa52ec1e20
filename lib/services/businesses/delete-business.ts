import { z } from "zod";
import type { ObjectStore } from "@/lib/adapters/object-store/object-store";
import { withTenant } from "@/lib/db/transaction";
import { log } from "@/lib/log/log";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { countUsage, toUsage } from "./business-usage";

/**
 * Deletes a business with its agents and knowledge sources. Needs `businesses.write`; throws NOT_FOUND, for another organization's too, and
 * CONFLICT in words while numbers, calls, messages or published agents hang on it. Audited.
 */
export async function deleteBusiness(
  context: ServiceContext,
  businessId: string,
  objects: Pick<ObjectStore, "remove">,
  now = new Date(),
): Promise<{ id: string; deleted: true }> {
  requirePermission(context, "businesses.write");
  const { organizationId } = context;
  const deleted = z.uuid().safeParse(businessId).success
    ? await withTenant(organizationId, async (tx) => {
        // Whoever adds something to it now waits, and then finds it gone.
        const [business] = await tx.$queryRaw<{ name: string }[]>`
          select name from businesses where organization_id = ${organizationId}::uuid and id = ${businessId}::uuid for update`;
        const counts = business ? await countUsage(tx, organizationId, businessId) : null;
        if (!business || !counts) return null;
        const { obstacles } = toUsage(businessId, counts);
        if (obstacles.length > 0)
          throw new ServiceError("CONFLICT", `${business.name} cannot be deleted. ${obstacles.join(" ")}`);
        const of = { organizationId, businessId };
        const files = await tx.knowledgeSource.findMany({
          where: { ...of, objectKey: { not: null } },
          select: { objectKey: true },
        });
        await tx.knowledgeSource.deleteMany({ where: of });
        await tx.agent.deleteMany({ where: of });
        await tx.business.delete({ where: { organizationId_id: { organizationId, id: businessId } } });
        const details = { name: business.name, agents: counts.agents, knowledgeSources: counts.knowledgeSources };
        await recordAudit(
          tx,
          context,
          { action: "business.deleted", targetType: "business", targetId: businessId, details },
          now,
        );
        return files.flatMap(({ objectKey }) => (objectKey === null ? [] : [objectKey]));
      })
    : null;
  if (!deleted) throw new ServiceError("NOT_FOUND", "There is no such business.");
  // The rows are gone for good now; a file that stays behind is sealed with a key that went with its row.
  const removed = await Promise.allSettled(deleted.map((key) => objects.remove(key)));
  const left = removed.filter(({ status }) => status === "rejected").length;
  if (left > 0) log.warn({ organizationId, businessId, left }, "files of a deleted business were not removed");
  return { id: businessId, deleted: true };
}
