import { CONNECTION_VENDORS } from "@/lib/contracts/connections";
import { SETUP_STEPS, type SetupProblem } from "@/lib/contracts/setup";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { publishProblems } from "@/lib/domain/agents/publish-problems";
import { type SetupFacts, setupProblems } from "@/lib/domain/setup/setup-problems";
import { loadAgent } from "../agents/agent-rows";
import { surroundingsOf } from "../agents/surroundings";
import { readConnection } from "../connections/get-connections";
import type { ServiceContext } from "../context";
import { getNumber } from "../phone-numbers/get-number";
import { requirePermission } from "../require-permission";
import { findMade } from "./setup-rows";

export type SetupCheck = {
  businessId: string | null;
  agentId: string | null;
  /** The chosen number leads to the agent already, or none was chosen. */
  isNumberOwn: boolean;
  problems: SetupProblem[];
};

/**
 * What stands against finishing, step by step: nothing with `blocks` means that `completeSetup` will do it. `phoneNumberId` is the number that
 * the agent is to get. Needs `businesses.write`, and `numbers.read` with a number; throws NOT_FOUND for a number that is not the organization's.
 */
export async function getSetupCheck(
  context: ServiceContext,
  { phoneNumberId, now = new Date() }: { phoneNumberId?: string | undefined; now?: Date } = {},
): Promise<SetupCheck> {
  requirePermission(context, "businesses.write");
  const { organizationId } = context;
  const number = phoneNumberId === undefined ? null : await getNumber(context, phoneNumberId, now);
  return withTenant(organizationId, async (tx) => {
    const { businessId, agentId } = await findMade(tx, organizationId);
    const isNumberOwn = number === null || (number.agentId === agentId && number.schedule === null);
    const answeredBy = number?.schedule ? "a schedule" : (number?.agentName ?? null);
    const facts: SetupFacts = {
      ...(await standing(tx, organizationId, businessId)),
      agent: agentId === null ? null : await agentFacts(tx, organizationId, agentId, number !== null),
      number: number && { e164: number.e164, state: number.state, answeredBy: isNumberOwn ? null : answeredBy },
    };
    return { businessId, agentId, isNumberOwn, problems: setupProblems(facts) };
  });
}

async function agentFacts(tx: Transaction, organizationId: string, agentId: string, getsNumber: boolean) {
  const agent = await loadAgent(tx, organizationId, agentId);
  const around = await surroundingsOf(tx, organizationId, agent);
  const least = getsNumber ? 1 : 0;
  const then = {
    ...around,
    ownNumbers: Math.max(around.ownNumbers, least),
    businessNumbers: Math.max(around.businessNumbers, least),
  };
  return { id: agentId, problems: publishProblems(agent.config, then) };
}

async function standing(
  tx: Transaction,
  organizationId: string,
  businessId: string | null,
): Promise<Omit<SetupFacts, "agent" | "number">> {
  const connections = [];
  for (const vendor of CONNECTION_VENDORS) {
    const { status, findings } = await readConnection(tx, organizationId, vendor);
    const worst =
      findings.find(({ level }) => level === "problem") ?? findings.find(({ level }) => level === "warning");
    connections.push({ vendor, status, found: worst?.title ?? null });
  }
  const business =
    businessId === null
      ? null
      : await tx.business.findUniqueOrThrow({ where: { organizationId_id: { organizationId, id: businessId } } });
  const done = await tx.setupStep.findMany({ where: { organizationId }, select: { step: true } });
  return {
    connections,
    business: business && { name: business.name, isActive: business.active },
    waitingSources: business
      ? await tx.knowledgeSource.count({
          where: { organizationId, businessId: business.id, state: { in: ["queued", "reading"] } },
        })
      : 0,
    untouched: SETUP_STEPS.filter((name) => !done.some(({ step }) => step === name)),
  };
}
