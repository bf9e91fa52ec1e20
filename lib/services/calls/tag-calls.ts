import { TagCallsInput } from "@/lib/contracts/call-views";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";

const MOST_TAGS = 20;

/** Puts tags on calls and takes others off, on all or on none. Needs `notes.write`; throws INVALID, and NOT_FOUND for a call that is none of ours. Audited. */
export async function tagCalls(context: ServiceContext, rawInput: unknown): Promise<{ changed: number }> {
  requirePermission(context, "notes.write");
  const { callIds, add, remove } = parseInput(TagCallsInput, rawInput);
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const calls = await tx.call.findMany({
      where: { organizationId, id: { in: callIds } },
      select: { id: true, tags: true },
    });
    if (calls.length < callIds.length) throw new ServiceError("NOT_FOUND", "There is no such call.");
    const changes = calls.flatMap(({ id, tags }) => {
      const after = [...new Set([...tags.filter((tag) => !remove.includes(tag)), ...add])];
      if (after.length > MOST_TAGS)
        throw new ServiceError("INVALID", `A call has ${MOST_TAGS} tags at most.`, {
          fields: { add: "too many tags" },
        });
      return after.join("\n") === tags.join("\n") ? [] : [{ id, after }];
    });
    for (const { id, after } of changes)
      await tx.call.update({ where: { organizationId_id: { organizationId, id } }, data: { tags: after } });
    const details = { calls: changes.length, add, remove };
    if (changes.length > 0)
      await recordAudit(tx, context, {
        action: "calls.tagged",
        targetType: "call",
        targetId: changes[0]?.id ?? "",
        details,
      });
    return { changed: changes.length };
  });
}
