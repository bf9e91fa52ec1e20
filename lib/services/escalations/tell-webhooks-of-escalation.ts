import type { EscalationResource } from "@/lib/contracts/escalations";
import type { Transaction } from "@/lib/db/transaction";
import { askByPrisma } from "../notifications/write-news";
import { tellWebhooks } from "../webhooks/tell-webhooks";

/** Tells webhooks that a person is needed, or that it is settled, in the transaction that makes it so. What the person is told of the caller stays here. */
export async function tellWebhooksOfEscalation(
  tx: Transaction,
  organizationId: string,
  type: "escalation.triggered" | "escalation.completed",
  { packet: _packet, offers: _offers, ...escalation }: EscalationResource,
  at: Date,
): Promise<void> {
  const { id, callId } = escalation;
  // One that was opened again is completed again.
  const key = `${type}:${id}:${type === "escalation.completed" ? at.getTime() : 0}`;
  await tellWebhooks(askByPrisma(tx), { organizationId, type, callId, key, at }, (sequence) => ({
    sequence: sequence ?? 0,
    escalation,
  }));
}
