import { z } from "zod";
import { QualityComponent } from "./business-settings";
import { CallAnalysisResource } from "./call-analysis";
import { CallIds } from "./call-views";
import { Cursor, Limit, oneOrMore } from "./calls";
import { FindingResource } from "./compliance";
import { SaidQuote } from "./quality";

const Score = z.number().min(0, "0 or more").max(1, "1 at most");
const Why = z.string().trim().min(3, "say why, in a few words").max(1000, "1000 characters at most");

/** How well we and people agree on a criterion, of the scores that both gave. */
export const Agreement = z.strictObject({
  /** How many scores a person gave too. */
  n: z.int(),
  /** Cohen's kappa with quadratic weights, -1 to 1; null: too few, or all the same. */
  kappa: z.number().nullable(),
  /** Our scores less people's, on average: above 0 we are too kind. Null without any. */
  bias: z.number().nullable(),
  /** People often see it otherwise: our score is to be taken with care. */
  isLow: z.boolean(),
});
export type Agreement = z.infer<typeof Agreement>;

export const DisputeResource = z
  .strictObject({
    id: z.uuid(),
    scoreId: z.uuid(),
    callId: z.uuid(),
    label: z.string(),
    reason: z.string(),
    raisedByName: z.string(),
    raisedAt: z.string(),
    state: z.enum(["open", "upheld", "rejected"]),
    answer: z.string().nullable(),
    answeredByName: z.string().nullable(),
    answeredAt: z.string().nullable(),
  })
  .meta({ id: "ScoreDispute" });
export type DisputeResource = z.infer<typeof DisputeResource>;

export const QaScoreResource = z
  .strictObject({
    id: z.uuid(),
    callId: z.uuid(),
    criterion: z.string(),
    label: z.string(),
    section: z.string(),
    component: QualityComponent,
    weight: z.int(),
    autoFail: z.boolean(),
    /** What counts: a person's where one was given. Null: there was nothing to judge it by. */
    score: z.number().nullable(),
    aiScore: z.number().nullable(),
    aiReason: z.string(),
    quotes: z.array(SaidQuote),
    /** Who knew better, and why. */
    person: z.strictObject({ score: z.number(), reason: z.string(), name: z.string(), at: z.string() }).nullable(),
    agreement: Agreement,
  })
  .meta({ id: "QaScore" });
export type QaScoreResource = z.infer<typeof QaScoreResource>;

export const CallScores = z
  .strictObject({
    callId: z.uuid(),
    /** 0 to 1; null: not scored (yet). */
    overall: z.number().nullable(),
    components: z.strictObject({
      sentiment: z.number().nullable(),
      compliance: z.number().nullable(),
      accuracy: z.number().nullable(),
      professionalism: z.number().nullable(),
    }),
    /** Criteria at 0 that make the whole call 0. */
    failedBy: z.int(),
    scores: z.array(QaScoreResource),
  })
  .meta({ id: "CallScores" });
export type CallScores = z.infer<typeof CallScores>;

/** A change that a person made, for the record. */
export const QualityChangeResource = z.strictObject({
  id: z.uuid(),
  subject: z.enum(["score", "finding", "dispute"]),
  subjectId: z.uuid(),
  before: z.string(),
  after: z.string(),
  reason: z.string(),
  byName: z.string(),
  at: z.string(),
});
export type QualityChangeResource = z.infer<typeof QualityChangeResource>;

/** All that is known of a call's quality. */
export const CallQuality = z
  .strictObject({
    analysis: CallAnalysisResource.nullable(),
    ...CallScores.shape,
    findings: z.array(FindingResource),
    disputes: z.array(DisputeResource),
    changes: z.array(QualityChangeResource),
    /** Somebody is asked to look at it, or did. */
    review: z
      .strictObject({
        state: z.enum(["waiting", "done"]),
        reasons: z.array(z.string()),
        reviewedByName: z.string().nullable(),
        reviewedAt: z.string().nullable(),
      })
      .nullable(),
  })
  .meta({ id: "CallQuality" });
export type CallQuality = z.infer<typeof CallQuality>;

/** `score` null takes a person's score back. */
export const OverrideScoreInput = z.strictObject({ score: Score.nullable(), reason: Why });
export type OverrideScoreInput = z.infer<typeof OverrideScoreInput>;

export const RaiseDisputeInput = z.strictObject({ reason: Why });
export type RaiseDisputeInput = z.infer<typeof RaiseDisputeInput>;

/** Upheld with the score that holds from now on, or rejected. */
export const AnswerDisputeInput = z.discriminatedUnion("state", [
  z.strictObject({ state: z.literal("upheld"), score: Score, answer: Why }),
  z.strictObject({ state: z.literal("rejected"), answer: Why }),
]);
export type AnswerDisputeInput = z.infer<typeof AnswerDisputeInput>;

export const ReviewState = z.enum(["waiting", "done"]);
export const ListReviewsQuery = z.object({
  businessId: z.uuid().optional(),
  state: oneOrMore(ReviewState),
  limit: Limit,
  cursor: Cursor,
});
export type ListReviewsQuery = z.input<typeof ListReviewsQuery>;

export const QueueReviewsInput = z.object({ callIds: CallIds });

export const ReviewItem = z
  .strictObject({
    callId: z.uuid(),
    businessId: z.uuid(),
    businessName: z.string(),
    timeZone: z.string(),
    agentName: z.string(),
    /** The caller: E.164, or who called over the browser. */
    caller: z.string(),
    startedAt: z.string(),
    durationMs: z.number().nullable(),
    qaScore: z.number().nullable(),
    findings: z.int(),
    summary: z.string().nullable(),
    reasons: z.array(z.string()),
    state: ReviewState,
    queuedAt: z.string(),
    reviewedByName: z.string().nullable(),
  })
  .meta({ id: "ReviewItem" });
export type ReviewItem = z.infer<typeof ReviewItem>;

export const ReviewPage = z.strictObject({
  reviews: z.array(ReviewItem),
  waiting: z.int(),
  nextCursor: z.string().nullable(),
});
export type ReviewPage = z.infer<typeof ReviewPage>;
