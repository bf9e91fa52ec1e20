import { type Desk, EMPTY_DESK } from "@/lib/contracts/desk";
import { withTenant } from "@/lib/db/transaction";
import { OPEN_STATES } from "@/lib/domain/escalation/board";
import type { ServiceContext } from "../context";
import { findRingingOffer } from "../escalations/list-escalations";
import { listOpenQuestions } from "../questions/list-questions";

/** What of the desk is meant for the signed-in person at this moment, as far as they may see it. Refuses nobody. */
export async function getDesk(context: ServiceContext, now = new Date()): Promise<Desk> {
  const { organizationId, permissions } = context;
  const mayRead = permissions.has("escalations.read");
  const [offered, { questions }, openEscalations] = await Promise.all([
    mayRead && permissions.has("escalations.handle") ? findRingingOffer(context, now) : EMPTY_DESK.offered,
    permissions.has("questions.answer") ? listOpenQuestions(context, now) : EMPTY_DESK,
    mayRead
      ? withTenant(organizationId, (tx) =>
          tx.escalation.count({ where: { organizationId, state: { in: [...OPEN_STATES] } } }),
        )
      : EMPTY_DESK.openEscalations,
  ]);
  return { offered, questions, openEscalations };
}
