import type { EscalationResource, OfferedEscalation } from "@/lib/contracts/escalations";
import { publishEvent } from "../live/publish-event";

/** Nobody waits for the browsers: what they miss, they read. */
export function announceEscalation(
  organizationId: string,
  name: "escalation.triggered" | "escalation.updated" | "escalation.completed",
  escalation: EscalationResource,
): void {
  void publishEvent({ organizationId, userId: null }, { name, data: { escalation } });
}

/** To the screens of the one person who is asked. */
export function announceOffer(organizationId: string, userId: string | null, offered: OfferedEscalation): void {
  if (userId !== null) void publishEvent({ organizationId, userId }, { name: "escalation.offered", data: offered });
}

export function announceOfferEnded(organizationId: string, userId: string | null, offerId: string): void {
  if (userId !== null)
    void publishEvent({ organizationId, userId }, { name: "escalation.offer_ended", data: { offerId } });
}
