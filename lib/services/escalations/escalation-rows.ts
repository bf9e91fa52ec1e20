import { z } from "zod";
import {
  ContextPacket,
  type EscalationOffer,
  type EscalationResource,
  type EscalationSummary,
} from "@/lib/contracts/escalations";
import { TransferTarget } from "@/lib/contracts/live/steering";
import type { Prisma } from "@/lib/db/generated/client";
import type { Transaction } from "@/lib/db/transaction";
import { ServiceError } from "../errors";

const CALL_SELECT = { fromNumber: true, toNumber: true, direction: true, agent: { select: { name: true } } };

const PARTIES = { business: { select: { name: true } }, call: { select: CALL_SELECT } };
const WHO = { humanAgent: { select: { name: true } } };

const ESCALATION_INCLUDE = {
  ...PARTIES,
  offers: { include: WHO, orderBy: { offeredAt: "asc" } },
} satisfies Prisma.EscalationInclude;

/** What lists show: the packet, which is most of a row, stays where it is. */
export const SUMMARY_QUERY = {
  omit: { packet: true },
  include: {
    ...PARTIES,
    offers: { where: { state: "ringing" }, select: { humanAgentId: true, state: true, ...WHO }, take: 1 },
  },
} satisfies Prisma.EscalationDefaultArgs;

type EscalationRow = Prisma.EscalationGetPayload<{ include: typeof ESCALATION_INCLUDE }>;
type SummaryRow = Prisma.EscalationGetPayload<typeof SUMMARY_QUERY>;
type CallParties = EscalationRow["call"];

/** Whom the agent talks with: E.164, the carrier's word, or who called over the browser. */
export const callerOf = ({ direction, fromNumber, toNumber }: Omit<CallParties, "agent">): string =>
  direction === "inbound" ? fromNumber : toNumber;

/** Rows as lists show them, in their order. */
export async function toSummaries(
  tx: Transaction,
  organizationId: string,
  rows: readonly SummaryRow[],
): Promise<EscalationSummary[]> {
  const ids = rows.flatMap(({ humanAgentId }) => humanAgentId ?? []);
  const where = { organizationId, id: { in: ids } };
  const people = ids.length === 0 ? [] : await tx.humanAgent.findMany({ where, select: { id: true, name: true } });
  const nameOf = new Map(people.map(({ id, name }) => [id, name]));
  return rows.map((row) => toSummary(row, nameOf.get(row.humanAgentId ?? "") ?? null));
}

function toSummary(row: SummaryRow, humanAgentName: string | null): EscalationSummary {
  const { settledAt, createdAt, state } = row;
  const ringing = row.offers.find((offer) => offer.state === "ringing");
  return {
    id: row.id,
    callId: row.callId,
    businessId: row.businessId,
    businessName: row.business.name,
    agentName: row.call.agent.name,
    caller: callerOf(row.call),
    cause: row.cause as EscalationSummary["cause"],
    reason: row.reason,
    priority: row.priority as EscalationSummary["priority"],
    mode: row.mode as EscalationSummary["mode"],
    target: TransferTarget.parse(row.target),
    state,
    ringing: ringing ? { humanAgentId: ringing.humanAgentId, humanAgentName: ringing.humanAgent.name } : null,
    humanAgentId: row.humanAgentId,
    humanAgentName,
    acceptedVia: row.acceptedVia as EscalationSummary["acceptedVia"],
    resolution: row.resolution,
    callbackNumber: row.callbackNumber,
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
  const [summary] = row ? await toSummaries(tx, organizationId, [row]) : [];
  if (!row || !summary) return null;
  const packet = ContextPacket.safeParse(row.packet).data ?? null;
  return { ...summary, packet, offers: row.offers.map(toOffer) };
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
