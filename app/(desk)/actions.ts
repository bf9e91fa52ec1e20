"use server";

import { revalidatePath } from "next/cache";
import type { FoundCall } from "@/components/shell/shell-context";
import type { CallSummary } from "@/lib/contracts/live/call-summary";
import type { Desk } from "@/lib/contracts/desk";
import type { ColleagueQuestion, EscalationResource } from "@/lib/contracts/escalations";
import type { HumanAgentResource } from "@/lib/contracts/human-agents";
import type { Saved } from "@/lib/contracts/saved";
import { otherParty } from "@/components/call/call-words";
import { listCalls } from "@/lib/services/calls/list-calls";
import { getDesk } from "@/lib/services/desk/get-desk";
import { answerOffer } from "@/lib/services/escalations/answer-offer";
import { answerQuestion } from "@/lib/services/questions/answer-question";
import { setOwnDuty } from "@/lib/services/human-agents/set-duty";
import { ServiceError } from "@/lib/services/errors";
import { switchOrganization } from "@/lib/services/sessions/switch-organization";
import { findMember, requireContext, requireSelf } from "@/lib/web/require-context";
import { savedOf } from "@/lib/web/saved";
import { endSession } from "@/lib/web/session";

const MOST = 8;

/** The newest calls from or to a number, for the palette. Fewer than three digits find nothing. */
export async function findCallsAction(query: string): Promise<FoundCall[]> {
  const context = await requireContext("calls.read");
  const digits = String(query).replaceAll(/\D/g, "").slice(0, 20);
  if (digits.length < 3) return [];
  const [from, to] = await Promise.all([
    listCalls(context, { direction: "inbound", from: digits, limit: MOST }),
    listCalls(context, { direction: "outbound", to: digits, limit: MOST }),
  ]);
  return [...from.calls, ...to.calls]
    .sort((a, b) => b.startedAt.localeCompare(a.startedAt))
    .slice(0, MOST)
    .map(toFound);
}

const toFound = (call: CallSummary): FoundCall => ({
  id: call.id,
  number: otherParty(call),
  agentName: call.agentName,
  startedAt: call.startedAt,
  timeZone: call.timeZone,
  isOpen: call.endedAt === null,
});

/** Puts the signed-in person on duty or takes them off it. */
export async function setOwnDutyAction(isOnDuty: boolean): Promise<Saved<HumanAgentResource>> {
  const context = await requireContext("escalations.handle");
  return savedOf(async () => {
    const person = await setOwnDuty(context, isOnDuty === true);
    revalidatePath("/", "layout");
    return person;
  });
}

/** What of the desk is meant for the signed-in person now; null for who is not signed in any more. */
export async function deskAction(): Promise<Desk | null> {
  const member = await findMember();
  return member ? getDesk(member.context) : null;
}

/** Takes the call that rings, or passes it on. */
export async function answerOfferAction(
  offerId: string,
  answer: "accepted" | "declined",
): Promise<Saved<EscalationResource>> {
  const context = await requireContext("escalations.handle");
  return savedOf(() => answerOffer(context, String(offerId), answer === "accepted" ? "accepted" : "declined"));
}

/** Answers an agent's question; the agent says it to the caller. */
export async function answerQuestionAction(id: string, answer: string): Promise<Saved<ColleagueQuestion>> {
  const context = await requireContext("questions.answer");
  return savedOf(() => answerQuestion(context, String(id), { answer }));
}

export async function signOutAction(): Promise<void> {
  await endSession();
}

/** Looks at another of the person's organizations from now on. Gives why not; null when it is done. */
export async function switchOrganizationAction(id: string): Promise<string | null> {
  const self = await requireSelf();
  try {
    await switchOrganization(self, id);
    return null;
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return error.message;
  }
}
