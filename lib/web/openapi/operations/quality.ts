import { z } from "zod";
import { CallAnalysisResource } from "@/lib/contracts/call-analysis";
import {
  ComplianceRuleResource,
  ComplianceRuleText,
  DecideFindingInput,
  FindingPage,
  FindingResource,
  ListFindingsQuery,
  RuleTrial,
  TryRuleInput,
} from "@/lib/contracts/compliance";
import {
  AnswerDisputeInput,
  CallQuality,
  CallScores,
  DisputeResource,
  ListReviewsQuery,
  QueueReviewsInput,
  OverrideScoreInput,
  QaScoreResource,
  RaiseDisputeInput,
  ReviewPage,
  ReviewState,
} from "@/lib/contracts/qa";
import { ScorecardInput, ScorecardResource } from "@/lib/contracts/scorecards";
import { UpdateRuleInput } from "@/lib/services/quality/compliance-rules";
import { defineOperation } from "../operation";
import { BUSINESS_ID, CALL_ID } from "./example-values";
import {
  SCORE_ID,
  DISPUTE_ID,
  FINDING_ID,
  RULE_ID,
  SCORE,
  SCORES,
  ANALYSIS,
  FINDING,
  DISPUTE,
  RULE_TEXT,
  RULE,
  SCORECARD_INPUT,
} from "./quality-examples";

const tag = "Quality";

const idOf = (what: string, example: string) => z.string().meta({ description: `The ${what}'s id.`, example });
const CallParams = z.strictObject({ callId: idOf("call", CALL_ID) });
const BusinessParams = z.strictObject({ businessId: idOf("business", BUSINESS_ID) });
const RuleParams = z.strictObject({
  ...BusinessParams.shape,
  ruleKey: z.string().meta({ description: "Its `key`: `pack.rule`, or an own rule's id.", example: RULE_ID }),
});

export const getCallQualityOperation = defineOperation({
  id: "getCallQuality",
  method: "GET",
  path: "/api/v1/qa/calls/{callId}",
  tag,
  summary: "All that is known of a call's quality",
  description:
    "The model's account (summary, outcome, promises, what the business asks of each call), scores, findings, disputes, and what people changed.",
  scope: "quality.read",
  params: CallParams,
  response: CallQuality,
  refusals: [404],
  examples: {
    response: { ...SCORES, analysis: ANALYSIS, findings: [FINDING], disputes: [DISPUTE], changes: [], review: null },
  },
});

export const getCallScoresOperation = defineOperation({
  id: "getCallScores",
  method: "GET",
  path: "/api/v1/qa/calls/{callId}/scores",
  tag,
  summary: "A call's scores",
  description:
    "Each with why, the words it rests on, and how well people agree with us on it. `overall` counts a person's score where one was given.",
  scope: "quality.read",
  params: CallParams,
  response: CallScores,
  refusals: [404],
  examples: { response: SCORES },
});

export const calculateScoresOperation = defineOperation({
  id: "calculateCallScores",
  method: "POST",
  path: "/api/v1/qa/calls/{callId}/calculate",
  tag,
  summary: "Score a call again",
  description:
    "By what its business asks today. It is done within seconds; `qa.score.updated` says when. What people said about its scores stays. Takes no body.",
  scope: "quality.review",
  params: CallParams,
  response: CallAnalysisResource,
  refusals: [404, 409],
  examples: { response: { ...ANALYSIS, state: "pending", attempts: 0, result: null, finishedAt: null } },
});

export const overrideScoreOperation = defineOperation({
  id: "overrideScore",
  method: "PUT",
  path: "/api/v1/qa/scores/{scoreId}",
  tag,
  summary: "Put your score in place of ours",
  description: "With why. `score` null takes it back. What was there before stays in the call's history.",
  scope: "quality.review",
  params: z.strictObject({ scoreId: idOf("score", SCORE_ID) }),
  body: OverrideScoreInput,
  response: QaScoreResource,
  refusals: [404],
  examples: { body: { score: 1, reason: "The price is in the brochure." }, response: SCORE },
});

