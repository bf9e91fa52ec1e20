import type { CallQuality, CallScores } from "@/lib/contracts/qa";
import type { QualityComponent } from "@/lib/contracts/business-settings";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { scoreOf } from "@/lib/domain/quality/score-call";
import type { ServiceContext } from "../context";
import { requirePermission } from "../require-permission";
import { agreementsOf } from "./agreements";
import { qualityOfBusiness } from "./quality-of-business";
import { DISPUTE_INCLUDE, noSuch, requireCall, toAnalysis, toDispute, toFinding, toScore } from "./quality-rows";

/** A call's scores with why, and how far each can be trusted. Needs `quality.read`; throws NOT_FOUND. */
export function getCallScores(context: ServiceContext, callId: string): Promise<CallScores> {
  requirePermission(context, "quality.read");
  return withTenant(context.organizationId, (tx) => readCallScores(tx, context.organizationId, callId));
}

/** All that is known of a call's quality: the model's account, scores, findings, disputes, changes. Needs `quality.read`; throws NOT_FOUND. */
export function getCallQuality(context: ServiceContext, callId: string): Promise<CallQuality> {
  requirePermission(context, "quality.read");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const scores = await readCallScores(tx, organizationId, callId);
    const ofCall = { organizationId, callId };
    const key = { organizationId_callId: ofCall };
    const analysis = await tx.callAnalysis.findUnique({ where: key });
    const findings = await tx.complianceFinding.findMany({ where: ofCall, orderBy: [{ atMs: "asc" }, { id: "asc" }] });
    const disputes = await tx.qaDispute.findMany({
      where: ofCall,
      include: DISPUTE_INCLUDE,
      orderBy: { raisedAt: "asc" },
    });
    const changes = await tx.qualityChange.findMany({ where: ofCall, orderBy: { at: "asc" } });
    const review = await tx.qaReview.findUnique({ where: key });
    return {
      ...scores,
      analysis: analysis && toAnalysis(analysis),
      findings: findings.map(toFinding),
      disputes: disputes.map(toDispute),
      changes: changes.map(({ id, subject, subjectId, before, after, reason, byName, at }) => {
        const of = subject as CallQuality["changes"][number]["subject"];
        return { id, subject: of, subjectId, before, after, reason, byName, at: at.toISOString() };
      }),
      review: review && {
        state: review.state as "waiting" | "done",
        reasons: review.reasons,
        reviewedByName: review.reviewedByName,
        reviewedAt: review.reviewedAt?.toISOString() ?? null,
      },
    };
  });
}

export async function readCallScores(tx: Transaction, organizationId: string, callId: string): Promise<CallScores> {
  const { businessId } = await requireCall(tx, organizationId, callId);
  const business = await qualityOfBusiness(tx, organizationId, businessId);
  if (!business) throw noSuch("business");
  const agreement = await agreementsOf(tx, organizationId, businessId);
  const rows = await tx.qaScore.findMany({ where: { organizationId, callId } });
  const order = business.scorecard.sections.flatMap(({ criteria }) => criteria.map(({ key }) => key));
  const place = (criterion: string) => (order.includes(criterion) ? order.indexOf(criterion) : order.length);
  const scores = rows
    .sort((a, b) => place(a.criterion) - place(b.criterion))
    .map((row) => toScore(row, agreement(row.criterion)));
  const { overall, components, failedBy } = scoreOf(
    scores.map(({ component, weight, autoFail, score }) => ({
      component: component satisfies QualityComponent,
      weight,
      autoFail,
      score,
    })),
    business.quality.weights,
  );
  return { callId, overall, components, failedBy, scores };
}
