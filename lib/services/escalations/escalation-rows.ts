import { z } from "zod";
import { ContextPacket, type EscalationOffer, type EscalationResource } from "@/lib/contracts/escalations";
import { TransferTarget } from "@/lib/contracts/live/steering";
import type { Prisma } from "@/lib/db/generated/client";
import type { Transaction } from "@/lib/db/transaction";
import { ServiceError } from "../errors";

const CALL_SELECT = { fromNumber: true, toNumber: true, direction: true, agent: { select: { name: true } } };

export const ESCALATION_INCLUDE = {
  business: { select: { name: true } },
  call: { select: CALL_SELECT },
  offers: { include: { humanAgent: { select: { name: true } } }, orderBy: { offeredAt: "asc" } },
} satisfies Prisma.EscalationInclude;

type EscalationRow = Prisma.EscalationGetPayload<{ include: typeof ESCALATION_INCLUDE }>;
type CallParties = EscalationRow["call"];

/** Whom the agent talks with: E.164, the carrier's word, or who called over the browser. */
export const callerOf = ({ direction, fromNumber, toNumber }: Omit<CallParties, "agent">): string =>
  direction === "inbound" ? fromNumber : toNumber;

/** Rows as resources, in their order. */
export async function toEscalations(
  tx: Transaction,
  organizationId: string,
  rows: readonly EscalationRow[],
): Promise<EscalationResource[]> {
  const ids = rows.flatMap(({ humanAgentId }) => humanAgentId ?? []);
  const people = ids.length === 0 ? [] : await tx.humanAgent.findMany({ where: { organizationId, id: { in: ids } } });
  const nameOf = new Map(people.map(({ id, name }) => [id, name]));
  return rows.map((row) => toEscalation(row, nameOf.get(row.humanAgentId ?? "") ?? null));
}

function toEscalation(row: EscalationRow, humanAgentName: string | null): EscalationResource {
  const { settledAt, createdAt, state } = row;
  return {
    id: row.id,
    callId: row.callId,
    businessId: row.businessId,
    businessName: row.business.name,
    agentName: row.call.agent.name,
    caller: callerOf(row.call),
    cause: row.cause as EscalationResource["cause"],
    reason: row.reason,
    priority: row.priority as EscalationResource["priority"],
    mode: row.mode as EscalationResource["mode"],
    target: TransferTarget.parse(row.target),
    state,
    packet: ContextPacket.safeParse(row.packet).data ?? null,
    humanAgentId: row.humanAgentId,
    humanAgentName,
    acceptedVia: row.acceptedVia as EscalationResource["acceptedVia"],
    resolution: row.resolution,
    callbackNumber: row.callbackNumber,
    offers: row.offers.map(toOffer),
    createdAt: createdAt.toISOString(),
    acceptedAt: row.acceptedAt?.toISOString() ?? null,
    connectedAt: row.connectedAt?.toISOString() ?? null,
    releasedAt: row.releasedAt?.toISOString() ?? null,
    settledAt: settledAt?.toISOString() ?? null,
    reopenedAt: row.reopenedAt?.toISOString() ?? null,
    resolutionMs: state === "completed" && settledAt ? settledAt.getTime() - createdAt.getTime() : null,
  };
}

const toOffer = (offer: EscalationRow["offers"][number]): EscalationOffer => ({
  id: offer.id,
  humanAgentId: offer.humanAgentId,
  humanAgentName: offer.humanAgent.name,
  state: offer.state as EscalationOffer["state"],
  ringsPhone: offer.ringsPhone,
  offeredAt: offer.offeredAt.toISOString(),
  ringsUntil: offer.ringsUntil.toISOString(),
  endedAt: offer.endedAt?.toISOString() ?? null,
});

/** Null when there is none in this organization. */
export async function readEscalation(
  tx: Transaction,
  organizationId: string,
  id: string,
): Promise<EscalationResource | null> {
  if (!z.uuid().safeParse(id).success) return null;
  const row = await tx.escalation.findUnique({
    where: { organizationId_id: { organizationId, id } },
    include: ESCALATION_INCLUDE,
  });
  return row ? ((await toEscalations(tx, organizationId, [row]))[0] ?? null) : null;
}

/** Throws NOT_FOUND, for another organization's too. */
export async function requireEscalation(
  tx: Transaction,
  organizationId: string,
  id: string,
): Promise<EscalationResource> {
  const found = await readEscalation(tx, organizationId, id);
  if (!found) throw noSuchEscalation();
  return found;
}

export const noSuchEscalation = () => new ServiceError("NOT_FOUND", "There is no such escalation.");

/** Locks one for this transaction and returns its row; null when there is none. Everybody who changes it or its offers does this first. */
export async function lockEscalation(tx: Transaction, organizationId: string, id: string) {
  if (!z.uuid().safeParse(id).success) return null;
  await tx.$queryRaw`select 1 from escalations where organization_id = ${organizationId}::uuid and id = ${id}::uuid for update`;
  return tx.escalation.findUnique({ where: { organizationId_id: { organizationId, id } } });
}
