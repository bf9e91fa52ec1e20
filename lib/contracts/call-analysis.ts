import { z } from "zod";
import { CallOutcome, SaidQuote } from "./quality";

export const AnalysisState = z.enum(["pending", "running", "done", "missing", "skipped"]);
export type AnalysisState = z.infer<typeof AnalysisState>;

/** `supported`: what the agent was given says so · `contradicted`: it says otherwise · `unsupported`: it says nothing of it. */
export const ClaimVerdict = z.enum(["supported", "contradicted", "unsupported"]);
export type ClaimVerdict = z.infer<typeof ClaimVerdict>;

/** What a model made of a call's words; every quote was found in them. */
export const CallAnalysisResult = z.object({
  summary: z.string(),
  /** What the caller wanted, in one sentence. */
  intent: z.string(),
  outcome: CallOutcome,
  /** Null: it cannot be told. */
  resolved: z.boolean().nullable(),
  topics: z.array(z.string()),
  actionItems: z.array(z.object({ what: z.string(), who: z.string(), by: z.string().nullable() })),
  promises: z.array(z.object({ what: z.string(), who: z.string(), by: z.string().nullable(), quote: SaidQuote })),
  /** What the business wants to know of each call; null: it was not said. */
  fields: z.array(
    z.object({ key: z.string(), label: z.string(), value: z.string().nullable(), quote: SaidQuote.nullable() }),
  ),
  claims: z.array(z.object({ verdict: ClaimVerdict, reason: z.string(), quote: SaidQuote })),
  /** What the mood is told by: a lexicon of the language, or the model. */
  mood: z.object({
    by: z.enum(["words", "model", "none"]),
    language: z.string(),
    /** By the model: how the caller's lines sound, -1 to 1. */
    points: z.array(z.object({ turnId: z.string(), atMs: z.number(), compound: z.number() })),
  }),
  /** Lines of the call, and how many of them the model was given: of a very long call its beginning and its end. */
  coverage: z.object({ lines: z.int(), given: z.int() }),
  /** Quotes that nobody said, and what rested on them, left out. */
  droppedQuotes: z.int(),
});
export type CallAnalysisResult = z.infer<typeof CallAnalysisResult>;

export const CallAnalysisResource = z
  .strictObject({
    callId: z.uuid(),
    state: AnalysisState,
    attempts: z.int(),
    /** Why there is none, or none yet, in words. */
    problem: z.string().nullable(),
    result: CallAnalysisResult.nullable(),
    model: z.string().nullable(),
    inputTokens: z.int(),
    outputTokens: z.int(),
    /** In US dollars, by the model's list price; null: not known. */
    costUsd: z.number().nullable(),
    finishedAt: z.string().nullable(),
  })
  .meta({ id: "CallAnalysis" });
export type CallAnalysisResource = z.infer<typeof CallAnalysisResource>;
