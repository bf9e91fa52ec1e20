import { v7 as uuidv7 } from "uuid";
import { WeeklyHours } from "@/lib/contracts/business-hours";
import { ContextPacket, type OfferedEscalation } from "@/lib/contracts/escalations";
import { TransferTarget } from "@/lib/contracts/live/steering";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { settingsOf } from "@/lib/domain/businesses/default-settings";
import { nextPerson } from "@/lib/domain/escalation/route";
import { usersWithOpenPages } from "../human-agents/open-pages";
import { overridesIn } from "../businesses/business-row";
import { announceEscalation, announceOffer } from "./announce";
import { lockEscalation, requireEscalation } from "./escalation-rows";
import { HOLDS_A_CALL, lockPerson } from "./person-state";

export type Offered = OfferedEscalation & {
  humanAgentId: string;
  name: string;
  /** Null: they have a telephone alone. */
  userId: string | null;
  /** A page of theirs is open. */
  hasScreen: boolean;
  ringsUntilMs: number;
  /** Null: their telephone does not ring. */
  phone: { e164: string; extension: string | null } | null;
};

export type OfferOutcome =
  | ({ kind: "offered" } & Offered)
  /** `why` in words: nobody is free, everybody was asked … */
  | { kind: "nobody"; why: string }
  /** It is not waiting any more, or somebody is being asked already. */
  | { kind: "not_waiting" };

const DAY_MS = 86_400_000;

/**
 * Asks the next person to take an escalation. Who is being asked by another call at this moment is passed over: the database lets one offer
 * of a person ring. `byPhone`: telephones may ring; without it only people with a screen are asked. `language`: BCP 47, of the caller.
 */
export async function offerNext(
  organizationId: string,
  escalationId: string,
  options: { byPhone: boolean; language: string | null; now?: Date },
): Promise<OfferOutcome> {
  const now = options.now ?? new Date();
  await expireOffers(organizationId, now);
  const passedOver: string[] = [];
  for (;;) {
    // One person a transaction: whoever held several would sooner or later wait for somebody who waits for them.
    const outcome = await withTenant(organizationId, (tx) =>
      tryNext(tx, { organizationId, escalationId, passedOver, ...options, now }),
    );
    if (outcome.kind === "taken") {
      passedOver.push(outcome.humanAgentId);
      continue;
    }
    if (outcome.kind === "offered") tell(organizationId, outcome);
    return outcome;
  }
}

type Search = {
  organizationId: string;
  escalationId: string;
  passedOver: readonly string[];
  byPhone: boolean;
  language: string | null;
  now: Date;
};

async function tryNext(
  tx: Transaction,
  { organizationId, escalationId, passedOver, byPhone, language, now }: Search,
): Promise<OfferOutcome | { kind: "taken"; humanAgentId: string }> {
  const row = await lockEscalation(tx, organizationId, escalationId);
  if (row?.state !== "waiting") return { kind: "not_waiting" };
  const asked = await tx.escalationOffer.findMany({ where: { organizationId, escalationId } });
  if (asked.some(({ state }) => state === "ringing")) return { kind: "not_waiting" };
  const business = await tx.business.findUniqueOrThrow({
    where: { organizationId_id: { organizationId, id: row.businessId } },
    select: { settings: true, type: true, industry: true },
  });
  const { routing } = settingsOf(business, overridesIn(business.settings)).escalation;
  const about = ContextPacket.safeParse(row.packet).data;
  const next = nextPerson({
    people: await readPeople(tx, organizationId, byPhone, now),
    routing,
    target: TransferTarget.parse(row.target),
    language,
    department: about?.department ?? null,
    skills: about?.skills ?? [],
    alreadyAsked: [
      ...passedOver,
      // Withdrawn offers were not refused: after a worker was lost, the same people are asked again.
      ...asked.filter(({ state }) => state !== "withdrawn").map(({ humanAgentId }) => humanAgentId),
    ],
    nowMs: now.getTime(),
  });
  if (next.person === null) return { kind: "nobody", why: next.why };
  const { id: humanAgentId, name, userId, hasScreen, ringPhone, phone, extension } = next.person;
  const ringsUntil = new Date(now.getTime() + routing.ringSeconds * 1000);
  const offerId = await ring(tx, { organizationId, escalationId, humanAgentId, ringPhone, ringsUntil }, now);
  if (offerId === null) return { kind: "taken", humanAgentId };
  return {
    kind: "offered",
    offerId,
    ringsUntil: ringsUntil.toISOString(),
    ringsUntilMs: ringsUntil.getTime(),
    escalation: await requireEscalation(tx, organizationId, escalationId),
    humanAgentId,
    name,
    userId,
    hasScreen,
    phone: ringPhone ? { e164: phone, extension } : null,
  };
}

