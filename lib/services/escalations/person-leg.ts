import { type Transaction, withTenant } from "@/lib/db/transaction";
import { isTerminalStatus } from "@/lib/domain/call/status";
import { briefingOf, legWords } from "@/lib/domain/escalation/spoken";
import { log } from "@/lib/log/log";
import { askOwner } from "../call-ownership/ask-owner";
import { usersWithOpenPages } from "../human-agents/open-pages";
import { ServiceError } from "../errors";
import { announceEscalation } from "./announce";
import { answerOfferByPhone, unlessRefused } from "./answer-offer";
import { abandon, toCallback } from "./close-call";
import { markConnected, releaseEscalation } from "./connect-escalation";
import { endOffer, giveTimeToDecide } from "./end-offer";
import { lockEscalation } from "./escalation-rows";
import { freePerson } from "./person-state";
import { comeBack, readOffer, tellTelephone, waitingPhoneOf } from "./telephone";

/** The telephone of somebody who is asked to take a call: what the carrier tells of it, and what it is told. */

/** To hear the briefing, twice, and press a key. */
const TIME_TO_DECIDE_MS = 45_000;

export type LegRef = { organizationId: string; offerId: string; callSid: string };

/** What a telephone is to do. `briefing` is said until a key is pressed; `join` waits for the caller in that conference of the carrier's. */
export type LegStep =
  | { kind: "briefing"; text: string; language: string }
  | { kind: "join"; text: string | null; language: string; conference: string }
  | { kind: "goodbye"; text: string; language: string };

/** Where a caller and the person who took their call meet. */
export const conferenceOf = (escalationId: string): string => `escalation-${escalationId}`;

/** They picked up. A cold transfer connects at once; else they are told who calls and why, and press a key: a voicemail never does. */
export async function openLeg({ organizationId, offerId, callSid }: LegRef, now = new Date()): Promise<LegStep> {
  const read = await withTenant(organizationId, async (tx) => {
    // The carrier may be quicker than its own answer to us.
    await tx.escalationOffer.updateMany({
      where: { organizationId, id: offerId, providerCallSid: null },
      data: { providerCallSid: callSid },
    });
    return readOffer(tx, organizationId, offerId);
  });
  const { words, language } = legWords(read?.language ?? "en-US");
  const isTheirs = read?.offer.providerCallSid === callSid;
  const until = new Date(now.getTime() + TIME_TO_DECIDE_MS);
  if (!read?.escalation || !isTheirs || !(await giveTimeToDecide(organizationId, offerId, until)))
    return { kind: "goodbye", text: words.rangOut, language };
  if (read.escalation.mode === "cold") return take({ organizationId, offerId, callSid }, now);
  return { kind: "briefing", text: briefingOf(read.escalation, words), language };
}

/** They pressed a key: 1 takes the call, 2 passes it on, with any other they are asked again. */
export async function keyOnLeg(ref: LegRef & { digits: string }, now = new Date()): Promise<LegStep> {
  const { organizationId, offerId, callSid, digits } = ref;
  if (digits === "1") return take(ref, now);
  const read = await withTenant(organizationId, (tx) => readOffer(tx, organizationId, offerId));
  const { words, language } = legWords(read?.language ?? "en-US");
  if (!read?.escalation || read.offer.providerCallSid !== callSid || read.offer.state !== "ringing")
    return { kind: "goodbye", text: words.rangOut, language };
  if (digits !== "2") return { kind: "briefing", text: words.press, language };
  await answerOfferByPhone(organizationId, offerId, "declined", now).catch(unlessRefused);
  return { kind: "goodbye", text: words.declined, language };
}

async function take({ organizationId, offerId, callSid }: LegRef, now: Date): Promise<LegStep> {
  const read = await withTenant(organizationId, (tx) => readOffer(tx, organizationId, offerId));
  const { words, language } = legWords(read?.language ?? "en-US");
  const gone = { kind: "goodbye", text: words.rangOut, language } as const;
  if (read?.offer.providerCallSid !== callSid || !read.escalation) return gone;
  const conference = conferenceOf(read.offer.escalationId);
  const join = { kind: "join", text: words.connecting, language, conference } as const;
  // Asked again by the carrier, whose first question was answered too late for it.
  if (read.offer.state === "accepted" && read.escalation.acceptedVia === "phone") return join;
  try {
    await answerOfferByPhone(organizationId, offerId, "accepted", now);
    return join;
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return gone;
  }
}

/**
 * The telephone is hung up, or was never answered. Rang it, the next person is asked, unless their screen still rings; with the caller, they talked; left
 * they before the caller came, the caller is promised a call back.
 */
