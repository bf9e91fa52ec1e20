import { z } from "zod";
import { CallAnalysisResult, type CallAnalysisResource } from "@/lib/contracts/call-analysis";
import type { FindingResource } from "@/lib/contracts/compliance";
import type { Agreement, DisputeResource, QaScoreResource } from "@/lib/contracts/qa";
import { SaidQuote } from "@/lib/contracts/quality";
import type { CallAnalysis, ComplianceFinding, Prisma, QaScore } from "@/lib/db/generated/client";
import type { Transaction } from "@/lib/db/transaction";
import { turnOfSegment } from "@/lib/domain/quality/transcript";
import { ServiceError } from "../errors";

export const toAnalysis = (row: CallAnalysis): CallAnalysisResource => ({
  callId: row.callId,
  state: row.state as CallAnalysisResource["state"],
  attempts: row.attempts,
  problem: row.problem,
  // Another release may have written it.
  result: CallAnalysisResult.safeParse(row.result).data ?? null,
  model: row.model,
  inputTokens: row.inputTokens,
  outputTokens: row.outputTokens,
  costUsd: row.costMicros === null ? null : row.costMicros / 1_000_000,
  finishedAt: row.finishedAt?.toISOString() ?? null,
});

export const toFinding = (row: ComplianceFinding): FindingResource => ({
  id: row.id,
  callId: row.callId,
  businessId: row.businessId,
  ruleKey: row.ruleKey,
  ruleName: row.ruleName,
  category: row.category,
  severity: row.severity as FindingResource["severity"],
  what: row.what,
  remedy: row.remedy,
  segmentId: row.segmentId,
  turnId: row.segmentId && turnOfSegment(row.segmentId),
  quote: row.quote,
  atMs: row.atMs,
  origin: row.origin as FindingResource["origin"],
  state: row.state as FindingResource["state"],
  reason: row.reason,
  decidedAt: row.decidedAt?.toISOString() ?? null,
  foundAt: row.foundAt.toISOString(),
});

export function toScore(row: QaScore, agreement: Agreement): QaScoreResource {
  const { personScore, personReason, personName, personAt } = row;
  return {
    id: row.id,
    callId: row.callId,
    criterion: row.criterion,
    label: row.label,
    section: row.section,
    component: row.component as QaScoreResource["component"],
    weight: row.weight,
    autoFail: row.autoFail,
    score: personScore ?? row.aiScore,
    aiScore: row.aiScore,
    aiReason: row.aiReason,
    quotes: SaidQuote.array().safeParse(row.quotes).data ?? [],
    person:
      personScore === null
        ? null
        : { score: personScore, reason: personReason ?? "", name: personName ?? "", at: personAt?.toISOString() ?? "" },
    agreement,
  };
}

export const DISPUTE_INCLUDE = { score: { select: { label: true } } } satisfies Prisma.QaDisputeInclude;
type DisputeRow = Prisma.QaDisputeGetPayload<{ include: typeof DISPUTE_INCLUDE }>;

export const toDispute = ({ score, ...row }: DisputeRow): DisputeResource => ({
  id: row.id,
  scoreId: row.scoreId,
  callId: row.callId,
  label: score.label,
  reason: row.reason,
  raisedByName: row.raisedByName,
  raisedAt: row.raisedAt.toISOString(),
  state: row.state as DisputeResource["state"],
  answer: row.answer,
  answeredByName: row.answeredByName,
  answeredAt: row.answeredAt?.toISOString() ?? null,
});

export const isId = (id: string): boolean => z.uuid().safeParse(id).success;
export const noSuch = (what: string): ServiceError =>
  new ServiceError("NOT_FOUND", `There is no such ${what}. It may have been deleted, or the address is wrong.`);

/** The call's own part of a verb on quality. Throws NOT_FOUND, for another organization's call too. */
export async function requireCall(tx: Transaction, organizationId: string, callId: string) {
  const call = isId(callId)
    ? await tx.call.findUnique({
        where: { organizationId_id: { organizationId, id: callId } },
        select: { id: true, businessId: true, kind: true, endedAt: true, answeredAt: true },
      })
    : null;
  if (!call) throw noSuch("call");
  return call;
}

/** Locks a score's row. Throws NOT_FOUND. */
export async function requireScore(tx: Transaction, organizationId: string, scoreId: string): Promise<QaScore> {
  if (!isId(scoreId)) throw noSuch("score");
  await tx.$queryRaw`select 1 from qa_scores where organization_id = ${organizationId}::uuid and id = ${scoreId}::uuid for update`;
  const row = await tx.qaScore.findUnique({ where: { organizationId_id: { organizationId, id: scoreId } } });
  if (!row) throw noSuch("score");
  return row;
}

export async function requireFinding(tx: Transaction, organizationId: string, id: string): Promise<ComplianceFinding> {
  const row = isId(id)
    ? await tx.complianceFinding.findUnique({ where: { organizationId_id: { organizationId, id } } })
    : null;
  if (!row) throw noSuch("finding");
  return row;
}
