import { v7 as uuidv7 } from "uuid";
import {
  type AfterCallRule,
  type AfterCallStepResource,
  OrderStepsInput,
  SaveStepInput,
} from "@/lib/contracts/after-call";
import type { Prisma } from "@/lib/db/generated/client";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { problemsOfStep } from "@/lib/domain/after-call/step-problems";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { qualityOfBusiness } from "../quality/quality-of-business";
import { requirePermission } from "../require-permission";
import { noSuchStep, resourcesOf, theStep } from "./list-steps";
import { loadActions } from "./step-actions";

const MOST_STEPS = 30;

/** Adds a step to the end of what a business has done after its calls. Needs `tools.write`; throws NOT_FOUND, INVALID, CONFLICT. Audited. */
export async function createStep(
  context: ServiceContext,
  input: unknown,
  now = new Date(),
): Promise<AfterCallStepResource> {
  requirePermission(context, "tools.write");
  const { businessId, name, toolId, enabled, when, mapping } = parseInput(SaveStepInput, input);
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    await lockBusiness(tx, organizationId, businessId);
    await refuseWhatCannotWork(tx, organizationId, { businessId, toolId, when, mapping });
    const steps = await tx.afterCallStep.findMany({
      where: { organizationId, businessId },
      select: { position: true },
    });
    if (steps.length >= MOST_STEPS)
      throw new ServiceError("CONFLICT", `A business can have ${MOST_STEPS} steps after a call at most.`);
    const id = uuidv7();
    const position = Math.max(0, ...steps.map((one) => one.position)) + 1;
    const rule = { when, mapping } as Prisma.InputJsonValue;
    await tx.afterCallStep.create({
      data: {
        ...{ organizationId, id, businessId, position, name, enabled, activeSince: now, toolId, rule },
        ...{ createdAt: now, updatedAt: now },
      },
    });
    const details = { businessId, toolId };
    await recordAudit(
      tx,
      context,
      { action: "step.created", targetType: "after_call_step", targetId: id, details },
      now,
    );
    return read(tx, organizationId, id, now);
  });
}

/** Changes a step; for calls that are over and whose step is not done yet it is what it is then. Needs `tools.write`; throws NOT_FOUND, INVALID. Audited. */
export async function updateStep(
  context: ServiceContext,
  stepId: string,
  input: unknown,
  now = new Date(),
): Promise<AfterCallStepResource> {
  requirePermission(context, "tools.write");
  const { businessId, name, toolId, enabled, when, mapping } = parseInput(SaveStepInput, input);
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const before = await theStep(tx, organizationId, stepId);
    // A step stays with its business.
    if (before.businessId !== businessId) throw noSuchStep();
    await refuseWhatCannotWork(tx, organizationId, { businessId, toolId, when, mapping });
    const activeSince = enabled && !before.enabled ? now : before.activeSince;
    await tx.afterCallStep.update({
      where: { organizationId_id: { organizationId, id: stepId } },
      data: { name, enabled, activeSince, toolId, rule: { when, mapping } as Prisma.InputJsonValue, updatedAt: now },
    });
    const details = { toolId, enabled };
    const record = { action: "step.updated", targetType: "after_call_step", targetId: stepId, details };
    await recordAudit(tx, context, record, now);
    return read(tx, organizationId, stepId, now);
  });
}

/** Removes a step; what it did stays on the pages of its calls. Needs `tools.write`; throws NOT_FOUND. Audited. */
export async function deleteStep(context: ServiceContext, stepId: string, now = new Date()): Promise<{ id: string }> {
  requirePermission(context, "tools.write");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    await theStep(tx, organizationId, stepId);
    await tx.afterCallStep.deleteMany({ where: { organizationId, id: stepId } });
    const record = { action: "step.deleted", targetType: "after_call_step", targetId: stepId };
    await recordAudit(tx, context, record, now);
    return { id: stepId };
  });
}

/** Puts the steps of a business into another order. Needs `tools.write`; throws NOT_FOUND, CONFLICT when it names others than there are. Audited. */
export async function orderSteps(
  context: ServiceContext,
  input: unknown,
  now = new Date(),
): Promise<AfterCallStepResource[]> {
  requirePermission(context, "tools.write");
  const { businessId, stepIds } = parseInput(OrderStepsInput, input);
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    await lockBusiness(tx, organizationId, businessId);
    const rows = await tx.afterCallStep.findMany({ where: { organizationId, businessId } });
    const isSame = rows.length === stepIds.length && rows.every(({ id }) => stepIds.includes(id));
    if (!isSame) throw new ServiceError("CONFLICT", "The steps have changed meanwhile. Look at them again.");
    for (const [at, id] of stepIds.entries())
      await tx.afterCallStep.updateMany({ where: { organizationId, id }, data: { position: at + 1 } });
    const record = { action: "step.ordered", targetType: "business", targetId: businessId };
    await recordAudit(tx, context, record, now);
    const ordered = await tx.afterCallStep.findMany({
      where: { organizationId, businessId },
      orderBy: { position: "asc" },
    });
    return resourcesOf(tx, organizationId, ordered, now);
  });
}

async function lockBusiness(tx: Transaction, organizationId: string, businessId: string): Promise<void> {
  const found = await tx.$queryRaw<object[]>`select id from businesses
    where organization_id = ${organizationId}::uuid and id = ${businessId}::uuid for update`;
  if (found.length === 0) throw new ServiceError("NOT_FOUND", "There is no such business.");
}

/** Throws INVALID by field, NOT_FOUND for a business that is not there. */
export async function refuseWhatCannotWork(
  tx: Transaction,
  organizationId: string,
  { businessId, toolId, when, mapping }: AfterCallRule & { businessId: string; toolId: string },
): Promise<void> {
  const quality = await qualityOfBusiness(tx, organizationId, businessId);
  if (!quality) throw new ServiceError("NOT_FOUND", "There is no such business.");
  const action = (await loadActions(tx, organizationId, [toolId])).get(toolId);
  const fields = action
    ? problemsOfStep({ when, mapping }, action.parameters, quality.scorecard.fields)
    : { toolId: "there is no such action, or it only looks something up" };
  const [first] = Object.values(fields);
  if (first) throw new ServiceError("INVALID", `Check the step: ${first}.`, { fields });
}

async function read(tx: Transaction, organizationId: string, id: string, now: Date): Promise<AfterCallStepResource> {
  const [step] = await resourcesOf(tx, organizationId, [await theStep(tx, organizationId, id)], now);
  if (!step) throw noSuchStep();
  return step;
}