export const raiseDisputeOperation = defineOperation({
  id: "disputeScore",
  method: "POST",
  path: "/api/v1/qa/scores/{scoreId}/disputes",
  tag,
  summary: "Dispute a score",
  description: "People who see a score and find it wrong say so; who reviews calls answers.",
  scope: "quality.read",
  sessionOnly: true,
  params: z.strictObject({ scoreId: idOf("score", SCORE_ID) }),
  body: RaiseDisputeInput,
  response: DisputeResource,
  status: 201,
  refusals: [404, 409],
  examples: { body: { reason: "The price is in the brochure." }, response: DISPUTE },
});

export const answerDisputeOperation = defineOperation({
  id: "answerDispute",
  method: "PUT",
  path: "/api/v1/qa/disputes/{disputeId}",
  tag,
  summary: "Answer a dispute",
  description: "Upheld with the score that holds from now on, or rejected.",
  scope: "quality.review",
  params: z.strictObject({ disputeId: idOf("dispute", DISPUTE_ID) }),
  body: AnswerDisputeInput,
  response: DisputeResource,
  refusals: [404, 409],
  examples: {
    body: { state: "rejected", answer: "The brochure is of last year." },
    response: {
      ...DISPUTE,
      state: "rejected",
      answer: "The brochure is of last year.",
      answeredByName: "Maya Torres",
      answeredAt: "2026-11-20T18:00:00.000Z",
    },
  },
});

export const listFindingsOperation = defineOperation({
  id: "listFindings",
  method: "GET",
  path: "/api/v1/qa/findings",
  tag,
  summary: "List compliance findings",
  description: "Newest first.",
  scope: "quality.read",
  query: z.strictObject(ListFindingsQuery.shape),
  response: FindingPage,
  examples: { response: { findings: [FINDING], nextCursor: null } },
});

export const decideFindingOperation = defineOperation({
  id: "decideFinding",
  method: "PUT",
  path: "/api/v1/qa/findings/{findingId}",
  tag,
  summary: "Accept or dismiss a finding",
  description: "With why. What is dismissed takes nothing from the call's score.",
  scope: "quality.review",
  params: z.strictObject({ findingId: idOf("finding", FINDING_ID) }),
  body: DecideFindingInput,
  response: FindingResource,
  refusals: [404],
  examples: {
    body: { state: "accepted", reason: "The notice is switched on again." },
    response: {
      ...FINDING,
      state: "accepted",
      reason: "The notice is switched on again.",
      decidedAt: "2026-11-20T18:00:00.000Z",
    },
  },
});

export const listRulesOperation = defineOperation({
  id: "listComplianceRules",
  method: "GET",
  path: "/api/v1/qa/businesses/{businessId}/rules",
  tag,
  summary: "List a business's compliance rules",
  description: "The packs' and its own, on and off.",
  scope: "quality.read",
  params: BusinessParams,
  response: z.strictObject({ rules: z.array(ComplianceRuleResource) }),
  refusals: [404],
  examples: { response: { rules: [RULE] } },
});

export const createRuleOperation = defineOperation({
  id: "createComplianceRule",
  method: "POST",
  path: "/api/v1/qa/businesses/{businessId}/rules",
  tag,
  summary: "Make a compliance rule",
  description:
    "Held against calls that begin from now on. Patterns run in the middle of calls: one that could take long is refused.",
  scope: "quality.write",
  params: BusinessParams,
  body: z.strictObject({ enabled: z.boolean().default(true), ...ComplianceRuleText.shape }),
  response: ComplianceRuleResource,
  status: 201,
  once: true,
  refusals: [404, 409],
  examples: { body: { enabled: true, ...RULE_TEXT }, response: RULE },
});

export const tryRuleOperation = defineOperation({
  id: "tryComplianceRule",
  method: "POST",
  path: "/api/v1/qa/businesses/{businessId}/rules/trials",
  tag,
  summary: "Try a compliance rule",
  description:
    "On words that might be said, or on the last 20 calls of the business; nothing is kept. A rule by meaning asks the model about the last three calls.",
  scope: "quality.write",
  params: BusinessParams,
  body: TryRuleInput,
  response: RuleTrial,
  refusals: [404],
  examples: {
    body: {
      check: RULE_TEXT.check,
      scope: "all",
      on: { kind: "words", lines: [{ by: "agent", text: "It is a guaranteed cure." }] },
    },
    response: {
      looked: 1,
      problem: null,
      breaches: [{ call: null, what: "It was said.", quote: "It is a guaranteed cure.", turnId: "t1", atMs: 0 }],
    },
  },
});

