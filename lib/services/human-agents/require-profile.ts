import type { Transaction } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { requirePermission } from "../require-permission";

/** Profiles need `people.read`; one's own does not, of who takes calls. Throws FORBIDDEN. */
export async function requireProfile(tx: Transaction, context: ServiceContext, humanAgentId: string): Promise<void> {
  const { organizationId, actor, permissions } = context;
  if (!permissions.has("people.read") && actor.kind === "user" && permissions.has("escalations.handle")) {
    const where = { organizationId_userId: { organizationId, userId: actor.id } };
    const own = await tx.humanAgent.findUnique({ where, select: { id: true } });
    if (own?.id === humanAgentId) return;
  }
  requirePermission(context, "people.read");
}
