import { v7 as uuidv7 } from "uuid";
import { HumanAgentProfile, type HumanAgentResource } from "@/lib/contracts/human-agents";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { emailTaken, noSuchPerson, readHumanAgent, refuseUnreachable } from "./human-agent-row";
import { memberByEmail, refuseLink } from "./link-member";

const MOST_PEOPLE = 1000;

/**
 * Adds a person who takes escalations; they are available at once, within their hours of duty. The member with their address signs in as them,
 * unless another one is named. Needs `people.write`; throws CONFLICT when the address or the member is another one's. Audited, without phone and
 * address.
 */
export async function createHumanAgent(
  context: ServiceContext,
  input: unknown,
  now = new Date(),
): Promise<HumanAgentResource> {
  requirePermission(context, "people.write");
  const { userId: wanted, ...profile } = parseInput(HumanAgentProfile, input);
  refuseUnreachable(profile);
  const { organizationId } = context;
  const id = uuidv7();
  return withTenant(organizationId, async (tx) => {
    await tx.$executeRaw`select 1 from organizations where id = ${organizationId}::uuid for no key update`;
    if ((await tx.humanAgent.count({ where: { organizationId } })) >= MOST_PEOPLE)
      throw new ServiceError("CONFLICT", `An organization can have ${MOST_PEOPLE} people at most.`);
    const other = await tx.humanAgent.findFirst({ where: { organizationId, email: profile.email } });
    if (other) throw emailTaken(other.name);
    if (wanted) await refuseLink(tx, { organizationId, humanAgentId: id, userId: wanted });
    const userId = wanted === undefined ? await memberByEmail(tx, organizationId, profile.email) : wanted;
    await tx.humanAgent.create({ data: { ...profile, userId, organizationId, id, createdAt: now, updatedAt: now } });
    const details = { name: profile.name, departments: profile.departments, ...(userId ? { userId } : {}) };
    const record = { action: "human_agent.created", targetType: "human_agent", targetId: id, details };
    await recordAudit(tx, context, record, now);
    const created = await readHumanAgent(tx, organizationId, id);
    if (!created) throw noSuchPerson();
    return created;
  });
}
