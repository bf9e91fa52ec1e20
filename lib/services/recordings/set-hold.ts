import { HoldInput, type RecordingSummary } from "@/lib/contracts/recordings";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { findOfCall, noRecording, retentionDaysOf, toSummary } from "./recording-rows";

/**
 * Puts a call's recording under legal hold, or lifts the hold: while it is on, neither age, nor a person, nor the erasure of the caller deletes it. Needs
 * `recordings.manage`; throws INVALID, NOT_FOUND, and CONFLICT when its sound is gone already.
 */
export async function setRecordingHold(
  context: ServiceContext,
  callId: string,
  input: HoldInput,
  now = new Date(),
): Promise<RecordingSummary> {
  requirePermission(context, "recordings.manage");
  const { held, reason } = parseInput(HoldInput, input);
  const { organizationId, actor } = context;
  return withTenant(organizationId, async (tx) => {
    const found = await findOfCall(tx, organizationId, callId);
    if (!found) throw noRecording();
    if (held && found.state !== "kept")
      throw new ServiceError("CONFLICT", "Its sound is gone, so there is nothing to hold.");
    const days = await retentionDaysOf(tx, organizationId);
    if (held === (found.heldAt !== null)) return toSummary(found, days);
    const hold = held
      ? { heldAt: now, heldBy: actor.name, holdReason: reason }
      : { heldAt: null, heldBy: null, holdReason: null };
    const row = await tx.recording.update({
      where: { organizationId_id: { organizationId, id: found.id }, ...(held ? { state: "kept" } : {}) },
      data: hold,
    });
    await recordAudit(tx, context, {
      action: held ? "recording.held" : "recording.released",
      targetType: "call",
      targetId: callId,
      details: { recordingId: found.id },
    });
    return toSummary(row, days);
  });
}
