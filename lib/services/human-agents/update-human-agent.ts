import { z } from "zod";
import { HumanAgentProfile, type HumanAgentResource } from "@/lib/contracts/human-agents";
import { withTenant } from "@/lib/db/transaction";
import { isSame } from "@/lib/domain/is-same";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { emailTaken, refuseUnreachable, toHumanAgent } from "./human-agent-row";

/** Replaces a person's profile. Needs `people.write`; throws NOT_FOUND, or CONFLICT when the address is another one's. Audited. */
export async function updateHumanAgent(
  context: ServiceContext,
  humanAgentId: string,
  input: unknown,
  now = new Date(),
): Promise<HumanAgentResource> {
  requirePermission(context, "people.write");
  const profile = parseInput(HumanAgentProfile, input);
  refuseUnreachable(profile);
  const { organizationId } = context;
  const updated = z.uuid().safeParse(humanAgentId).success
    ? await withTenant(organizationId, async (tx) => {
        await tx.$executeRaw`select 1 from organizations where id = ${organizationId}::uuid for no key update`;
        const where = { organizationId_id: { organizationId, id: humanAgentId } };
        const before = await tx.humanAgent.findUnique({ where });
        if (!before) return null;
        const other = await tx.humanAgent.findFirst({
          where: { organizationId, email: profile.email, id: { not: humanAgentId } },
        });
        if (other) throw emailTaken(other.name);
        const row = await tx.humanAgent.update({ where, data: { ...profile, updatedAt: now } });
        const changed = (Object.keys(profile) as (keyof HumanAgentProfile)[]).filter(
          (name) => !isSame(before[name], profile[name]),
        );
        const record = { action: "human_agent.updated", targetType: "human_agent", targetId: humanAgentId };
        await recordAudit(tx, context, { ...record, details: { changed } }, now);
        return toHumanAgent(row);
      })
    : null;
  if (!updated) throw new ServiceError("NOT_FOUND", "There is no such person.");
  return updated;
}
