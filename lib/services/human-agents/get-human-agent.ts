import type { HumanAgentResource } from "@/lib/contracts/human-agents";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { noSuchPerson, readHumanAgent, toHumanAgents } from "./human-agent-row";
import { requireProfile } from "./require-profile";

/** One person who takes escalations. Needs `people.read`, or to be them; throws NOT_FOUND. */
export async function getHumanAgent(context: ServiceContext, humanAgentId: string): Promise<HumanAgentResource> {
  const { organizationId } = context;
  const found = await withTenant(organizationId, async (tx) => {
    await requireProfile(tx, context, humanAgentId);
    return readHumanAgent(tx, organizationId, humanAgentId);
  });
  if (!found) throw noSuchPerson();
  return found;
}

/** Who the signed-in person is among those who take escalations; null: nobody, or they may take none. */
export async function findOwnProfile(context: ServiceContext): Promise<HumanAgentResource | null> {
  const { organizationId, actor, permissions } = context;
  if (actor.kind !== "user" || !permissions.has("escalations.handle")) return null;
  return withTenant(organizationId, async (tx) => {
    const where = { organizationId_userId: { organizationId, userId: actor.id } };
    const row = await tx.humanAgent.findUnique({ where });
    return row ? ((await toHumanAgents(tx, organizationId, [row]))[0] ?? null) : null;
  });
}
