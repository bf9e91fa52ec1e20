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

/** What can be done about a call's quality from a page. */
export type QualityActions = {
  override: (scoreId: string, input: OverrideScoreInput) => Promise<Saved<QaScoreResource>>;
  dispute: (scoreId: string, input: RaiseDisputeInput) => Promise<Saved<DisputeResource>>;
  answer: (disputeId: string, input: AnswerDisputeInput) => Promise<Saved<DisputeResource>>;
  decide: (findingId: string, input: DecideFindingInput) => Promise<Saved<FindingResource>>;
  calculate: (callId: string) => Promise<Saved<CallAnalysisResource>>;
};
