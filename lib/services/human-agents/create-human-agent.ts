import { v7 as uuidv7 } from "uuid";
import { HumanAgentProfile, type HumanAgentResource } from "@/lib/contracts/human-agents";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { emailTaken, refuseUnreachable, toHumanAgent } from "./human-agent-row";

const MOST_PEOPLE = 1000;

/**
 * Adds a person who takes escalations; they are available at once, within their hours of duty. Needs `people.write`; throws CONFLICT when
 * the address is another one's. Audited, without phone and address.
 */
export async function createHumanAgent(
  context: ServiceContext,
  input: unknown,
  now = new Date(),
): Promise<HumanAgentResource> {
  requirePermission(context, "people.write");
  const profile = parseInput(HumanAgentProfile, input);
  refuseUnreachable(profile);
  const { organizationId } = context;
  const id = uuidv7();
  return withTenant(organizationId, async (tx) => {
    if ((await tx.humanAgent.count({ where: { organizationId } })) >= MOST_PEOPLE)
      throw new ServiceError("CONFLICT", `An organization can have ${MOST_PEOPLE} people at most.`);
    const data = { ...profile, organizationId, id, createdAt: now, updatedAt: now };
    // Two of one address at once: the database lets one of them through.
    const { count } = await tx.humanAgent.createMany({ data, skipDuplicates: true });
    if (count === 0) {
      const other = await tx.humanAgent.findFirst({ where: { organizationId, email: profile.email } });
      throw emailTaken(other?.name ?? "Somebody");
    }
    const details = { name: profile.name, departments: profile.departments };
    const record = { action: "human_agent.created", targetType: "human_agent", targetId: id, details };
    await recordAudit(tx, context, record, now);
    return toHumanAgent(
      await tx.humanAgent.findUniqueOrThrow({ where: { organizationId_id: { organizationId, id } } }),
    );
  });
}