function tell(organizationId: string, { offerId, ringsUntil, escalation, userId }: Offered): void {
  announceOffer(organizationId, userId, { offerId, ringsUntil, escalation });
  announceEscalation(organizationId, "escalation.updated", escalation);
}

/** Rings one person, if nobody else does and they hold no call. Null: they are taken. */
async function ring(
  tx: Transaction,
  offer: { organizationId: string; escalationId: string; humanAgentId: string; ringPhone: boolean; ringsUntil: Date },
  now: Date,
): Promise<string | null> {
  const { organizationId, escalationId, humanAgentId, ringPhone, ringsUntil } = offer;
  await lockPerson(tx, offer);
  const where = { organizationId, id: humanAgentId, status: "available" as const };
  const isFree = (await tx.humanAgent.count({ where })) > 0;
  const holding = await tx.escalation.count({ where: { organizationId, humanAgentId, ...HOLDS_A_CALL } });
  if (!isFree || holding > 0) return null;
  const id = uuidv7();
  const made = await tx.$executeRaw`insert into escalation_offers
      (organization_id, id, escalation_id, human_agent_id, rings_phone, offered_at, rings_until)
    values (${organizationId}::uuid, ${id}::uuid, ${escalationId}::uuid, ${humanAgentId}::uuid, ${ringPhone}, ${now}, ${ringsUntil})
    on conflict (organization_id, human_agent_id) where state = 'ringing' do nothing`;
  if (made === 0) return null;
  await tx.humanAgent.update({
    where: { organizationId_id: { organizationId, id: humanAgentId } },
    data: { lastOfferedAt: now },
  });
  return id;
}

/** An offer that has rung for its time holds nobody, though nobody ended it. */
function expireOffers(organizationId: string, now: Date): Promise<unknown> {
  return withTenant(
    organizationId,
    (tx) => tx.$executeRaw`update escalation_offers set state = 'no_answer', ended_at = ${now}
      where (organization_id, id) in (select organization_id, id from escalation_offers
        where organization_id = ${organizationId}::uuid and state = 'ringing' and rings_until < ${now} for update skip locked)`,
  );
}

/** All people as routing sees them. Who can't be reached the way this call may go has neither phone nor screen; nor has a screen whose page is closed. */
async function readPeople(tx: Transaction, organizationId: string, byPhone: boolean, now: Date) {
  const rows = await tx.humanAgent.findMany({
    where: { organizationId },
    include: {
      offers: { where: { OR: [{ state: "ringing" }, { offeredAt: { gt: new Date(now.getTime() - DAY_MS) } }] } },
    },
  });
  const open = await tx.escalation.groupBy({
    by: ["humanAgentId"],
    where: { organizationId, state: "in_progress", humanAgentId: { not: null } },
    _count: true,
  });
  const atTheirScreen = await usersWithOpenPages(tx, organizationId, now);
  const inProgress = new Map(open.map(({ humanAgentId, _count }) => [humanAgentId, _count]));
  return rows.map(({ offers, dutyHours, ringPhone, lastOfferedAt, ...person }) => ({
    ...person,
    dutyHours: WeeklyHours.parse(dutyHours),
    ringPhone: ringPhone && byPhone,
    hasScreen: person.userId !== null && atTheirScreen.has(person.userId),
    isRinging: offers.some(({ state }) => state === "ringing"),
    inProgress: inProgress.get(person.id) ?? 0,
    takenLately: offers.filter(({ state }) => state === "accepted").length,
    lastOfferedAtMs: lastOfferedAt?.getTime() ?? null,
  }));
}
