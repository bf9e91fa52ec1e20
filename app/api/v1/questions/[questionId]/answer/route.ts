import { answerQuestion } from "@/lib/services/questions/answer-question";
import { defineApiRoute } from "@/lib/web/api-route";
import { answerQuestionOperation } from "@/lib/web/openapi/operations/escalations";
import { otherMethods } from "@/lib/web/refusals";

export const POST = defineApiRoute(answerQuestionOperation, (context, { params, body }) =>
  answerQuestion(context, params.questionId, body),
);

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
