import { z } from "zod";
import type { ColleagueQuestion } from "@/lib/contracts/escalations";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { publishQuestion, QUESTION_INCLUDE, toQuestion } from "./question-rows";

export const AskColleaguesInput = z.strictObject({
  questionId: z.uuid(),
  callId: z.uuid(),
  question: z.string().trim().min(1).max(500),
  options: z.array(z.string().trim().min(1).max(200)).max(5),
  withinMs: z
    .int()
    .min(1_000)
    .max(10 * 60_000),
});
export type AskColleaguesInput = z.input<typeof AskColleaguesInput>;

/**
 * Puts an agent's question on the screens of the business's people. Once more with the same id changes nothing. Needs `questions.answer`; throws
 * NOT_FOUND, INVALID. Audited, without the words.
 */
export async function askColleagues(
  context: ServiceContext,
  input: AskColleaguesInput,
  now = new Date(),
): Promise<ColleagueQuestion> {
  requirePermission(context, "questions.answer");
  const { questionId: id, callId, question, options, withinMs } = parseInput(AskColleaguesInput, input);
  const { organizationId } = context;
  const asked = await withTenant(organizationId, async (tx) => {
    const call = await tx.call.findUnique({
      where: { organizationId_id: { organizationId, id: callId } },
      select: { businessId: true },
    });
    if (!call) throw new ServiceError("NOT_FOUND", "There is no such call.");
    const times = { askedAt: now, expiresAt: new Date(now.getTime() + withinMs) };
    const { count } = await tx.colleagueQuestion.createMany({
      data: { organizationId, id, businessId: call.businessId, callId, question, options, ...times },
      skipDuplicates: true,
    });
    const row = await tx.colleagueQuestion.findFirst({
      where: { organizationId, id, callId },
      include: QUESTION_INCLUDE,
    });
    if (!row) throw new ServiceError("NOT_FOUND", "There is no such call.");
    if (count > 0) {
      const record = { action: "question.asked", targetType: "question", targetId: id };
      await recordAudit(tx, context, { ...record, details: { callId, options: options.length } }, now);
    }
    return toQuestion(row, null);
  });
  if (asked.state === "open") publishQuestion(organizationId, "question.asked", asked);
  return asked;
}
