import { v7 as uuidv7 } from "uuid";
import type { ServiceContext } from "@/lib/services/context";
import { type TestOrganization, withOwner } from "@/scripts/test/database";
import { insert } from "@/scripts/test/plant-call";
import { heldCall } from "./steering-in-matrix";

/** What the access matrix has to know of escalations: each organization has one that waits, an offer that rings and a question, in calls that are held. */

type Own = TestOrganization & { context: ServiceContext };
export type EscalationIds = { escalationId: string; offerId: string; questionId: string };

/** `url` is the database's. */
export async function plantEscalation(url: string, own: Own): Promise<EscalationIds> {
  const { organizationId, businessId } = own;
  const [escalationId, offerId, questionId, humanAgentId] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
  const { callId } = await heldCall(url, own);
  const at = new Date();
  const soon = new Date(at.getTime() + 600_000);
  await withOwner(url, async (sql) => {
    const ofCall = { organization_id: organizationId, business_id: businessId, call_id: callId };
    await insert(sql, "escalations", {
      ...ofCall,
      id: escalationId,
      cause: "asked",
      reason: "The caller asked for a person",
      priority: "normal",
      mode: "warm",
      target: JSON.stringify({ kind: "queue", department: null }),
      created_at: at,
    });
    const person = {
      name: "Ben Ortiz",
      email: `${humanAgentId}@people.test`,
      phone: "+12025550148",
      time_zone: "Europe/Berlin",
    };
    await insert(sql, "human_agents", { organization_id: organizationId, id: humanAgentId, ...person });
    const rings = { escalation_id: escalationId, human_agent_id: humanAgentId, offered_at: at, rings_until: soon };
    await insert(sql, "escalation_offers", { organization_id: organizationId, id: offerId, ...rings });
    const question = { question: "May a dog come along?", options: ["Yes", "No"], asked_at: at, expires_at: soon };
    await insert(sql, "colleague_questions", { ...ofCall, id: questionId, ...question });
  });
  return { escalationId, offerId, questionId };
}

export function prepareEscalations(url: () => string) {
  const anew = (own: Own) => plantEscalation(url(), own);
  return {
    completeEscalation: anew,
    updateEscalation: anew,
    acceptOffer: anew,
    declineOffer: anew,
    answerQuestion: anew,
    reopenEscalation: async (own: Own) => {
      const ids = await anew(own);
      await withOwner(url(), (sql) =>
        sql.query("update escalations set state = 'completed', settled_at = now() where id = $1", [ids.escalationId]),
      );
      return ids;
    },
  };
}
