import { z } from "zod";
import type { EscalationResource } from "@/lib/contracts/escalations";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import { askOwner } from "../call-ownership/ask-owner";
import { type ServiceContext, systemContext } from "../context";
import { ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { announceEscalation, announceOfferEnded } from "./announce";
import { lockEscalation, requireEscalation } from "./escalation-rows";
import { freePerson, lockPerson, occupyPerson } from "./person-state";

/** Who answered in the very moment it stopped ringing still meant it. */
const GRACE_MS = 1_000;

/**
 * Takes the call that rings at somebody, or passes it on. By the person themself, or by whoever may control calls. Needs `escalations.handle`; throws
 * NOT_FOUND, FORBIDDEN when it rings at somebody else, CONFLICT in words when it rings no more, was taken, or the call is over. Audited.
 */
export async function answerOffer(
  context: ServiceContext,
  offerId: string,
  answer: "accepted" | "declined",
  now = new Date(),
): Promise<EscalationResource> {
  requirePermission(context, "escalations.handle");
  if (answer === "accepted" && context.actor.kind !== "user")
    throw new ServiceError("FORBIDDEN", "A call is taken by a person who is signed in: a program has no voice.");
  return answerAs(context, offerId, answer, "browser", now);
}

/** The same by a key of the telephone that rings. */
export const answerOfferByPhone = (
  organizationId: string,
  offerId: string,
  answer: "accepted" | "declined",
  now = new Date(),
): Promise<EscalationResource> =>
  answerAs(systemContext(organizationId, "telephone", [], `offer-${offerId}`), offerId, answer, "phone", now);

async function answerAs(
  context: ServiceContext,
  offerId: string,
  answer: "accepted" | "declined",
  via: "browser" | "phone",
  now: Date,
): Promise<EscalationResource> {
  const { organizationId, actor } = context;
  const { escalation, userId, humanAgentId } = await withTenant(organizationId, (tx) =>
    settleOffer(tx, context, { offerId, answer, via }, now),
  );
  const by = via === "browser" ? { userId: actor.id, name: actor.name } : null;
  const call = { organizationId, callId: escalation.callId };
  const reply = await askOwner(call, { command: "offer", offerId, answer, via, by }).catch(unlessRefused);
  announceOfferEnded(organizationId, userId, offerId);
  if (answer === "accepted" && reply?.result !== "done") {
    const undone = await withTenant(organizationId, (tx) => undo(tx, organizationId, { offerId, humanAgentId }, now));
    if (undone) announceEscalation(organizationId, "escalation.updated", undone);
    throw new ServiceError("CONFLICT", "The call is not there any more: the caller hung up, or it just moved.");
  }
  announceEscalation(organizationId, "escalation.updated", escalation);
  return escalation;
}

/** That nobody holds the call is an answer like a refusal. */
export function unlessRefused(error: unknown): null {
  if (error instanceof ServiceError) return null;
  throw error;
}

type Answer = { offerId: string; answer: "accepted" | "declined"; via: "browser" | "phone" };

async function settleOffer(
  tx: Transaction,
  context: ServiceContext,
  { offerId, answer, via }: Answer,
  now: Date,
): Promise<{ escalation: EscalationResource; userId: string | null; humanAgentId: string }> {
  const { organizationId, actor } = context;
  const known = z.uuid().safeParse(offerId).success
    ? await tx.escalationOffer.findUnique({
        where: { organizationId_id: { organizationId, id: offerId } },
        include: { humanAgent: { select: { userId: true } } },
      })
    : null;
  if (!known) throw new ServiceError("NOT_FOUND", "There is no such offer.");
  const { userId } = known.humanAgent;
  const mayForThem = via === "phone" || userId === actor.id || context.permissions.has("calls.control");
  if (!mayForThem) throw new ServiceError("FORBIDDEN", "This call rings at somebody else.");
  const row = await lockEscalation(tx, organizationId, known.escalationId);
  const { state, ringsUntil } = await tx.escalationOffer.findUniqueOrThrow({
    where: { organizationId_id: { organizationId, id: offerId } },
  });
  const isLate = ringsUntil.getTime() + GRACE_MS < now.getTime();
  if (state !== "ringing" || isLate || row?.state !== "waiting")
    throw new ServiceError("CONFLICT", whyGone(isLate && state === "ringing" ? "no_answer" : state));
  await tx.escalationOffer.update({
    where: { organizationId_id: { organizationId, id: offerId } },
    data: { state: answer, endedAt: now },
  });
  const humanAgentId = via === "browser" ? await takerOf(tx, context, known.humanAgentId) : known.humanAgentId;
  if (answer === "accepted") {
    const person = { organizationId, humanAgentId };
    await lockPerson(tx, person);
    await occupyPerson(tx, person, now);
    await tx.escalation.update({
      where: { organizationId_id: { organizationId, id: known.escalationId } },
      data: { state: "in_progress", humanAgentId, acceptedVia: via, acceptedAt: now, updatedAt: now },
    });
  }
  const record = { action: `escalation.offer_${answer}`, targetType: "escalation", targetId: known.escalationId };
  await recordAudit(tx, context, { ...record, details: { offerId, humanAgentId, via } }, now);
  return { escalation: await requireEscalation(tx, organizationId, known.escalationId), userId, humanAgentId };
}

/** A supervisor who takes a call that rings at somebody else is who has it, if they are one of the people. */
async function takerOf(tx: Transaction, { organizationId, actor }: ServiceContext, asked: string): Promise<string> {
  if (!z.uuid().safeParse(actor.id).success) return asked;
  const own = await tx.humanAgent.findUnique({
    where: { organizationId_userId: { organizationId, userId: actor.id } },
    select: { id: true },
  });
  return own?.id ?? asked;
}

function whyGone(state: string): string {
  switch (state) {
    case "accepted":
      return "This call was taken already.";
    case "declined":
      return "This call was declined already.";
    case "no_answer":
      return "It rang too long and went on to the next person.";
    default:
      return "The caller is not waiting any more.";
  }
}

/** Nobody holds the call: as if it had not been taken. The search goes on where the call does. */
async function undo(
  tx: Transaction,
  organizationId: string,
  { offerId, humanAgentId }: { offerId: string; humanAgentId: string },
  now: Date,
): Promise<EscalationResource | null> {
  const key = { organizationId_id: { organizationId, id: offerId } };
  const { escalationId } = await tx.escalationOffer.findUniqueOrThrow({ where: key });
  await lockEscalation(tx, organizationId, escalationId);
  const { count } = await tx.escalation.updateMany({
    where: { organizationId, id: escalationId, state: "in_progress", humanAgentId, connectedAt: null },
    data: { state: "waiting", humanAgentId: null, acceptedVia: null, acceptedAt: null, updatedAt: now },
  });
  if (count === 0) return null;
  await tx.escalationOffer.update({ where: key, data: { state: "failed" } });
  await freePerson(tx, { organizationId, humanAgentId }, now);
  return requireEscalation(tx, organizationId, escalationId);
}
