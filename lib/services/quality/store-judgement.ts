import type { CallAnalysisResult } from "@/lib/contracts/call-analysis";
import type { FindingSeverity } from "@/lib/contracts/quality";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { complianceNews, lowScoreNews } from "@/lib/domain/notifications/news";
import { criteriaOf } from "@/lib/domain/quality/default-scorecard";
import { judge } from "@/lib/domain/quality/judge-call";
import { reviewOf } from "@/lib/domain/quality/sampling";
import { type CallScore, mean } from "@/lib/domain/quality/score-call";
import { scoresSentiment } from "@/lib/domain/sentiment/score-text";
import { publishEvent } from "../live/publish-event";
import { announceNews } from "../notifications/notify";
import { askByPrisma, type Told, writeNews } from "../notifications/write-news";
import type { Asked } from "./ask-about-call";
import type { CallToJudge } from "./call-to-judge";
import { keepFindings, reportOf } from "./report-findings";
import { rescoreCall } from "./rescore-call";
import { tellWebhooksOfAnalysis } from "./tell-webhooks-of-analysis";

/** Nobody is alarmed by a call of last week that is looked over again. */
const NEWS_FOR_MS = 2 * 86_400_000;

/** What came of one try: `next` says when another is due, null: this was the last. */
export type Tried = { asked: Asked | null; skipped: string | null; next: Date | null };

/**
 * Keeps what is known of a call after one try: findings, scores, figures, and the model's account if there is one. What a person has said about a score
 * stays. Announces the score and tells members, once.
 */
export async function storeJudgement(call: CallToJudge, tried: Tried, now: Date): Promise<void> {
  const { organizationId, callId } = call;
  const { told, score } = await withTenant(organizationId, async (tx) => {
    const answer = tried.asked?.kind === "answered" ? tried.asked.answer : null;
    await keepFindings(tx, call, reportOf(call, answer?.rules ?? []), now);
    const findings = await tx.complianceFinding.findMany({
      where: { organizationId, callId, state: { not: "dismissed" } },
    });
    const breaches = findings.map((finding) => ({ ...finding, severity: finding.severity as FindingSeverity }));
    const mood = moodOf(call, answer?.mood ?? []);
    const isScored = call.lines.length > 0 && call.durationMs >= call.business.quality.shortestCallSeconds * 1000;
    const model = answer && { criteria: answer.criteria, claims: answer.result.claims };
    if (isScored) await keepScores(tx, call, { lines: call.lines, mood, breaches, model }, now);
    const score = await rescoreCall(tx, call, call.business.quality.weights);
    await tx.call.update({
      where: { organizationId_id: { organizationId, id: callId } },
      data: {
        ...(mood.length === 0
          ? {}
          : {
              sentimentMean: mean(mood.map(({ compound }) => compound)),
              sentimentLow: Math.min(...mood.map(({ compound }) => compound)),
            }),
        ...(answer ? { outcome: answer.result.outcome, resolved: answer.result.resolved } : {}),
      },
    });
    await keepAnalysis(tx, call, tried, now);
    const isFinal = tried.next === null;
    if (call.kind === "test" || !isFinal) return { told: [], score };
    await queueReview(tx, call, score, breaches, now);
    await tellWebhooksOfAnalysis(tx, call, score.overall, now);
    const isNews = now.getTime() - call.startedAt.getTime() < NEWS_FOR_MS;
    return { told: isNews ? await newsOf(tx, call, score, breaches, now) : [], score };
  });
  void announceNews(told);
  if (score.overall !== null)
    void publishEvent(
      { organizationId, userId: null },
      { name: "qa.score.updated", data: { callId, overall: score.overall } },
    );
}

/** How the caller's turns sound: by the words as the call went on, else by the model. */
function moodOf(
  call: CallToJudge,
  byModel: CallAnalysisResult["mood"]["points"],
): { turnId: string; compound: number }[] {
  const byWords = call.events.flatMap(({ body }) =>
    body.type === "sentiment.scored" ? [{ turnId: body.turnId, compound: body.compound }] : [],
  );
  return byWords.length > 0 ? byWords : [...byModel];
}

