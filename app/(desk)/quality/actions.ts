"use server";

import { revalidatePath } from "next/cache";
import type { ComplianceRuleResource, ComplianceRuleText, RuleTrial, TryRuleInput } from "@/lib/contracts/compliance";
import type { Saved } from "@/lib/contracts/saved";
import type { ScorecardInput, ScorecardResource } from "@/lib/contracts/scorecards";
import {
  createComplianceRule,
  type CreateRuleInput,
  deleteComplianceRule,
  updateComplianceRule,
} from "@/lib/services/quality/compliance-rules";
import { markReviewed } from "@/lib/services/quality/reviews";
import { saveScorecard } from "@/lib/services/quality/scorecards";
import { tryRule } from "@/lib/services/quality/try-rule";
import { requireContext } from "@/lib/web/require-context";
import { savedOf } from "@/lib/web/saved";

export async function markReviewedAction(callId: string, isDone: boolean): Promise<Saved<unknown>> {
  const context = await requireContext("quality.review");
  return savedOf(() => markReviewed(context, callId, isDone));
}

export async function createRuleAction(input: CreateRuleInput): Promise<Saved<ComplianceRuleResource>> {
  const context = await requireContext("quality.write");
  return changing("/quality/rules", () => createComplianceRule(context, input));
}

export async function switchRuleAction(
  businessId: string,
  key: string,
  enabled: boolean,
): Promise<Saved<ComplianceRuleResource>> {
  const context = await requireContext("quality.write");
  return changing("/quality/rules", () => updateComplianceRule(context, businessId, key, { enabled }));
}

export async function changeRuleAction(
  businessId: string,
  key: string,
  rule: ComplianceRuleText,
): Promise<Saved<ComplianceRuleResource>> {
  const context = await requireContext("quality.write");
  return changing("/quality/rules", () => updateComplianceRule(context, businessId, key, rule));
}

export async function tryRuleAction(businessId: string, input: TryRuleInput): Promise<Saved<RuleTrial>> {
  const context = await requireContext("quality.write");
  return savedOf(() => tryRule(context, businessId, input));
}

export async function deleteRuleAction(businessId: string, ruleId: string): Promise<Saved<unknown>> {
  const context = await requireContext("quality.write");
  return changing("/quality/rules", () => deleteComplianceRule(context, businessId, ruleId));
}

export async function saveScorecardAction(
  businessId: string,
  input: ScorecardInput & { revision: number },
): Promise<Saved<ScorecardResource>> {
  const context = await requireContext("quality.write");
  return changing("/quality/scorecard", () => saveScorecard(context, businessId, input));
}

async function changing<T>(path: string, work: () => Promise<T>): Promise<Saved<T>> {
  const saved = await savedOf(work);
  if (saved.ok) revalidatePath(path);
  return saved;
}
