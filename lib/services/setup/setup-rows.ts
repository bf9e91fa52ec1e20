import { SetupMade, type SetupStepName } from "@/lib/contracts/setup";
import type { Transaction } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";

/** The ids of the business and the agent that are being set up, as far as they are still there. */
export async function findMade(
  tx: Transaction,
  organizationId: string,
): Promise<{ businessId: string | null; businessName: string | null; agentId: string | null }> {
  const step = await tx.setupStep.findUnique({ where: { organizationId_step: { organizationId, step: "business" } } });
  const made = SetupMade.safeParse(step?.made).data ?? {};
  const own = made.businessId ? { id: made.businessId } : {};
  // One that was set up without the guide, or whose guide's own is gone: the oldest.
  const business =
    (await tx.business.findFirst({ where: { organizationId, ...own }, orderBy: { createdAt: "asc" } })) ??
    (await tx.business.findFirst({ where: { organizationId }, orderBy: { createdAt: "asc" } }));
  if (!business) return { businessId: null, businessName: null, agentId: null };
  const agents = { organizationId, businessId: business.id, archivedAt: null };
  const agent =
    (made.agentId ? await tx.agent.findFirst({ where: { ...agents, id: made.agentId } }) : null) ??
    (await tx.agent.findFirst({ where: agents, orderBy: { createdAt: "asc" } }));
  return { businessId: business.id, businessName: business.name, agentId: agent?.id ?? null };
}

/** Notes that a step is finished or skipped, and forgets what the person had typed there. */
export async function noteStep(
  tx: Transaction,
  { organizationId, actor }: Pick<ServiceContext, "organizationId" | "actor">,
  step: SetupStepName,
  { skipped = false, made = {}, now }: { skipped?: boolean; made?: SetupMade; now: Date },
): Promise<void> {
  const byUserId = actor.kind === "user" ? actor.id : null;
  const data = { skipped, made, byUserId, byName: actor.name, at: now };
  await tx.setupStep.upsert({
    where: { organizationId_step: { organizationId, step } },
    create: { organizationId, step, ...data },
    update: data,
  });
  if (byUserId) await tx.setupProgress.deleteMany({ where: { organizationId, userId: byUserId, step } });
}
