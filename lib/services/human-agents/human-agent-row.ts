import { z } from "zod";
import { WeeklyHours } from "@/lib/contracts/business-hours";
import type { HumanAgentProfile, HumanAgentResource } from "@/lib/contracts/human-agents";
import type { HumanAgent } from "@/lib/db/generated/client";
import type { Transaction } from "@/lib/db/transaction";
import { weekProblems } from "@/lib/domain/schedule/hours-problems";
import { ServiceError } from "../errors";
import { dialableNumber } from "../outbound/dialable-number";

/** Rows as resources, in their order, with the call that each is in. */
export async function toHumanAgents(
  tx: Transaction,
  organizationId: string,
  rows: readonly HumanAgent[],
): Promise<HumanAgentResource[]> {
  if (rows.length === 0) return [];
  const inCalls = await callsInHand(tx, organizationId, rows.length === 1 ? rows[0]?.id : undefined);
  return rows.map(({ organizationId: _organizationId, ...row }) => ({
    ...row,
    dutyHours: WeeklyHours.parse(row.dutyHours),
    inCall: inCalls.get(row.id) ?? null,
    lastOfferedAt: row.lastOfferedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }));
}

/** Null when there is none in this organization. */
export async function readHumanAgent(
  tx: Transaction,
  organizationId: string,
  id: string,
): Promise<HumanAgentResource | null> {
  if (!z.uuid().safeParse(id).success) return null;
  const row = await tx.humanAgent.findUnique({ where: { organizationId_id: { organizationId, id } } });
  return row ? ((await toHumanAgents(tx, organizationId, [row]))[0] ?? null) : null;
}

/** Whoever has taken a call is with the caller, or about to be, until they leave it. */
async function callsInHand(tx: Transaction, organizationId: string, humanAgentId?: string) {
  const rows = await tx.escalation.findMany({
    where: { organizationId, humanAgentId: humanAgentId ?? { not: null }, state: "in_progress", releasedAt: null },
    select: { id: true, callId: true, humanAgentId: true },
  });
  return new Map(rows.map(({ id, callId, humanAgentId: who }) => [who, { callId, escalationId: id }]));
}

export const noSuchPerson = () => new ServiceError("NOT_FOUND", "There is no such person.");

/** What each field alone cannot show: a phone that may not be called, hours that overlap. Throws INVALID. */
export function refuseUnreachable({ phone, dutyHours }: HumanAgentProfile): void {
  const fields: Record<string, string> = {};
  const dialable = dialableNumber(phone);
  if (!dialable.ok) fields["phone"] = dialable.problem;
  for (const [day, problem] of Object.entries(weekProblems(dutyHours))) fields[`dutyHours.${day}`] = problem;
  const [name, problem] = Object.entries(fields)[0] ?? [];
  if (name) throw new ServiceError("INVALID", `Check ${name}: ${problem}`, { fields });
}

export function emailTaken(name: string): ServiceError {
  const problem = `${name} has this address already`;
  return new ServiceError("CONFLICT", `Check email: ${problem}.`, { fields: { email: problem } });
}
