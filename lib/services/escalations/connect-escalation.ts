import type { EscalationResource, EscalationState } from "@/lib/contracts/escalations";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { announceEscalation } from "./announce";
import { lockEscalation, readEscalation } from "./escalation-rows";
import { freePerson } from "./person-state";
import { tellWebhooksOfEscalation } from "./tell-webhooks-of-escalation";

/**
 * Caller and person hear each other; `via` is whose word it is: of a telephone the carrier knows, of a browser the call. Once more changes nothing.
 */
export async function markConnected(
  organizationId: string,
  escalationId: string,
  via: "browser" | "phone",
  now = new Date(),
): Promise<void> {
  const changed = await withTenant(organizationId, async (tx) => {
    const { count } = await tx.escalation.updateMany({
      where: { organizationId, id: escalationId, state: "in_progress", connectedAt: null, acceptedVia: via },
      data: { connectedAt: now, updatedAt: now },
    });
    return count > 0 ? readEscalation(tx, organizationId, escalationId) : null;
  });
  if (changed) announceEscalation(organizationId, "escalation.updated", changed);
}

/**
 * Caller and person no longer hear each other: the person is free again. Who can sign in says how it ended and completes it; for somebody with a
 * telephone alone it is completed by this. A person who never came leaves it waiting.
 */
export async function releaseEscalation(organizationId: string, escalationId: string, now = new Date()): Promise<void> {
  const changed = await withTenant(organizationId, (tx) => release(tx, organizationId, escalationId, now));
  if (!changed) return;
  const name = changed.state === "completed" ? "escalation.completed" : "escalation.updated";
  announceEscalation(organizationId, name, changed);
}

export async function release(
  tx: Transaction,
  organizationId: string,
  escalationId: string,
  now: Date,
): Promise<EscalationResource | null> {
  const row = await lockEscalation(tx, organizationId, escalationId);
  if (!row?.acceptedAt || row.releasedAt !== null) return null;
  const { humanAgentId } = row;
  const didCome = row.connectedAt !== null || row.state !== "in_progress";
  await tx.escalation.update({
    where: { organizationId_id: { organizationId, id: escalationId } },
    data: didCome ? { releasedAt: now, ...(await settledWith(tx, row, now)) } : NOBODY_CAME,
  });
  if (!didCome)
    await tx.escalationOffer.updateMany({
      where: { organizationId, escalationId, state: "accepted" },
      data: { state: "failed" },
    });
  if (humanAgentId !== null) await freePerson(tx, { organizationId, humanAgentId }, now);
  const released = await readEscalation(tx, organizationId, escalationId);
  if (released?.state === "completed" && row.state !== "completed")
    await tellWebhooksOfEscalation(tx, organizationId, "escalation.completed", released, now);
  return released;
}

export const NOBODY_CAME = { state: "waiting", humanAgentId: null, acceptedVia: null, acceptedAt: null } as const;

async function settledWith(
  tx: Transaction,
  {
    organizationId,
    humanAgentId,
    state,
  }: { organizationId: string; humanAgentId: string | null; state: EscalationState },
  now: Date,
) {
  if (state !== "in_progress" || humanAgentId === null) return {};
  const person = await tx.humanAgent.findFirst({
    where: { organizationId, id: humanAgentId },
    select: { userId: true },
  });
  return person?.userId ? {} : ({ state: "completed", settledAt: now } as const);
}