export const updateRuleOperation = defineOperation({
  id: "updateComplianceRule",
  method: "PUT",
  path: "/api/v1/qa/businesses/{businessId}/rules/{ruleKey}",
  tag,
  summary: "Change a compliance rule",
  description: "What is left out stays. Rules of a pack can be switched on and off.",
  scope: "quality.write",
  params: RuleParams,
  body: UpdateRuleInput,
  response: ComplianceRuleResource,
  refusals: [404],
  examples: { body: { enabled: false }, response: { ...RULE, enabled: false } },
});

export const deleteRuleOperation = defineOperation({
  id: "deleteComplianceRule",
  method: "DELETE",
  path: "/api/v1/qa/businesses/{businessId}/rules/{ruleKey}",
  tag,
  summary: "Delete a compliance rule",
  description: "One of your own; what it found stays.",
  scope: "quality.write",
  params: RuleParams,
  response: z.strictObject({ id: z.uuid() }),
  refusals: [404],
  examples: { response: { id: RULE_ID } },
});

export const getScorecardOperation = defineOperation({
  id: "getScorecard",
  method: "GET",
  path: "/api/v1/qa/businesses/{businessId}/scorecard",
  tag,
  summary: "What calls of a business are judged by",
  scope: "quality.read",
  params: BusinessParams,
  response: ScorecardResource,
  refusals: [404],
  examples: { response: { ...SCORECARD_INPUT, businessId: BUSINESS_ID, revision: 2 } },
});

export const saveScorecardOperation = defineOperation({
  id: "saveScorecard",
  method: "PUT",
  path: "/api/v1/qa/businesses/{businessId}/scorecard",
  tag,
  summary: "Say what calls of a business are judged by",
  description: "All of it is replaced, from the next call on; what was scored stays.",
  scope: "quality.write",
  params: BusinessParams,
  body: ScorecardInput,
  response: ScorecardResource,
  refusals: [404, 409],
  examples: { body: SCORECARD_INPUT, response: { ...SCORECARD_INPUT, businessId: BUSINESS_ID, revision: 3 } },
});

export const listReviewsOperation = defineOperation({
  id: "listReviews",
  method: "GET",
  path: "/api/v1/qa/reviews",
  tag,
  summary: "Calls that people should look at",
  description: "The most urgent first. Those that wait, unless `state` says otherwise.",
  scope: "quality.read",
  query: z.strictObject(ListReviewsQuery.shape),
  response: ReviewPage,
  examples: {
    response: {
      reviews: [
        {
          callId: CALL_ID,
          businessId: BUSINESS_ID,
          businessName: "Bright Dental",
          timeZone: "America/Los_Angeles",
          agentName: "Front desk",
          caller: "+14155550134",
          startedAt: "2026-11-20T17:00:00.000Z",
          durationMs: 100_000,
          qaScore: 0.42,
          findings: 1,
          summary: "The caller asked what a cleaning costs and was told.",
          reasons: ["low_score", "finding"],
          state: "waiting",
          queuedAt: "2026-11-20T17:01:49.000Z",
          reviewedByName: null,
        },
      ],
      waiting: 1,
      nextCursor: null,
    },
  },
});

export const queueReviewsOperation = defineOperation({
  id: "queueReviews",
  method: "POST",
  path: "/api/v1/qa/reviews",
  tag,
  summary: "Have people look at calls",
  description: "Up to 500 at once. Those that wait already stay where they are; those that were looked at wait again.",
  scope: "quality.review",
  body: QueueReviewsInput.strict(),
  response: z.strictObject({ queued: z.int() }),
  refusals: [404],
  examples: { body: { callIds: [CALL_ID] }, response: { queued: 1 } },
});

export const markReviewedOperation = defineOperation({
  id: "markReviewed",
  method: "PUT",
  path: "/api/v1/qa/reviews/{callId}",
  tag,
  summary: "Say that a person has looked at a call",
  description: "Or, with `waiting`, that it is to be looked at again.",
  scope: "quality.review",
  params: CallParams,
  body: z.strictObject({ state: ReviewState }),
  response: z.strictObject({ callId: z.uuid(), state: ReviewState }),
  refusals: [404],
  examples: { body: { state: "done" }, response: { callId: CALL_ID, state: "done" } },
});
