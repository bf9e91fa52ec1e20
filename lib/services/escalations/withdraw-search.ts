import { withTenant } from "@/lib/db/transaction";
import { announceEscalation } from "./announce";
import { abandon } from "./close-call";
import { stopRinging } from "./ended-offers";
import { lockEscalation } from "./escalation-rows";
import { endRinging } from "./person-state";

/** Nobody is looked for any more: who rings stops. What was taken already stays. */
export async function withdrawSearch(organizationId: string, escalationId: string, now = new Date()): Promise<void> {
  const { ended, changed } = await withTenant(organizationId, async (tx) => {
    const row = await lockEscalation(tx, organizationId, escalationId);
    if (row?.state !== "waiting") return { ended: [], changed: null };
    const ringing = await endRinging(tx, { organizationId, escalationId }, "withdrawn", now);
    return { ended: ringing, changed: await abandon(tx, organizationId, row, now) };
  });
  stopRinging(organizationId, ended);
  if (changed) announceEscalation(organizationId, "escalation.updated", changed);
}
