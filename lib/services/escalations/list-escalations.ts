import type { OfferedEscalation } from "@/lib/contracts/escalations";
import { type EscalationPage, ListEscalationsQuery } from "@/lib/contracts/escalation-lists";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { cursorOf, positionOf } from "../cursor";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";
import { readEscalation, requireEscalation, SUMMARY_QUERY, toSummaries } from "./escalation-rows";

/** A page of escalations, newest first, without their packets. Needs `escalations.read`; throws INVALID. */
export async function listEscalations(
  context: ServiceContext,
  input: ListEscalationsQuery = {},
): Promise<EscalationPage> {
  requirePermission(context, "escalations.read");
  const query = parseInput(ListEscalationsQuery, input);
  const after = positionOf(query.cursor);
  const { organizationId } = context;
  const { businessId, callId, cause, priority, humanAgentId, createdAfter, createdBefore, limit } = query;
  return withTenant(organizationId, async (tx) => {
    const rows = await tx.escalation.findMany({
      where: {
        organizationId,
        ...(query.state ? { state: { in: query.state } } : {}),
        ...(businessId ? { businessId } : {}),
        ...(callId ? { callId } : {}),
        ...(cause ? { cause } : {}),
        ...(priority ? { priority } : {}),
        ...(humanAgentId ? { humanAgentId } : {}),
        createdAt: {
          ...(createdAfter ? { gte: new Date(createdAfter) } : {}),
          ...(createdBefore ? { lt: new Date(createdBefore) } : {}),
        },
        ...(after ? { OR: [{ createdAt: { lt: after.at } }, { createdAt: after.at, id: { lt: after.id } }] } : {}),
      },
      ...SUMMARY_QUERY,
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: limit + 1,
    });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      escalations: await toSummaries(tx, organizationId, page),
      nextCursor: rows.length > page.length && last ? cursorOf({ at: last.createdAt, id: last.id }) : null,
    };
  });
}

/** One escalation with its packet and offers. Needs `escalations.read`; throws NOT_FOUND. */
export async function getEscalation(context: ServiceContext, escalationId: string) {
  requirePermission(context, "escalations.read");
  const { organizationId } = context;
  return withTenant(organizationId, (tx) => requireEscalation(tx, organizationId, escalationId));
}

/** What rings at the signed-in person at this moment, with all that their card shows; null when nothing does. For a page that was opened meanwhile. */
export async function findRingingOffer(context: ServiceContext, now = new Date()): Promise<OfferedEscalation | null> {
  requirePermission(context, "escalations.read");
  const { organizationId, actor } = context;
  if (actor.kind !== "user") return null;
  return withTenant(organizationId, async (tx) => {
    const offer = await tx.escalationOffer.findFirst({
      where: { organizationId, state: "ringing", ringsUntil: { gt: now }, humanAgent: { userId: actor.id } },
    });
    const escalation = offer ? await readEscalation(tx, organizationId, offer.escalationId) : null;
    return offer && escalation ? { offerId: offer.id, ringsUntil: offer.ringsUntil.toISOString(), escalation } : null;
  });
}
