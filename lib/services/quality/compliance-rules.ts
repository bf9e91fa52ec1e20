import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import {
  ComplianceRuleText,
  type ComplianceRuleResource,
  type RuleCheck,
  type RuleMatch,
} from "@/lib/contracts/compliance";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { patternProblem } from "@/lib/domain/quality/compliance/safe-pattern";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { qualityOfBusiness } from "./quality-of-business";
import { noSuch } from "./quality-rows";

const MOST_OWN = 100;

export const CreateRuleInput = z.strictObject({
  businessId: z.uuid(),
  enabled: z.boolean().default(true),
  ...ComplianceRuleText.shape,
});
export type CreateRuleInput = z.input<typeof CreateRuleInput>;
export const UpdateRuleInput = z.strictObject({ enabled: z.boolean(), ...ComplianceRuleText.shape }).partial();
export type UpdateRuleInput = z.input<typeof UpdateRuleInput>;

/** Every rule of a business, on and off: the packs' and its own. Needs `quality.read`; throws NOT_FOUND. */
export function listComplianceRules(context: ServiceContext, businessId: string): Promise<ComplianceRuleResource[]> {
  requirePermission(context, "quality.read");
  return withTenant(context.organizationId, (tx) => readRules(tx, context.organizationId, businessId));
}

/** A new rule of a business. Needs `quality.write`; throws NOT_FOUND, INVALID, CONFLICT when there are too many. Audited. */
export function createComplianceRule(context: ServiceContext, input: CreateRuleInput): Promise<ComplianceRuleResource> {
  requirePermission(context, "quality.write");
  const { businessId, enabled, ...text } = parseInput(CreateRuleInput, input);
  refuseUnsafe(text.check);
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const own = (await readRules(tx, organizationId, businessId)).filter(({ id }) => id !== null);
    if (own.length >= MOST_OWN)
      throw new ServiceError("CONFLICT", `A business has at most ${MOST_OWN} rules of its own.`);
    const id = uuidv7();
    await tx.complianceRule.create({ data: { organizationId, id, businessId, key: id, enabled, definition: text } });
    await audit(tx, context, "created", id);
    return requireRule(tx, organizationId, businessId, id);
  });
}

/**
 * Changes an own rule, or switches a pack's on or off: of those only `enabled` can be changed. Needs `quality.write`; throws NOT_FOUND, INVALID. Audited.
 */
export function updateComplianceRule(
  context: ServiceContext,
  businessId: string,
  key: string,
  input: UpdateRuleInput,
): Promise<ComplianceRuleResource> {
  requirePermission(context, "quality.write");
  const { enabled, ...text } = parseInput(UpdateRuleInput, input);
  if (text.check) refuseUnsafe(text.check);
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const { name, severity, remedy, scope, check, ...rule } = await requireRule(tx, organizationId, businessId, key);
    if (rule.pack !== null && Object.keys(text).length > 0)
      throw new ServiceError(
        "INVALID",
        "Rules of a pack can be switched on and off. Copy it to a rule of your own to change it.",
      );
    const on = enabled ?? rule.enabled;
    const definition = { name, severity, remedy, scope, check, ...text };
    await tx.complianceRule.upsert({
      where: { organizationId_businessId_key: { organizationId, businessId, key } },
      create: { organizationId, businessId, key, enabled: on },
      update: { enabled: on, ...(rule.pack === null ? { definition } : {}) },
    });
    await audit(tx, context, "updated", key);
    return requireRule(tx, organizationId, businessId, key);
  });
}

/** Deletes an own rule; its findings stay. Needs `quality.write`; throws NOT_FOUND. Audited. */
export function deleteComplianceRule(
  context: ServiceContext,
  businessId: string,
  ruleId: string,
): Promise<{ id: string }> {
  requirePermission(context, "quality.write");
  const { organizationId } = context;
  const id = z.uuid().safeParse(ruleId).data;
  if (!id || !z.uuid().safeParse(businessId).success) throw noSuch("rule");
  return withTenant(organizationId, async (tx) => {
    const { count } = await tx.complianceRule.deleteMany({ where: { organizationId, businessId, id, key: id } });
    if (count === 0) throw noSuch("rule");
    await audit(tx, context, "deleted", id);
    return { id };
  });
}

async function readRules(
  tx: Transaction,
  organizationId: string,
  businessId: string,
): Promise<ComplianceRuleResource[]> {
  const business = z.uuid().safeParse(businessId).success
    ? await qualityOfBusiness(tx, organizationId, businessId)
    : null;
  if (!business) throw noSuch("business");
  return business.rules.map((rule) => ({ id: rule.pack === null ? rule.key : null, businessId, ...rule }));
}

async function requireRule(
  tx: Transaction,
  organizationId: string,
  businessId: string,
  key: string,
): Promise<ComplianceRuleResource> {
  const rule = (await readRules(tx, organizationId, businessId)).find((one) => one.key === key);
  if (!rule) throw noSuch("rule");
  return rule;
}

const audit = (tx: Transaction, context: ServiceContext, what: string, targetId: string) =>
  recordAudit(tx, context, { action: `compliance_rule.${what}`, targetType: "compliance_rule", targetId });

/** A pattern runs on everything that is said, in the middle of calls. */
export function refuseUnsafe(check: RuleCheck): void {
  for (const match of matchesIn(check)) {
    const problem = match.kind === "pattern" ? patternProblem(match.pattern) : null;
    if (problem) throw new ServiceError("INVALID", `Check the pattern: ${problem}.`, { fields: { check: problem } });
  }
}

function matchesIn(check: RuleCheck): RuleMatch[] {
  if (check.kind === "in_order") return check.steps;
  if (check.kind === "must_ask_before") return [check.first, check.then];
  if (check.kind === "must_answer") return [check.when, check.then];
  return [check.match];
}
