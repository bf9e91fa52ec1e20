import { KnowledgeStepInput } from "@/lib/contracts/setup";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { changeAgentDraft } from "./change-agent-draft";
import { findMade } from "./setup-rows";

const MOST_FACTS = 200;
const MOST_LINES = 50;
const MOST_KEYTERMS = 100;

/**
 * Writes what somebody accepted of a proposal into the agent's draft: who it is and how it greets in place of what was there, the rest beside
 * it. Needs `agents.write`; throws CONFLICT before there is an agent.
 */
export async function acceptProposal(context: ServiceContext, input: unknown): Promise<void> {
  requirePermission(context, "agents.write");
  const accepted = parseInput(KnowledgeStepInput, input);
  const { organizationId } = context;
  const { agentId } = await withTenant(organizationId, (tx) => findMade(tx, organizationId));
  if (agentId === null)
    throw new ServiceError("CONFLICT", "There is no agent yet that could know this. Finish the step before first.");
  await changeAgentDraft(context, agentId, (config) => ({
    ...config,
    greeting: accepted.greeting ?? config.greeting,
    instructions: {
      ...config.instructions,
      persona: accepted.persona ?? config.instructions.persona,
      goals: together(config.instructions.goals, accepted.goals, MOST_LINES),
      mustNever: together(config.instructions.mustNever, accepted.mustNever, MOST_LINES),
      facts: together(config.instructions.facts, accepted.facts, MOST_FACTS),
    },
    keyterms: together(config.keyterms, accepted.keyterms, MOST_KEYTERMS),
  }));
}

/** Each line once, whoever wrote it. */
const together = (known: readonly string[], added: readonly string[], most: number): string[] => {
  const seen = new Set(known.map((line) => line.toLowerCase()));
  return [...known, ...added.filter((line) => !seen.has(line.toLowerCase()) && seen.add(line.toLowerCase()))].slice(
    0,
    most,
  );
};
