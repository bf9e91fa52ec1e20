import { z } from "zod";
import { ClaimVerdict } from "@/lib/contracts/call-analysis";
import { CallOutcome } from "@/lib/contracts/quality";

/** What is asked of each call beside the summary. */
export type AnalysisQuestions = {
  criteria: readonly { key: string; label: string; guide: string }[];
  fields: readonly { key: string; label: string; ask: string; kind: string; options: readonly string[] }[];
  /** Rules that are broken or kept by what was meant, not by a word. */
  rules: readonly { key: string; label: string; meaning: string }[];
  /** There is no lexicon for the call's language. */
  asksMood: boolean;
};

const Line = z.number().int().describe("The number in brackets of the line it was said in");
const Quote = z.string().describe("The words exactly as they stand in that line, at most 20 of them");
const Quoted = z.object({ line: Line, quote: Quote });

/** What the model fills in; made for each call, so that it can only judge what it was asked to. */
export function analysisAnswer({ criteria, fields, rules, asksMood }: AnalysisQuestions) {
  return z.object({
    summary: z.string().min(1).describe("What the call was about and how it ended, in two to four short sentences"),
    intent: z.string().describe("What the caller wanted, in one short sentence"),
    outcome: CallOutcome.describe(
      "How it came out for the caller: settled, partly_settled, not_settled, message_taken (somebody will get back to them), handed_over (a person took over), no_request (they wanted nothing)",
    ),
    resolved: z
      .boolean()
      .nullable()
      .describe("Whether what the caller wanted was settled within the call; null when it cannot be told"),
    topics: z.array(z.string()).describe("What was talked about, one to three words each, at most 5"),
    action_items: z
      .array(
        z.object({
          what: z.string().describe("What is left to do"),
          who: z.string().describe("Who has to do it: the business, the caller, or the name that was said"),
          by: z.string().nullable().describe("By when, in the words that were said; null when nothing was said"),
        }),
      )
      .describe("What is left to do after the call"),
    promises: z
      .array(
        z.object({
          what: z.string().describe("What was promised"),
          who: z.string().describe("Who promised it: the agent, a colleague or the caller"),
          by: z.string().nullable().describe("By when, in the words that were said; null when nothing was said"),
          line: Line,
          quote: Quote,
        }),
      )
      .describe("What somebody promised in the call"),
    claims: z
      .array(
        z.object({
          line: Line,
          quote: Quote,
          verdict: ClaimVerdict.describe(
            "supported: the material says so; contradicted: it says otherwise; unsupported: it says nothing of it",
          ),
          reason: z.string().describe("What the material says about it, in one short sentence"),
        }),
      )
      .describe(
        "Facts that the agent stated: prices, hours, addresses, policies, bookings. No small talk, no questions",
      ),
    ...(criteria.length === 0 ? {} : { criteria: z.array(judged(keysOf(criteria))) }),
    ...(fields.length === 0 ? {} : { fields: z.array(found(keysOf(fields))) }),
    ...(rules.length === 0 ? {} : { rules: z.array(held(keysOf(rules))) }),
    ...(asksMood
      ? {
          mood: z
            .array(z.object({ line: Line, compound: z.number().min(-1).max(1) }))
            .describe("How each line of the caller sounds, from -1 (furious) over 0 to 1 (delighted)"),
        }
      : {}),
  });
}

type Keys = [string, ...string[]];
const keysOf = (asked: readonly { key: string }[]): Keys => asked.map(({ key }) => key) as Keys;

const judged = (keys: Keys) =>
  z.object({
    key: z.enum(keys),
    score: z.number().min(0).max(1).nullable().describe("0 to 1; null when the call gives nothing to judge it by"),
    reason: z.string().describe("Why, in one or two short sentences"),
    quotes: z.array(Quoted).describe("What it rests on, at most 3"),
  });
const found = (keys: Keys) =>
  z.object({
    key: z.enum(keys),
    value: z.string().nullable().describe("null when it was not said"),
    line: Line.nullable(),
    quote: Quote.nullable(),
  });
const held = (keys: Keys) =>
  z.object({
    key: z.enum(keys),
    broken: z.boolean(),
    reason: z.string().describe("What happened, in one short sentence"),
    line: Line.nullable().describe("Where it was broken; null when something is missing"),
    quote: Quote.nullable(),
  });

type JudgedCriterion = z.infer<ReturnType<typeof judged>>;
type FoundField = z.infer<ReturnType<typeof found>>;
type HeldRule = z.infer<ReturnType<typeof held>>;

/** An answer as it came, of the right shape; what was not asked is absent. */
export type AnalysisAnswer = Omit<
  z.infer<ReturnType<typeof analysisAnswer>>,
  "criteria" | "fields" | "rules" | "mood"
> & {
  criteria?: JudgedCriterion[] | undefined;
  fields?: FoundField[] | undefined;
  rules?: HeldRule[] | undefined;
  mood?: { line: number; compound: number }[] | undefined;
};
