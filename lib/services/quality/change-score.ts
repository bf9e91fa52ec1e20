import {
  AnswerDisputeInput,
  type CallScores,
  type DisputeResource,
  OverrideScoreInput,
  type QaScoreResource,
  RaiseDisputeInput,
} from "@/lib/contracts/qa";
import type { QaScore } from "@/lib/db/generated/client";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { publishEvent } from "../live/publish-event";
import { requirePermission } from "../require-permission";
import { agreementsOf } from "./agreements";
import { readCallScores } from "./get-call-quality";
import { qualityOfBusiness } from "./quality-of-business";
import { DISPUTE_INCLUDE, isId, noSuch, requireScore, toDispute, toScore } from "./quality-rows";
import { rescoreCall } from "./rescore-call";
import { tellWebhooksOfScore } from "./tell-webhooks-of-analysis";

/**
 * Puts a person's score in place of ours, with why, or takes it back. What was there before stays in the history. Needs `quality.review`; throws NOT_FOUND,
 * INVALID. Audited, without the words.
 */
export async function overrideScore(
  context: ServiceContext,
  scoreId: string,
  input: OverrideScoreInput,
  now = new Date(),
): Promise<QaScoreResource> {
  requirePermission(context, "quality.review");
  const { score, reason } = parseInput(OverrideScoreInput, input);
  const { organizationId } = context;
  const { resource, scores } = await withTenant(organizationId, async (tx) => {
    const row = await requireScore(tx, organizationId, scoreId);
    await giveScore(tx, context, row, { score, reason }, now);
    const agreement = await agreementsOf(tx, organizationId, row.businessId);
    const after = await requireScore(tx, organizationId, scoreId);
    return {
      resource: toScore(after, agreement(after.criterion)),
      scores: await readCallScores(tx, organizationId, row.callId),
    };
  });
  announceScores(organizationId, scores);
  return resource;
}

/** Says that a score is wrong, for those who review calls to answer. Needs `quality.read`, as a person; throws NOT_FOUND, CONFLICT. Audited. */
export async function raiseDispute(
  context: ServiceContext,
  scoreId: string,
  input: RaiseDisputeInput,
  now = new Date(),
): Promise<DisputeResource> {
  requirePermission(context, "quality.read");
  const { reason } = parseInput(RaiseDisputeInput, input);
  const { organizationId, actor } = context;
  if (actor.kind !== "user") throw new ServiceError("FORBIDDEN", "Scores are disputed by people: sign in for it.");
  return withTenant(organizationId, async (tx) => {
    const { callId, businessId } = await requireScore(tx, organizationId, scoreId);
    if ((await tx.qaDispute.count({ where: { organizationId, scoreId, state: "open" } })) > 0)
      throw new ServiceError("CONFLICT", "Somebody disputes this score already. It is answered first.");
    const who = { raisedBy: actor.id, raisedByName: actor.name, raisedAt: now };
    const dispute = await tx.qaDispute.create({
      data: { organizationId, scoreId, callId, reason, ...who },
      include: DISPUTE_INCLUDE,
    });
    await tx.qaReview.upsert({
      where: { organizationId_callId: { organizationId, callId } },
      create: { organizationId, callId, businessId, reasons: ["dispute"], urgency: 40, queuedAt: now },
      update: { reasons: { push: "dispute" }, urgency: { increment: 40 }, state: "waiting", reviewedAt: null },
    });
    await recordAudit(
      tx,
      context,
      { action: "score.disputed", targetType: "score", targetId: scoreId, details: { callId } },
      now,
    );
    return toDispute(dispute);
  });
}

/** Answers a dispute: upheld with a new score, or rejected. Needs `quality.review`; throws NOT_FOUND, CONFLICT when it is answered. Audited. */
export async function answerDispute(
  context: ServiceContext,
  disputeId: string,
  input: AnswerDisputeInput,
  now = new Date(),
): Promise<DisputeResource> {
  requirePermission(context, "quality.review");
  const given = parseInput(AnswerDisputeInput, input);
  const { organizationId, actor } = context;
  const { resource, scores } = await withTenant(organizationId, async (tx) => {
    const found =
      isId(disputeId) &&
      (await tx.qaDispute.findFirst({ where: { organizationId, id: disputeId }, select: { scoreId: true } }));
    if (!found) throw noSuch("dispute");
    const row = await requireScore(tx, organizationId, found.scoreId);
    const { count } = await tx.qaDispute.updateMany({
      where: { organizationId, id: disputeId, state: "open" },
      data: { state: given.state, answer: given.answer, answeredByName: actor.name, answeredAt: now },
    });
    if (count === 0) throw new ServiceError("CONFLICT", "This dispute is answered already.");
    if (given.state === "upheld") await giveScore(tx, context, row, { score: given.score, reason: given.answer }, now);
    const target = { targetType: "dispute", targetId: disputeId };
    await recordAudit(
      tx,
      context,
      { action: `dispute.${given.state}`, ...target, details: { callId: row.callId } },
      now,
    );
    const dispute = await tx.qaDispute.findUniqueOrThrow({
      where: { organizationId_id: { organizationId, id: disputeId } },
      include: DISPUTE_INCLUDE,
    });
    return { resource: toDispute(dispute), scores: await readCallScores(tx, organizationId, row.callId) };
  });
  announceScores(organizationId, scores);
  return resource;
}

async function giveScore(
  tx: Transaction,
  context: ServiceContext,
  row: QaScore,
  { score, reason }: OverrideScoreInput,
  now: Date,
): Promise<void> {
  const { organizationId, actor } = context;
  const { callId, id } = row;
  const person =
    score === null
      ? { personScore: null, personReason: null, personId: null, personName: null, personAt: null }
      : {
          personScore: score,
          personReason: reason,
          personId: actor.kind === "user" ? actor.id : null,
          personName: actor.name,
          personAt: now,
        };
  await tx.qaScore.update({ where: { organizationId_id: { organizationId, id } }, data: person });
  const [before, after] = [row.personScore ?? row.aiScore, score ?? row.aiScore].map(
    (value) => value?.toFixed(2) ?? "none",
  ) as [string, string];
  await tx.qualityChange.create({
    data: {
      organizationId,
      callId,
      subject: "score",
      subjectId: id,
      before,
      after,
      reason,
      byName: actor.name,
      at: now,
    },
  });
  const business = await qualityOfBusiness(tx, organizationId, row.businessId);
  if (business) {
    const { overall } = await rescoreCall(tx, { organizationId, callId }, business.quality.weights);
    await tellWebhooksOfScore(tx, { organizationId, callId, businessId: row.businessId }, overall, now);
  }
  const record = { action: "score.overridden", targetType: "score", targetId: id };
  await recordAudit(tx, context, { ...record, details: { callId, criterion: row.criterion, before, after } }, now);
}

export function announceScores(
  organizationId: string,
  { callId, overall }: Pick<CallScores, "callId" | "overall">,
): void {
  if (overall === null) return;
  void publishEvent({ organizationId, userId: null }, { name: "qa.score.updated", data: { callId, overall } });
}
