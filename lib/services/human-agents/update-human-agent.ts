import { HumanAgentProfile, type HumanAgentResource } from "@/lib/contracts/human-agents";
import { withTenant } from "@/lib/db/transaction";
import { isSame } from "@/lib/domain/is-same";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";
import { emailTaken, noSuchPerson, readHumanAgent, refuseUnreachable } from "./human-agent-row";
import { refuseLink } from "./link-member";

/** Replaces a person's profile. Needs `people.write`; throws NOT_FOUND, or CONFLICT when the address or the member is another one's. Audited. */
export async function updateHumanAgent(
  context: ServiceContext,
  humanAgentId: string,
  input: unknown,
  now = new Date(),
): Promise<HumanAgentResource> {
  requirePermission(context, "people.write");
  const { userId, ...profile } = parseInput(HumanAgentProfile, input);
  refuseUnreachable(profile);
  const { organizationId } = context;
  const updated = await withTenant(organizationId, async (tx) => {
    await tx.$executeRaw`select 1 from organizations where id = ${organizationId}::uuid for no key update`;
    const before = await readHumanAgent(tx, organizationId, humanAgentId);
    if (!before) return null;
    const other = await tx.humanAgent.findFirst({
      where: { organizationId, email: profile.email, id: { not: humanAgentId } },
    });
    if (other) throw emailTaken(other.name);
    if (userId && userId !== before.userId) await refuseLink(tx, { organizationId, humanAgentId, userId });
    const data = { ...profile, ...(userId === undefined ? {} : { userId }) };
    await tx.humanAgent.update({
      where: { organizationId_id: { organizationId, id: humanAgentId } },
      data: { ...data, updatedAt: now },
    });
    const changed = (Object.keys(data) as (keyof typeof data)[]).filter((name) => !isSame(before[name], data[name]));
    const record = { action: "human_agent.updated", targetType: "human_agent", targetId: humanAgentId };
    await recordAudit(tx, context, { ...record, details: { changed } }, now);
    return readHumanAgent(tx, organizationId, humanAgentId);
  });
  if (!updated) throw noSuchPerson();
  return updated;
}
