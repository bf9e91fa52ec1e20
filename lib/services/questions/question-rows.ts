import type { ColleagueQuestion } from "@/lib/contracts/escalations";
import type { Prisma } from "@/lib/db/generated/client";
import { callerOf } from "../escalations/escalation-rows";
import { publishEvent } from "../live/publish-event";

export const QUESTION_INCLUDE = {
  business: { select: { name: true } },
  call: { select: { fromNumber: true, toNumber: true, direction: true, agent: { select: { name: true } } } },
} satisfies Prisma.ColleagueQuestionInclude;

type QuestionRow = Prisma.ColleagueQuestionGetPayload<{ include: typeof QUESTION_INCLUDE }>;

export const toQuestion = (row: QuestionRow, answeredByName: string | null): ColleagueQuestion => ({
  id: row.id,
  callId: row.callId,
  businessId: row.businessId,
  businessName: row.business.name,
  agentName: row.call.agent.name,
  caller: callerOf(row.call),
  question: row.question,
  options: row.options,
  state: row.state as ColleagueQuestion["state"],
  askedAt: row.askedAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  answer: row.answer,
  answeredByName,
});

/** Nobody waits for the browsers: what they miss, they read. */
export function publishQuestion(
  organizationId: string,
  name: "question.asked" | "question.settled",
  question: ColleagueQuestion,
): void {
  void publishEvent({ organizationId, userId: null }, { name, data: { question } });
}
