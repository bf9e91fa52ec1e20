import { z } from "zod";

/** What a caller gives in secret. */
export const CaptureKind = z.enum(["card_number", "card_code", "account_number", "pin"]);
export type CaptureKind = z.infer<typeof CaptureKind>;

export const FindingSeverity = z.enum(["critical", "major", "minor"]);
export type FindingSeverity = z.infer<typeof FindingSeverity>;

/** A compliance rule broken in a call, as it was seen while the call went on. */
export const LiveFinding = z.object({
  findingId: z.string(),
  ruleId: z.string(),
  ruleName: z.string(),
  severity: FindingSeverity,
  /** What happened, in words. */
  what: z.string(),
  /** What to do about it, in words. */
  remedy: z.string(),
  /** Where it was said; null when something is missing. */
  segmentId: z.string().nullable(),
  quote: z.string().nullable(),
  /** Since the start of the call's first media stream. */
  atMs: z.number(),
});
export type LiveFinding = z.infer<typeof LiveFinding>;

/** How a call came out for the caller, by its summary. */
export const CallOutcome = z.enum([
  "settled",
  "partly_settled",
  "not_settled",
  "message_taken",
  "handed_over",
  "no_request",
]);
export type CallOutcome = z.infer<typeof CallOutcome>;

/** Words that were said, and where: what a judgement rests on. */
export const SaidQuote = z.object({
  segmentId: z.string(),
  turnId: z.string(),
  speaker: z.enum(["caller", "agent", "human"]),
  quote: z.string(),
  /** Since the start of the call's first media stream. */
  atMs: z.number(),
});
export type SaidQuote = z.infer<typeof SaidQuote>;

/** How scores and breaches went. */
export type QualityTrends = {
  /** Day of the organization's calls, `YYYY-MM-DD`, oldest first. */
  days: { day: string; calls: number; score: number | null; low: number; findings: number }[];
  rules: { ruleKey: string; ruleName: string; severity: string; open: number; total: number }[];
};
