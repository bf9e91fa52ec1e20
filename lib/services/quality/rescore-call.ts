import type { Transaction } from "@/lib/db/transaction";
import { type CallScore, rulesScore, scoreOf } from "@/lib/domain/quality/score-call";
import type { QualityComponent, QualitySettings } from "@/lib/contracts/business-settings";
import type { FindingSeverity } from "@/lib/contracts/quality";

/** Reckons a call's score anew from its criteria, a person's scores before ours, and keeps it with the call's open findings. */
export async function rescoreCall(
  tx: Transaction,
  { organizationId, callId }: { organizationId: string; callId: string },
  weights: QualitySettings["weights"],
): Promise<CallScore> {
  const rows = await tx.qaScore.findMany({ where: { organizationId, callId } });
  const score = scoreOf(
    rows.map(({ component, weight, autoFail, aiScore, personScore }) => ({
      component: component as QualityComponent,
      weight,
      autoFail,
      score: personScore ?? aiScore,
    })),
    weights,
  );
  const findings = await tx.complianceFinding.count({ where: { organizationId, callId, state: "open" } });
  await tx.call.update({
    where: { organizationId_id: { organizationId, id: callId } },
    data: { qaScore: score.overall, findings },
  });
  return score;
}

/** The score of the criterion that findings make, after one was dismissed or opened again. */
export async function rescoreFindings(
  tx: Transaction,
  { organizationId, callId, criterion }: { organizationId: string; callId: string; criterion: string },
): Promise<void> {
  const breaches = await tx.complianceFinding.findMany({
    where: { organizationId, callId, state: { not: "dismissed" } },
    select: { severity: true, ruleName: true },
  });
  const aiScore = rulesScore(breaches.map(({ severity }) => severity as FindingSeverity));
  const names = [...new Set(breaches.map(({ ruleName, severity }) => `${ruleName} (${severity})`))];
  const aiReason = names.length === 0 ? "No rule was broken." : `Broken: ${names.join("; ")}.`;
  await tx.qaScore.updateMany({ where: { organizationId, callId, criterion }, data: { aiScore, aiReason } });
}