async function keepScores(
  tx: Transaction,
  { organizationId, callId, businessId, business }: CallToJudge,
  facts: Parameters<typeof judge>[1],
  scoredAt: Date,
): Promise<void> {
  const criteria = criteriaOf(business.scorecard);
  for (const { key, label, section, component, weight, autoFail, judge: by } of criteria) {
    const { score, reason, quotes } = judge({ key, judge: by }, facts);
    const data = { label, section, component, weight, autoFail, aiScore: score, aiReason: reason, quotes, scoredAt };
    await tx.qaScore.upsert({
      where: { organizationId_callId_criterion: { organizationId, callId, criterion: key } },
      create: { organizationId, callId, businessId, criterion: key, ...data },
      update: data,
    });
  }
  // A criterion that is gone counts no more, unless a person has said something about it.
  const keys = criteria.map(({ key }) => key);
  await tx.qaScore.deleteMany({
    where: { organizationId, callId, criterion: { notIn: keys }, personScore: null, disputes: { none: {} } },
  });
}

async function keepAnalysis(
  tx: Transaction,
  call: CallToJudge,
  { asked, skipped, next }: Tried,
  now: Date,
): Promise<void> {
  const { organizationId, callId, language } = call;
  const where = { organizationId_callId: { organizationId, callId } };
  const spent = asked && {
    model: asked.model,
    inputTokens: { increment: asked.inputTokens },
    outputTokens: { increment: asked.outputTokens },
  };
  if (asked?.costMicros) {
    const before = await tx.callAnalysis.findUniqueOrThrow({ where, select: { costMicros: true } });
    await tx.callAnalysis.update({ where, data: { costMicros: (before.costMicros ?? 0) + asked.costMicros } });
  }
  const done = asked?.kind === "answered" ? resultOf(asked, language) : null;
  await tx.callAnalysis.update({
    where,
    data: {
      ...spent,
      ...(done
        ? { state: "done", result: done, problem: null, finishedAt: now }
        : next
          ? { state: "pending", dueAt: next, problem: asked?.kind === "failed" ? asked.problem : null }
          : {
              state: skipped === null ? "missing" : "skipped",
              problem: skipped ?? (asked?.kind === "failed" ? asked.problem : null),
              finishedAt: now,
            }),
    },
  });
}

function resultOf(asked: Extract<Asked, { kind: "answered" }>, language: string): CallAnalysisResult {
  const by = scoresSentiment(language) ? "words" : asked.answer.mood.length > 0 ? "model" : "none";
  return { ...asked.answer.result, mood: { by, language, points: asked.answer.mood }, coverage: asked.coverage };
}

type Breach = { severity: FindingSeverity; ruleKey: string; ruleName: string; remedy: string };

async function queueReview(
  tx: Transaction,
  { organizationId, callId, businessId, business }: CallToJudge,
  { overall }: CallScore,
  breaches: readonly Breach[],
  queuedAt: Date,
): Promise<void> {
  const worst = (["critical", "major", "minor"] as const).find((one) =>
    breaches.some(({ severity }) => severity === one),
  );
  const review = reviewOf(
    { callId, score: overall, findings: breaches.length, worst: worst ?? null },
    business.scorecard.sampling,
    business.quality.alertBelow,
  );
  if (!review) return;
  await tx.qaReview.createMany({
    skipDuplicates: true,
    data: [{ organizationId, callId, businessId, ...review, queuedAt }],
  });
}

async function newsOf(
  tx: Transaction,
  { organizationId, callId, business }: CallToJudge,
  { overall }: CallScore,
  breaches: readonly Breach[],
  now: Date,
): Promise<Told[]> {
  const { alertBelow } = business.quality;
  const businessName = business.name;
  const audience = { organizationId, permission: "quality.review" as const };
  const news = [
    ...breaches
      .filter(({ severity }) => severity !== "minor")
      .map((breach) => complianceNews({ callId, businessName, ...breach, isLive: false })),
    ...(overall !== null && overall < alertBelow
      ? [lowScoreNews({ callId, businessName, score: overall, below: alertBelow })]
      : []),
  ];
  const told: Told[] = [];
  for (const one of news) told.push(...(await writeNews(askByPrisma(tx), audience, one, now)));
  return told;
}
