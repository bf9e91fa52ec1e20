import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { acceptProposal } from "./accept-proposal";
import { noteStep } from "./setup-rows";

/** Finishes the knowledge step with what somebody accepted of a proposal. Needs `agents.write`; throws CONFLICT before there is an agent. */
export async function finishKnowledge(context: ServiceContext, input: unknown, now = new Date()): Promise<void> {
  await acceptProposal(context, input);
  await withTenant(context.organizationId, (tx) => noteStep(tx, context, "knowledge", { now }));
}
