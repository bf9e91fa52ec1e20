import { z } from "zod";
import type { ColleagueQuestion } from "@/lib/contracts/escalations";
import { AnswerQuestionInput } from "@/lib/contracts/escalation-lists";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import { askOwner } from "../call-ownership/ask-owner";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { unlessRefused } from "../escalations/answer-offer";
import { requirePermission } from "../require-permission";
import { publishQuestion, QUESTION_INCLUDE, toQuestion } from "./question-rows";

/**
 * A colleague's answer to an agent's question: the first one counts and is spoken to the caller. Needs `questions.answer`; throws NOT_FOUND, CONFLICT when
 * it was answered already, its time is over, or the call is. Audited, without the words.
 */
export async function answerQuestion(
  context: ServiceContext,
  questionId: string,
  input: AnswerQuestionInput,
  now = new Date(),
): Promise<ColleagueQuestion> {
  requirePermission(context, "questions.answer");
  const { answer } = parseInput(AnswerQuestionInput, input);
  const { organizationId, actor } = context;
  const answeredBy = actor.kind === "user" ? actor.id : null;
  const answered = await withTenant(organizationId, async (tx) => {
    const where = { organizationId, id: z.uuid().safeParse(questionId).success ? questionId : NOBODYS };
    const { count } = await tx.colleagueQuestion.updateMany({
      where: { ...where, state: "open", expiresAt: { gt: now } },
      data: { state: "answered", answer, answeredBy, answeredAt: now },
    });
    const row = await tx.colleagueQuestion.findFirst({ where, include: QUESTION_INCLUDE });
    if (!row) throw new ServiceError("NOT_FOUND", "There is no such question.");
    if (count === 0)
      throw new ServiceError(
        "CONFLICT",
        row.state === "answered"
          ? "Somebody has answered this already."
          : "The caller does not wait for this any more.",
      );
    const record = { action: "question.answered", targetType: "question", targetId: questionId };
    await recordAudit(tx, context, { ...record, details: { callId: row.callId } }, now);
    return toQuestion(row, actor.name);
  });
  const by = { userId: answeredBy, name: actor.name };
  const call = { organizationId, callId: answered.callId };
  const reply = await askOwner(call, { command: "answer", questionId, answer, by }).catch(unlessRefused);
  publishQuestion(organizationId, "question.settled", answered);
  if (reply?.result !== "done") throw new ServiceError("CONFLICT", "The call is over, so nobody hears the answer.");
  return answered;
}

const NOBODYS = "00000000-0000-0000-0000-000000000000";

/** The caller does not wait for an answer any more. Without effect when there is one. */
export async function expireQuestion(organizationId: string, questionId: string): Promise<void> {
  const expired = await withTenant(organizationId, async (tx) => {
    const { count } = await tx.colleagueQuestion.updateMany({
      where: { organizationId, id: questionId, state: "open" },
      data: { state: "expired" },
    });
    if (count === 0) return null;
    return tx.colleagueQuestion.findFirst({ where: { organizationId, id: questionId }, include: QUESTION_INCLUDE });
  });
  if (expired) publishQuestion(organizationId, "question.settled", toQuestion(expired, null));
}