export async function legEnded(ref: LegRef & { publicCallUrl: string }, now = new Date()): Promise<void> {
  const { organizationId, offerId, callSid, publicCallUrl } = ref;
  const read = await withTenant(organizationId, async (tx) => {
    const found = await readOffer(tx, organizationId, offerId);
    if (!found?.escalation || (found.offer.providerCallSid ?? callSid) !== callSid) return null;
    const person = await tx.humanAgent.findFirst({ where: { organizationId, id: found.offer.humanAgentId } });
    const open = await usersWithOpenPages(tx, organizationId, now);
    return { ...found, hasScreen: person?.userId != null && open.has(person.userId) };
  });
  if (!read?.escalation) return;
  const { offer, escalation } = read;
  if (offer.state === "ringing") {
    if (read.hasScreen) return;
    const ended = await endOffer(organizationId, offerId, "failed", now);
    if (ended?.state !== "failed") return;
    const call = { organizationId, callId: escalation.callId };
    const answer = { command: "offer", offerId, answer: "no_answer", via: "phone", by: null } as const;
    await askOwner(call, answer).catch(unlessRefused);
    return;
  }
  if (offer.state !== "accepted" || escalation.acceptedVia !== "phone") return;
  if (escalation.connectedAt !== null) await releaseEscalation(organizationId, escalation.id, now);
  else await neverMet({ organizationId, escalationId: escalation.id, publicCallUrl }, now);
}

/** Somebody came into the conference, or it is over. Who is not the person is the caller; with the second of them they hear each other. */
export async function conferenceMoved(
  { organizationId, offerId, callSid }: LegRef,
  event: "joined" | "ended",
  now = new Date(),
): Promise<void> {
  const offer = await withTenant(organizationId, (tx) =>
    tx.escalationOffer.findUnique({
      where: { organizationId_id: { organizationId, id: offerId } },
      select: { escalationId: true, providerCallSid: true },
    }),
  );
  if (!offer) return;
  if (event === "joined") {
    const who = callSid === offer.providerCallSid ? "personJoinedAt" : "callerJoinedAt";
    const { personJoinedAt, callerJoinedAt } = await withTenant(organizationId, (tx) =>
      tx.escalationOffer.update({
        where: { organizationId_id: { organizationId, id: offerId } },
        data: { [who]: now },
        select: { personJoinedAt: true, callerJoinedAt: true },
      }),
    );
    if (personJoinedAt && callerJoinedAt) await markConnected(organizationId, offer.escalationId, "phone", now);
  }
  if (event === "ended") await releaseIfConnected(organizationId, offer.escalationId, now);
}

async function releaseIfConnected(organizationId: string, escalationId: string, now: Date): Promise<void> {
  const row = await withTenant(organizationId, (tx) =>
    tx.escalation.findUnique({
      where: { organizationId_id: { organizationId, id: escalationId } },
      select: { connectedAt: true },
    }),
  );
  if (row?.connectedAt) await releaseEscalation(organizationId, escalationId, now);
}

/** The offer by which a person took the call on their telephone, while they wait for its caller or talk with them; null: nobody does. */
export async function offerInConference(organizationId: string, conference: string): Promise<string | null> {
  const escalationId = conference.replace(/^escalation-/, "");
  return withTenant(organizationId, async (tx) => {
    const escalation = { acceptedVia: "phone", releasedAt: null };
    const where = { organizationId, escalationId, state: "accepted", escalation };
    return (await tx.escalationOffer.findFirst({ where, select: { id: true } }))?.id ?? null;
  });
}

/**
 * Caller and person did not come together: the person left, or waited in vain. A person who still waits is told; a caller who does comes back to the
 * agent, and one who did not hang up is called back. Without effect when they met.
 */
export async function neverMet(
  {
    organizationId,
    escalationId,
    publicCallUrl,
  }: { organizationId: string; escalationId: string; publicCallUrl: string },
  now = new Date(),
): Promise<void> {
  const told = await withTenant(organizationId, (tx) => giveUp(tx, organizationId, escalationId, now));
  if (!told) return;
  const { changed, person, caller } = told;
  if (changed) announceEscalation(organizationId, "escalation.updated", changed);
  log.info({ escalationId }, "caller and person did not come together");
  await Promise.all([
    ...(person ? [tellTelephone(organizationId, person, "notConnected")] : []),
    ...(caller ? [comeBack(organizationId, { ...caller, publicCallUrl })] : []),
  ]);
}

async function giveUp(tx: Transaction, organizationId: string, escalationId: string, now: Date) {
  const row = await lockEscalation(tx, organizationId, escalationId);
  if (row?.state !== "in_progress" || row.acceptedVia !== "phone" || row.connectedAt !== null) return null;
  const offer = await tx.escalationOffer.findFirst({ where: { organizationId, escalationId, state: "accepted" } });
  const read = offer ? await readOffer(tx, organizationId, offer.id) : null;
  const person = offer ? await waitingPhoneOf(tx, organizationId, offer.id) : null;
  if (offer)
    await tx.escalationOffer.update({
      where: { organizationId_id: { organizationId, id: offer.id } },
      data: { state: "failed" },
    });
  // `escalated`: the agent's part is over, and the caller on the way to the person, perhaps already alone there.
  const status = read?.call.status ?? "failed";
  const isSent = status === "escalated";
  const hungUp = !isSent && isTerminalStatus(status);
  const changed = hungUp ? await abandon(tx, organizationId, row, now) : await toCallback(tx, organizationId, row, now);
  await tx.escalation.update({
    where: { organizationId_id: { organizationId, id: escalationId } },
    data: { releasedAt: now },
  });
  if (row.humanAgentId !== null) await freePerson(tx, { organizationId, humanAgentId: row.humanAgentId }, now);
  const callSid = read?.call.providerCallSid;
  const caller = isSent && callSid ? { callSid, callId: row.callId } : null;
  return { changed, person, caller };
}
