import type { Transaction } from "@/lib/db/transaction";

type Person = { organizationId: string; humanAgentId: string };

/** Whoever decides what a person does next holds their row: nobody is given two calls at once. */
export async function lockPerson(tx: Transaction, { organizationId, humanAgentId }: Person): Promise<void> {
  await tx.$queryRaw`select 1 from human_agents
    where organization_id = ${organizationId}::uuid and id = ${humanAgentId}::uuid for no key update`;
}

/** They talk with a caller now. Who has switched themselves off stays so. */
export async function occupyPerson(
  tx: Transaction,
  { organizationId, humanAgentId }: Person,
  now: Date,
): Promise<void> {
  await tx.humanAgent.updateMany({
    where: { organizationId, id: humanAgentId, status: "available" },
    data: { status: "busy", updatedAt: now },
  });
}

/** They can be asked again, unless they hold another call or have switched themselves off. */
export async function freePerson(tx: Transaction, { organizationId, humanAgentId }: Person, now: Date): Promise<void> {
  await lockPerson(tx, { organizationId, humanAgentId });
  const holding = await tx.escalation.count({ where: { organizationId, humanAgentId, ...HOLDS_A_CALL } });
  if (holding > 0) return;
  await tx.humanAgent.updateMany({
    where: { organizationId, id: humanAgentId, status: "busy" },
    data: { status: "available", updatedAt: now },
  });
}

/** Whoever has taken it is with the caller, or about to be; also when they have written how it ended while they talk. */
export const HOLDS_A_CALL = { acceptedAt: { not: null }, releasedAt: null };

/** Ends what still rings of an escalation. Returns the offers. */
export async function endRinging(
  tx: Transaction,
  { organizationId, escalationId }: { organizationId: string; escalationId: string },
  state: "withdrawn" | "no_answer",
  now: Date,
) {
  const ringing = await tx.escalationOffer.findMany({
    where: { organizationId, escalationId, state: "ringing" },
    include: { humanAgent: { select: { userId: true } } },
  });
  if (ringing.length === 0) return [];
  await tx.escalationOffer.updateMany({
    where: { organizationId, escalationId, state: "ringing" },
    data: { state, endedAt: now },
  });
  return ringing.map(({ id, providerCallSid, humanAgent }) => ({ id, providerCallSid, userId: humanAgent.userId }));
}
