import type { AfterCallStepResource } from "@/lib/contracts/after-call";
import type { AfterCallStep } from "@/lib/db/generated/client";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { dayBefore } from "../tools/tool-row";
import { ruleIn } from "./run-row";
import { type LoadedAction, loadActions } from "./step-actions";

/** What a business has done after its calls, in order; of all businesses where none is named. Needs `tools.read`; throws NOT_FOUND. */
export async function listSteps(
  context: ServiceContext,
  businessId?: string,
  now = new Date(),
): Promise<AfterCallStepResource[]> {
  requirePermission(context, "tools.read");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    if (businessId && (await tx.business.count({ where: { organizationId, id: businessId } })) === 0)
      throw new ServiceError("NOT_FOUND", "There is no such business.");
    const rows = await tx.afterCallStep.findMany({
      where: { organizationId, ...(businessId ? { businessId } : {}) },
      orderBy: [{ businessId: "asc" }, { position: "asc" }, { id: "asc" }],
    });
    return resourcesOf(tx, organizationId, rows, now);
  });
}

/** Needs `tools.read`; throws NOT_FOUND. */
export async function getStep(
  context: ServiceContext,
  stepId: string,
  now = new Date(),
): Promise<AfterCallStepResource> {
  requirePermission(context, "tools.read");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const [step] = await resourcesOf(tx, organizationId, [await theStep(tx, organizationId, stepId)], now);
    if (!step) throw noSuchStep();
    return step;
  });
}

export const noSuchStep = () => new ServiceError("NOT_FOUND", "There is no such step.");

const UUID = /^[0-9a-f-]{36}$/i;

/** Throws NOT_FOUND. */
export async function theStep(tx: Transaction, organizationId: string, id: string): Promise<AfterCallStep> {
  const where = { organizationId_id: { organizationId, id } };
  const row = UUID.test(id) ? await tx.afterCallStep.findUnique({ where }) : null;
  if (!row) throw noSuchStep();
  return row;
}

export async function resourcesOf(
  tx: Transaction,
  organizationId: string,
  rows: readonly AfterCallStep[],
  now: Date,
): Promise<AfterCallStepResource[]> {
  const actions = await loadActions(tx, organizationId, [...new Set(rows.map(({ toolId }) => toolId))]);
  const figures = await tx.afterCallRun.groupBy({
    by: ["stepId", "state"],
    where: { organizationId, stepId: { in: rows.map(({ id }) => id) }, createdAt: { gt: dayBefore(now) } },
    _count: true,
  });
  const countOf = (stepId: string, ...states: string[]) =>
    figures.reduce((sum, one) => sum + (one.stepId === stepId && states.includes(one.state) ? one._count : 0), 0);
  return rows.map((row) => {
    const { id, businessId, position, name, enabled, toolId } = row;
    const action = actions.get(toolId);
    const rule = ruleIn(row.rule);
    return {
      ...{ id, businessId, position, name, enabled, toolId },
      action: action ? titleOf(action) : null,
      problem: rule === null ? "It cannot be read. Save it again." : action ? action.problem : "Its tool was removed.",
      ...(rule ?? { when: { calls: "answered", direction: "any", outcomes: [], fields: [] }, mapping: [] }),
      doneOfDay: countOf(id, "done"),
      failedOfDay: countOf(id, "failed", "unknown"),
      createdAt: row.createdAt.toISOString(),
      updatedAt: row.updatedAt.toISOString(),
    };
  });
}

export const titleOf = ({ source, title }: Pick<LoadedAction, "source" | "title">): string => `${source}: ${title}`;
