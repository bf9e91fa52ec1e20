import { v7 as uuidv7 } from "uuid";
import type { ServiceContext } from "@/lib/services/context";
import { answerOffer } from "@/lib/services/escalations/answer-offer";
import { getEscalation, listEscalations } from "@/lib/services/escalations/list-escalations";
import { getResolutionTimes } from "@/lib/services/escalations/get-resolution-times";
import { raiseEscalation } from "@/lib/services/escalations/raise-escalation";
import { completeEscalation, reopenEscalation, updateEscalation } from "@/lib/services/escalations/settle-escalation";
import { answerQuestion } from "@/lib/services/questions/answer-question";
import { askColleagues } from "@/lib/services/questions/ask-colleagues";
import { insert, plantCalls } from "./plant-call";
import type { TestOrganization } from "./database";

type Ids = {
  callId: string;
  businessId: string;
  personId: string;
  escalationId: string;
  offerId: string;
  questionId: string;
};
type Verb = (context: ServiceContext, ids: Ids, ours: TestOrganization) => Promise<unknown>;

/** An escalation, an offer and a question in a call of an organization, each open. */
export async function plantEscalationOf(
  sql: Parameters<typeof insert>[0],
  of: { organizationId: string; businessId: string; callId: string; personId: string },
): Promise<{ escalationId: string; offerId: string; questionId: string }> {
  const [escalationId, offerId, questionId] = [uuidv7(), uuidv7(), uuidv7()];
  const at = new Date();
  const ofCall = { organization_id: of.organizationId, business_id: of.businessId, call_id: of.callId };
  const why = { cause: "asked", reason: "theirs", priority: "normal", mode: "warm", target: '{"kind":"queue"}' };
  await insert(sql, "escalations", { ...ofCall, id: escalationId, ...why, created_at: at });
  const rings = { human_agent_id: of.personId, offered_at: at, rings_until: new Date(at.getTime() + 600_000) };
  const offer = { organization_id: of.organizationId, id: offerId, escalation_id: escalationId, ...rings };
  await insert(sql, "escalation_offers", offer);
  const question = { question: "theirs", options: ["Yes", "No"], asked_at: at, expires_at: rings.rings_until };
  await insert(sql, "colleague_questions", { ...ofCall, id: questionId, ...question });
  return { escalationId, offerId, questionId };
}

const search = (callId: string, escalationId: string) => ({
  escalationId,
  callId,
  cause: "manual" as const,
  reason: "x",
  mode: "warm" as const,
  target: { kind: "queue" as const, department: null },
  by: null,
});
const question = { question: "x", options: ["a", "b"], withinMs: 30_000 };

/** The verbs of escalations and questions that take ids, for the test that tries each with another organization's. `url` is the database's. */
export const escalationVerbs = (url: () => string): Record<string, Verb[]> => {
  const ownCall = async (ours: TestOrganization) =>
    (await plantCalls(url(), ours, [{ status: "in_progress", endedAt: null }]))[0] ?? "";
  return {
    "escalations/answer-offer.ts": [
      (context, { offerId }) => answerOffer(context, offerId, "accepted"),
      (context, { offerId }) => answerOffer(context, offerId, "declined"),
    ],
    "escalations/get-resolution-times.ts": [
      (context, { businessId }) => getResolutionTimes(context, { businessId }),
      (context, { personId }) => getResolutionTimes(context, { humanAgentId: personId }),
    ],
    "escalations/list-escalations.ts": [
      (context, { businessId }) => listEscalations(context, { businessId }),
      (context, { callId }) => listEscalations(context, { callId }),
      (context, { personId }) => listEscalations(context, { humanAgentId: personId }),
      (context, { escalationId }) => getEscalation(context, escalationId),
    ],
    "escalations/raise-escalation.ts": [
      (context, { callId }) => raiseEscalation(context, search(callId, uuidv7())),
      (context, { callId, escalationId }) => raiseEscalation(context, search(callId, escalationId)),
    ],
    "escalations/settle-escalation.ts": [
      (context, { escalationId }) => completeEscalation(context, escalationId, {}),
      (context, { escalationId }) => reopenEscalation(context, escalationId),
      (context, { escalationId }) => updateEscalation(context, escalationId, { priority: "low" }),
      async (context, { personId }, ours) => {
        const { id } = await raiseEscalation(context, search(await ownCall(ours), uuidv7()));
        await completeEscalation(context, id, {});
        return updateEscalation(context, id, { humanAgentId: personId });
      },
    ],
    "questions/answer-question.ts": [(context, { questionId }) => answerQuestion(context, questionId, { answer: "x" })],
    "questions/ask-colleagues.ts": [
      (context, { callId }) => askColleagues(context, { questionId: uuidv7(), callId, ...question }),
    ],
  };
};
