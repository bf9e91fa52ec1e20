"use server";

import type { CallAnalysisResource } from "@/lib/contracts/call-analysis";
import type { DecideFindingInput, FindingResource } from "@/lib/contracts/compliance";
import type {
  AnswerDisputeInput,
  DisputeResource,
  OverrideScoreInput,
  QaScoreResource,
  RaiseDisputeInput,
} from "@/lib/contracts/qa";
import type { Saved } from "@/lib/contracts/saved";
import { calculateScores } from "@/lib/services/quality/calculate-scores";
import { answerDispute, overrideScore, raiseDispute } from "@/lib/services/quality/change-score";
import { decideFinding } from "@/lib/services/quality/findings";
import { requireContext } from "@/lib/web/require-context";
import { savedOf } from "@/lib/web/saved";

export async function overrideScoreAction(scoreId: string, input: OverrideScoreInput): Promise<Saved<QaScoreResource>> {
  const context = await requireContext("quality.review");
  return savedOf(() => overrideScore(context, scoreId, input));
}

export async function disputeScoreAction(scoreId: string, input: RaiseDisputeInput): Promise<Saved<DisputeResource>> {
  const context = await requireContext("quality.read");
  return savedOf(() => raiseDispute(context, scoreId, input));
}

export async function answerDisputeAction(
  disputeId: string,
  input: AnswerDisputeInput,
): Promise<Saved<DisputeResource>> {
  const context = await requireContext("quality.review");
  return savedOf(() => answerDispute(context, disputeId, input));
}

export async function decideFindingAction(
  findingId: string,
  input: DecideFindingInput,
): Promise<Saved<FindingResource>> {
  const context = await requireContext("quality.review");
  return savedOf(() => decideFinding(context, findingId, input));
}

export async function calculateScoresAction(callId: string): Promise<Saved<CallAnalysisResource>> {
  const context = await requireContext("quality.review");
  return savedOf(() => calculateScores(context, callId));
}
