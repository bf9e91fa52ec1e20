import type { ComplianceRuleInForce } from "@/lib/contracts/compliance";
import type { LiveFinding } from "@/lib/contracts/quality";
import type { Transaction } from "@/lib/db/transaction";
import { withoutDigits } from "@/lib/domain/quality/compliance/without-digits";
import { holdAgainst } from "@/lib/domain/quality/compliance/hold-against";
import { categoryOf } from "@/lib/domain/quality/compliance/packs";
import type { RuleByModel } from "@/lib/domain/quality/read-answer";
import type { CallToJudge } from "./call-to-judge";

/** The report after the call: what the rules find in it that was not found while it went on, and what only the model could judge. */
export function reportOf(call: CallToJudge, byModel: readonly RuleByModel[]): LiveFinding[] {
  const inForce = call.business.rules.filter(({ enabled }) => enabled);
  return [
    ...holdAgainst(inForce, call.business.name, call.events),
    ...byModel.flatMap((judged) => findingByModel(inForce, judged)),
  ];
}

export function findingByModel(
  rules: readonly ComplianceRuleInForce[],
  { key, broken, reason, quote }: RuleByModel,
): LiveFinding[] {
  const rule = rules.find((one) => one.key === key);
  if (!rule || !broken) return [];
  return [
    {
      findingId: `${key}#${quote?.segmentId ?? "missing"}`,
      ruleId: key,
      ruleName: rule.name,
      severity: rule.severity,
      what: reason,
      remedy: rule.remedy,
      segmentId: quote?.segmentId ?? null,
      quote: quote && withoutDigits(quote.quote),
      atMs: quote?.atMs ?? 0,
    },
  ];
}

/** Keeps findings that are not there yet. */
export async function keepFindings(
  tx: Transaction,
  call: { organizationId: string; callId: string; businessId: string },
  findings: readonly LiveFinding[],
  foundAt: Date,
): Promise<void> {
  if (findings.length === 0) return;
  const { organizationId, callId, businessId } = call;
  await tx.complianceFinding.createMany({
    skipDuplicates: true,
    data: findings.map(({ findingId, ruleId, ...finding }) => ({
      organizationId,
      callId,
      businessId,
      ...finding,
      key: findingId,
      ruleKey: ruleId,
      category: categoryOf(ruleId),
      origin: "report",
      foundAt,
    })),
  });
}
