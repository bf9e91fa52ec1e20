import { type CompletedSetup, CompleteSetupInput, type SetupProblem } from "@/lib/contracts/setup";
import { sameConfig } from "@/lib/domain/agents/compare-configs";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { agentNumbers } from "../agents/agent-numbers";
import { loadAgent } from "../agents/agent-rows";
import { publishVersion } from "../agents/publish-version";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { assignNumber } from "../phone-numbers/assign-number";
import { requirePermission } from "../require-permission";
import { getSetupCheck } from "./setup-check";
import { noteStep } from "./setup-rows";

/**
 * Finishes setting up: checks every step, gives the agent the number if one is named, publishes its draft, and marks the organization as set up.
 * Done again it changes nothing, and answers the same; after a change of the draft it publishes that. Needs `businesses.write` and
 * `agents.publish`, and `numbers.write` when a number is to change hands. Throws INVALID with every reason that stands against it (`fields` by
 * step), CONFLICT when the draft is not at `expectedRevision` any more, and NOT_FOUND for a number that is not the organization's.
 */
export async function completeSetup(
  context: ServiceContext,
  input: CompleteSetupInput = {},
  now = new Date(),
): Promise<CompletedSetup> {
  requirePermission(context, "businesses.write");
  requirePermission(context, "agents.publish");
  const { phoneNumberId, expectedRevision } = parseInput(CompleteSetupInput, input);
  const { businessId, agentId, isNumberOwn, problems } = await getSetupCheck(context, { phoneNumberId, now });
  refuse(problems);
  if (businessId === null || agentId === null) throw new TypeError("a check without problems names both");
  if (phoneNumberId !== undefined && !isNumberOwn) await assignNumber(context, phoneNumberId, { agentId }, now);
  await publishIfNew(context, agentId, expectedRevision, now);
  return withTenant(context.organizationId, async (tx) => {
    await noteCompleted(tx, context, { businessId, agentId }, now);
    const { name, published } = await loadAgent(tx, context.organizationId, agentId);
    const numbers = (await agentNumbers(tx, context.organizationId, [agentId])).get(agentId) ?? [];
    return {
      businessId,
      agentId,
      agentName: name,
      versionNumber: published?.number ?? 0,
      phoneNumbers: numbers.map(({ e164 }) => e164),
    };
  });
}

function refuse(problems: readonly SetupProblem[]): void {
  const blocking = problems.filter(({ severity }) => severity === "blocks");
  if (blocking.length === 0) return;
  const fields: Record<string, string> = {};
  for (const { step, message } of blocking) fields[step] = [fields[step], message].filter(Boolean).join(" ");
  throw new ServiceError("INVALID", `It cannot answer calls yet. ${blocking.map(({ message }) => message).join(" ")}`, {
    fields,
  });
}

/** Publishes the draft, unless what is published says the same: somebody may just have pressed the button too. */
async function publishIfNew(
  context: ServiceContext,
  agentId: string,
  expectedRevision: number | undefined,
  now: Date,
): Promise<void> {
  const unpublished = () =>
    withTenant(context.organizationId, async (tx) => {
      const { draft, published, revision } = await loadAgent(tx, context.organizationId, agentId);
      const isNew = draft !== null && !(published && sameConfig(draft.config, published.config));
      return isNew ? { revision } : null;
    });
  const before = await unpublished();
  if (!before) return;
  const note = "Published at the end of setting up.";
  try {
    await publishVersion(context, agentId, { expectedRevision: expectedRevision ?? before.revision, note }, now);
  } catch (error) {
    const isTaken = error instanceof ServiceError && error.code === "CONFLICT";
    if (!isTaken || (await unpublished())) throw error;
  }
}

/** Once: who finished first stands there. */
async function noteCompleted(
  tx: Transaction,
  context: ServiceContext,
  made: { businessId: string; agentId: string },
  now: Date,
): Promise<void> {
  const { organizationId } = context;
  await tx.$executeRaw`select 1 from organizations where id = ${organizationId}::uuid for no key update`;
  const done = await tx.setupStep.findUnique({
    where: { organizationId_step: { organizationId, step: "review" } },
  });
  if (done) return;
  await noteStep(tx, context, "review", { made, now });
  const record = { action: "setup.completed", targetType: "organization", targetId: organizationId };
  await recordAudit(tx, context, { ...record, details: made }, now);
}
