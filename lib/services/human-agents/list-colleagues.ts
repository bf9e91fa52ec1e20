import type { Colleague } from "@/lib/contracts/human-agents";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { requirePermission } from "../require-permission";
import { toHumanAgents } from "./human-agent-row";

/** The people who take escalations, by name, as their colleagues see them: without numbers and addresses. Needs `escalations.handle`. */
export async function listColleagues(context: ServiceContext): Promise<Colleague[]> {
  requirePermission(context, "escalations.handle");
  const { organizationId } = context;
  const people = await withTenant(organizationId, async (tx) => {
    const rows = await tx.humanAgent.findMany({ where: { organizationId }, orderBy: [{ name: "asc" }, { id: "asc" }] });
    return toHumanAgents(tx, organizationId, rows);
  });
  return people.map(({ id, name, departments, skills, languages, status, timeZone, dutyHours, inCall }) => ({
    id,
    name,
    departments,
    skills,
    languages,
    status,
    timeZone,
    dutyHours,
    inCall,
  }));
}
