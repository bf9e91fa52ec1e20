import type { EscalationResource } from "@/lib/contracts/escalations";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { announceEscalation } from "./announce";
import { release } from "./connect-escalation";
import { type EndedOffer, stopRinging } from "./ended-offers";
import { tellTelephone, type WaitingPhone, waitingPhoneOf } from "./telephone";
import { callerOf, lockEscalation, readEscalation } from "./escalation-rows";
import { endRinging, freePerson, HOLDS_A_CALL } from "./person-state";

/** Nobody could be had: somebody gets back to the caller. Once more, or when it is settled, nothing changes. */
export async function promiseCallback(organizationId: string, escalationId: string, now = new Date()): Promise<void> {
  const changed = await withTenant(organizationId, async (tx) => {
    const row = await lockEscalation(tx, organizationId, escalationId);
    if (row?.state !== "waiting") return null;
    return toCallback(tx, organizationId, row, now);
  });
  if (changed) announceEscalation(organizationId, "escalation.updated", changed);
}

/**
 * The agent's part of a call is over: what of its escalations is open is settled by how it ended. Who was rung in vain hears no more of it; a caller who
 * hung up while people were asked has abandoned it; one whom nobody could be found for is called back. `isPutThrough`: the caller is on the way to the
 * person who waits on their telephone, or with them.
 */
export async function closeCallsEscalations(
  organizationId: string,
  callId: string,
  { isPutThrough }: { isPutThrough: boolean },
  now = new Date(),
): Promise<void> {
  const open = await withTenant(organizationId, (tx) =>
    tx.escalation.findMany({
      where: { organizationId, callId, OR: [{ state: { in: ["waiting", "in_progress", "callback"] } }, HOLDS_A_CALL] },
      select: { id: true },
    }),
  );
  for (const { id } of open) {
    const { changed, ended, waitingPhone } = await withTenant(organizationId, (tx) =>
      close(tx, { organizationId, id, isPutThrough }, now),
    );
    stopRinging(organizationId, ended);
    if (waitingPhone) void tellTelephone(organizationId, waitingPhone, "callerGone");
    if (!changed) continue;
    const name = changed.state === "completed" ? "escalation.completed" : "escalation.updated";
    announceEscalation(organizationId, name, changed);
  }
}

/** `waitingPhone`: of somebody who has picked up and waits for the caller. */
type Closed = { changed: EscalationResource | null; ended: EndedOffer[]; waitingPhone?: WaitingPhone | null };

async function close(
  tx: Transaction,
  { organizationId, id, isPutThrough }: { organizationId: string; id: string; isPutThrough: boolean },
  now: Date,
): Promise<Closed> {
  const row = await lockEscalation(tx, organizationId, id);
  if (!row) return { changed: null, ended: [] };
  if (row.state === "callback") return { changed: await noteNumber(tx, organizationId, row, now), ended: [] };
  if (row.acceptedVia === "phone" && isPutThrough) return { changed: null, ended: [] };
  if (row.connectedAt !== null) return { changed: await release(tx, organizationId, id, now), ended: [] };
  if (row.state === "in_progress") return missed(tx, organizationId, row, now);
  if (row.state !== "waiting") return { changed: null, ended: [] };
  const ended = await endRinging(tx, { organizationId, escalationId: id }, "withdrawn", now);
  const asked = await tx.escalationOffer.count({
    where: { organizationId, escalationId: id, state: { not: "withdrawn" } },
  });
  // Somebody rang when the caller left, or nobody had been asked yet; else the search was over.
  const isAbandoned = ended.length > 0 || asked === 0;
  const changed = isAbandoned
    ? await abandon(tx, organizationId, row, now)
    : await toCallback(tx, organizationId, row, now);
  return { changed, ended };
}

/** A person has taken the call, and the caller was gone before they heard each other. */
async function missed(tx: Transaction, organizationId: string, row: Row, now: Date): Promise<Closed> {
  const { id: escalationId, humanAgentId } = row;
  const accepted = await tx.escalationOffer.findMany({
    where: { organizationId, escalationId, state: "accepted" },
    include: { humanAgent: { select: { userId: true } } },
  });
  // Their telephone is told by words, not cut off.
  const waitingPhone =
    row.acceptedVia === "phone" && accepted[0] ? await waitingPhoneOf(tx, organizationId, accepted[0].id) : null;
  const ended = accepted.map(({ id, humanAgent }) => ({ id, userId: humanAgent.userId, providerCallSid: null }));
  const changed = await abandon(tx, organizationId, row, now);
  if (humanAgentId !== null) await freePerson(tx, { organizationId, humanAgentId }, now);
  return { changed, ended, waitingPhone };
}

type Row = NonNullable<Awaited<ReturnType<typeof lockEscalation>>>;

export async function abandon(tx: Transaction, organizationId: string, row: Row, now: Date) {
  await tx.escalation.update({
    where: { organizationId_id: { organizationId, id: row.id } },
    data: { state: "abandoned", settledAt: now, releasedAt: row.acceptedAt && now, updatedAt: now },
  });
  return readEscalation(tx, organizationId, row.id);
}

/** The number the caller gave, else the one they called from. */
export async function toCallback(tx: Transaction, organizationId: string, row: Row, now: Date) {
  const callbackNumber =
    (await promisedNumber(tx, organizationId, row.callId)) ?? (await ownNumber(tx, organizationId, row.callId));
  await tx.escalation.update({
    where: { organizationId_id: { organizationId, id: row.id } },
    data: { state: "callback", callbackNumber: row.callbackNumber ?? callbackNumber, updatedAt: now },
  });
  return readEscalation(tx, organizationId, row.id);
}

/** What the caller said after the promise was made. Null when there is nothing new. */
async function noteNumber(tx: Transaction, organizationId: string, row: Row, now: Date) {
  const promised = await promisedNumber(tx, organizationId, row.callId);
  if (promised === null || promised === row.callbackNumber) return null;
  await tx.escalation.update({
    where: { organizationId_id: { organizationId, id: row.id } },
    data: { callbackNumber: promised, updatedAt: now },
  });
  return readEscalation(tx, organizationId, row.id);
}

async function promisedNumber(tx: Transaction, organizationId: string, callId: string): Promise<string | null> {
  const rows = await tx.$queryRaw<{ number: string | null }[]>`select e.body ->> 'number' as number from call_events e
    join calls c on c.organization_id = e.organization_id and c.id = e.call_id and c.call_day = e.call_day
    where e.organization_id = ${organizationId}::uuid and e.call_id = ${callId}::uuid and e.type = 'callback.promised'
      and e.body ->> 'number' is not null order by e.seq desc limit 1`;
  return rows[0]?.number ?? null;
}

async function ownNumber(tx: Transaction, organizationId: string, callId: string): Promise<string | null> {
  const call = await tx.call.findUnique({
    where: { organizationId_id: { organizationId, id: callId } },
    select: { fromNumber: true, toNumber: true, direction: true },
  });
  const caller = call ? callerOf(call) : "";
  return /^\+\d{7,15}$/.test(caller) ? caller : null;
}
