import type { QuestionList } from "@/lib/contracts/escalation-lists";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { requirePermission } from "../require-permission";
import { QUESTION_INCLUDE, toQuestion } from "./question-rows";

const MOST_SHOWN = 100;

/** The questions that callers wait for at this moment, the oldest first. Needs `questions.answer`. */
export async function listOpenQuestions(context: ServiceContext, now = new Date()): Promise<QuestionList> {
  requirePermission(context, "questions.answer");
  const { organizationId } = context;
  const rows = await withTenant(organizationId, (tx) =>
    tx.colleagueQuestion.findMany({
      where: { organizationId, state: "open", expiresAt: { gt: now } },
      include: QUESTION_INCLUDE,
      orderBy: [{ askedAt: "asc" }, { id: "asc" }],
      take: MOST_SHOWN,
    }),
  );
  return { questions: rows.map((row) => toQuestion(row, null)) };
}
