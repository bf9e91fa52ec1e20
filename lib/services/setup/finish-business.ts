import { withTenant } from "@/lib/db/transaction";
import { agentDraftFor } from "@/lib/domain/businesses/templates/agent-draft";
import { createAgent } from "../agents/create-agent";
import { createBusiness } from "../businesses/create-business";
import { updateBusiness } from "../businesses/update-business";
import type { ServiceContext } from "../context";
import { requirePermission } from "../require-permission";
import { findMade, noteStep } from "./setup-rows";

/**
 * Finishes the business's step: makes the business with a first agent from its template, or changes the one there is. Doing it twice makes
 * nothing twice. Needs `businesses.write` and `agents.write`; throws INVALID naming the fields, and CONFLICT.
 */
export async function finishBusiness(
  context: ServiceContext,
  profile: unknown,
  options: { expectedUpdatedAt?: string | undefined; now?: Date } = {},
): Promise<{ businessId: string; agentId: string }> {
  requirePermission(context, "businesses.write");
  requirePermission(context, "agents.write");
  const { organizationId } = context;
  const { expectedUpdatedAt, now = new Date() } = options;
  const made = await withTenant(organizationId, (tx) => findMade(tx, organizationId));
  const business =
    made.businessId === null
      ? await createBusiness(context, profile, now)
      : await updateBusiness(context, made.businessId, profile, { expectedUpdatedAt, now });
  const agentId =
    made.agentId ?? (await createAgent(context, { businessId: business.id, ...agentDraftFor(business) })).id;
  await withTenant(organizationId, (tx) =>
    noteStep(tx, context, "business", { made: { businessId: business.id, agentId }, now }),
  );
  return { businessId: business.id, agentId };
}
