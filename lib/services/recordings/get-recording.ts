import type { RecordingResource } from "@/lib/contracts/recordings";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { requirePermission } from "../require-permission";
import { findOfCall, noRecording, retentionDaysOf, toResource } from "./recording-rows";

/** What there is of a call's sound, or became of it; null: nothing is stored. Needs `recordings.listen`. */
export async function findRecording(context: ServiceContext, callId: string): Promise<RecordingResource | null> {
  requirePermission(context, "recordings.listen");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const row = await findOfCall(tx, organizationId, callId);
    return row ? toResource(row, row.parts, await retentionDaysOf(tx, organizationId)) : null;
  });
}

/** The same; throws NOT_FOUND where nothing is stored. */
export async function getRecording(context: ServiceContext, callId: string): Promise<RecordingResource> {
  const found = await findRecording(context, callId);
  if (!found) throw noRecording();
  return found;
}
