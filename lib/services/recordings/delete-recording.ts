import type { ObjectStore } from "@/lib/adapters/object-store/object-store";
import type { RecordingSummary } from "@/lib/contracts/recordings";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { findOfCall, noRecording, retentionDaysOf, toSummary } from "./recording-rows";
import { destroyKeys, removeThrownAway } from "./throw-away";

/**
 * Throws a call's sound away for good; that there was one, and who deleted it, stays. Done again, it changes nothing. Needs `recordings.manage`; throws
 * NOT_FOUND, and CONFLICT while it is under legal hold.
 */
export async function deleteRecording(
  context: ServiceContext,
  callId: string,
  objects: Pick<ObjectStore, "remove">,
  now = new Date(),
): Promise<RecordingSummary> {
  requirePermission(context, "recordings.manage");
  const { organizationId, actor } = context;
  const deleted = await withTenant(organizationId, async (tx) => {
    const found = await findOfCall(tx, organizationId, callId);
    if (!found) throw noRecording();
    const days = await retentionDaysOf(tx, organizationId);
    if (found.state !== "kept") return toSummary(found, days);
    // Between looking and deleting somebody may have put it under hold.
    const [row] = await tx.$queryRaw<{ held: boolean }[]>`
      select held_at is not null as held from recordings
      where organization_id = ${organizationId}::uuid and id = ${found.id}::uuid for update`;
    if (row?.held) {
      const hold = "It is under legal hold. Nothing deletes it until somebody lifts the hold.";
      throw new ServiceError("CONFLICT", hold);
    }
    await destroyKeys(tx, organizationId, found.id, { state: "deleted", by: actor.name }, now);
    await recordAudit(tx, context, {
      action: "recording.deleted",
      targetType: "call",
      targetId: callId,
      details: { recordingId: found.id },
    });
    return toSummary((await findOfCall(tx, organizationId, callId)) ?? found, days);
  });
  await removeThrownAway(organizationId, objects);
  return deleted;
}
