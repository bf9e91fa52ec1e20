import type { TransferTarget } from "@/lib/contracts/live/steering";
import { withTenant } from "@/lib/db/transaction";
import { ServiceError } from "../errors";
import { forwardProblem } from "../phone-numbers/forward-problem";

/**
 * Throws INVALID for whom a call may not be handed to: a number that the organization may not call, people it does not have. Throws
 * NOT_FOUND for another organization's call before anything is told of the target.
 */
export async function refuseTransfer(organizationId: string, callId: string, target: TransferTarget): Promise<void> {
  const problem = await withTenant(organizationId, async (tx): Promise<[field: string, words: string] | null> => {
    const call = await tx.call.findUnique({
      where: { organizationId_id: { organizationId, id: callId } },
      select: { channel: true },
    });
    if (!call) throw new ServiceError("NOT_FOUND", "There is no such call.");
    switch (target.kind) {
      case "number": {
        // No carrier stands between us and a browser that could dial a number for it.
        if (call.channel === "browser") {
          return ["target.kind", "this call comes over a browser; it can be handed to a person here, not to a number"];
        }
        const words = await forwardProblem(tx, organizationId, target.to);
        return words === null ? null : ["target.to", words];
      }
      case "person": {
        const found = await tx.humanAgent.count({ where: { organizationId, id: target.humanAgentId } });
        return found > 0 ? null : ["target.humanAgentId", "there is no such person"];
      }
      case "queue": {
        const { department } = target;
        if (department === null) return null;
        const found = await tx.humanAgent.count({ where: { organizationId, departments: { has: department } } });
        return found > 0 ? null : ["target.department", `nobody is in the department ${department}`];
      }
    }
  });
  if (!problem) return;
  const [field, words] = problem;
  throw new ServiceError("INVALID", `Check ${field}: ${words}.`, { fields: { [field]: words } });
}
