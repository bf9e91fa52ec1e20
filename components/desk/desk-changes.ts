import type { Desk } from "@/lib/contracts/desk";
import type { ColleagueQuestion } from "@/lib/contracts/escalations";

/** The same desk when another or nothing rings. */
export const withoutOffer = (desk: Desk, offerId: string): Desk =>
  desk.offered?.offerId === offerId ? { ...desk, offered: null } : desk;

/** A question stands there as long as it is open, the oldest first. */
export function withQuestion(desk: Desk, question: ColleagueQuestion): Desk {
  const others = desk.questions.filter(({ id }) => id !== question.id);
  if (question.state !== "open") return others.length === desk.questions.length ? desk : { ...desk, questions: others };
  return { ...desk, questions: [...others, question].sort((a, b) => (a.askedAt < b.askedAt ? -1 : 1)) };
}
