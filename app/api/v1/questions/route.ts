import { listOpenQuestions } from "@/lib/services/questions/list-questions";
import { defineApiRoute } from "@/lib/web/api-route";
import { listQuestionsOperation } from "@/lib/web/openapi/operations/escalations";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(listQuestionsOperation, (context) => listOpenQuestions(context));

const refuse = otherMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
