import { withTenant } from "@/lib/db/transaction";
import { announceEscalation, announceOfferEnded } from "./announce";
import { lockEscalation, readEscalation } from "./escalation-rows";

/**
 * An offer rings no more. Returns how it ended: as asked, or, when somebody was quicker, as they did. `no_answer` comes true only when its time is
 * over; until then it still rings (`ringsUntilMs`): who picked up their telephone is given longer. Null when there is no such offer.
 */
export async function endOffer(
  organizationId: string,
  offerId: string,
  state: "no_answer" | "failed" | "withdrawn" | "declined",
  now = new Date(),
): Promise<{ state: string; ringsUntilMs: number; providerCallSid: string | null } | null> {
  const result = await withTenant(organizationId, async (tx) => {
    const key = { organizationId_id: { organizationId, id: offerId } };
    const offer = await tx.escalationOffer.findUnique({ where: key, select: { escalationId: true } });
    if (!offer) return null;
    await lockEscalation(tx, organizationId, offer.escalationId);
    const { count } = await tx.escalationOffer.updateMany({
      where: {
        organizationId,
        id: offerId,
        state: "ringing",
        ...(state === "no_answer" ? { ringsUntil: { lte: now } } : {}),
      },
      data: { state, endedAt: now },
    });
    const ended = await tx.escalationOffer.findUniqueOrThrow({
      where: key,
      include: { humanAgent: { select: { userId: true } } },
    });
    const escalation = count > 0 ? await readEscalation(tx, organizationId, offer.escalationId) : null;
    return { ended, escalation };
  });
  if (!result) return null;
  const { ended, escalation } = result;
  if (escalation) {
    announceOfferEnded(organizationId, ended.humanAgent.userId, offerId);
    announceEscalation(organizationId, "escalation.updated", escalation);
  }
  return { state: ended.state, ringsUntilMs: ended.ringsUntil.getTime(), providerCallSid: ended.providerCallSid };
}

/** Their telephone rings under this id of the carrier's. False when the offer does not ring any more. */
export function notePhoneOfOffer(organizationId: string, offerId: string, providerCallSid: string): Promise<boolean> {
  return withTenant(organizationId, async (tx) => {
    await tx.escalationOffer.updateMany({ where: { organizationId, id: offerId }, data: { providerCallSid } });
    return (await tx.escalationOffer.count({ where: { organizationId, id: offerId, state: "ringing" } })) > 0;
  });
}

/** They picked up: they have until then to decide. False when the offer does not ring any more. */
export async function giveTimeToDecide(organizationId: string, offerId: string, until: Date): Promise<boolean> {
  const { count } = await withTenant(organizationId, (tx) =>
    tx.escalationOffer.updateMany({
      where: { organizationId, id: offerId, state: "ringing" },
      data: { ringsUntil: until },
    }),
  );
  return count > 0;
}
