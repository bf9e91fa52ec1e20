import { z } from "zod";
import { ClockTime, WeeklyHours } from "./business-hours";

export const FactKind = z.enum(["hours", "price", "address", "contact", "service", "policy", "people", "other"]);
export type FactKind = z.infer<typeof FactKind>;

/** Where an agent's draft is written from. */
export const ProposalSource = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("website"), url: z.string().trim().min(1, "give the address").max(500) }),
  z.strictObject({
    kind: z.literal("description"),
    text: z
      .string()
      .trim()
      .min(30, "say a little more: two or three sentences")
      .max(20_000, "20,000 characters at most"),
  }),
]);
export type ProposalSource = z.infer<typeof ProposalSource>;

/** Whom the draft is for. */
export const ProposalSubject = z.strictObject({
  name: z.string().trim().min(1).max(200),
  type: z.string().max(40),
  industry: z.string().trim().min(1).max(100),
  city: z.string().max(100).nullable(),
  language: z.string().max(35),
});
export type ProposalSubject = z.infer<typeof ProposalSubject>;

export const AskProposal = z.strictObject({ source: ProposalSource, subject: ProposalSubject });
export type AskProposal = z.infer<typeof AskProposal>;

/** A statement, and the sentence it was taken from, as it stands there. */
export const ProposedFact = z.object({
  text: z.string(),
  source: z.string(),
  /** The page it stands on; null: what was typed. */
  url: z.string().nullable(),
  kind: FactKind,
});
export type ProposedFact = z.infer<typeof ProposedFact>;

/** A draft of an agent, written from what a business says of itself. Nothing of it holds until somebody accepts it. */
export const AgentProposal = z.object({
  /** What it was written from, as one calls it: a host, or "your description". */
  from: z.string(),
  url: z.string().nullable(),
  pages: z.number().int(),
  persona: z.string(),
  greeting: z.string(),
  goals: z.array(z.string()),
  mustNever: z.array(z.string()),
  facts: z.array(ProposedFact),
  keyterms: z.array(z.string()),
  hours: z.object({ week: WeeklyHours, sources: z.array(z.string()) }).nullable(),
  /** Statements of the model that the text does not bear out: they were left out. */
  leftOut: z.number().int(),
});
export type AgentProposal = z.infer<typeof AgentProposal>;

const short = (most: number) =>
  z
    .string()
    .transform((text) => text.replace(/\s+/g, " ").trim())
    .refine((text) => text.length <= most);

/** What the model is asked for. A field that comes wrong is left out, not the whole answer. */
export const WrittenDraft = z.object({
  persona: z
    .string()
    .catch("")
    .describe("Who the agent is and how it speaks, in two sentences to it: You are the assistant who ... No figures."),
  greeting: z
    .string()
    .catch("")
    .describe(
      "The first question to a caller, one short sentence, without a name and without saying that it is an AI.",
    ),
  goals: z
    .array(z.string())
    .catch([])
    .describe("Up to six tasks in the imperative that callers of this business will need: Find out whether ..."),
  must_never: z
    .array(z.string())
    .catch([])
    .describe("Up to six rules that begin with Never and follow from the trade or from the document."),
  facts: z
    .array(
      z.object({
        statement: z
          .string()
          .describe("The fact as one spoken sentence, with nothing in it that the source does not say."),
        source: z.string().describe("The sentence of the document that it stands in, word for word."),
        kind: FactKind.catch("other"),
      }),
    )
    .catch([])
    .describe(
      "Up to 40 things that callers ask about: address, prices, services, policies, people, parking, insurance.",
    ),
  opening_hours: z
    .array(
      z.object({
        day: z.enum(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]),
        opens: ClockTime.describe("24-hour clock, 09:00"),
        closes: ClockTime.describe("24-hour clock, 17:00"),
        source: z.string().describe("The line of the document that says so, word for word."),
      }),
    )
    .catch([])
    .describe("Opening hours, one entry per day and stretch. Empty when the document does not give them."),
  keyterms: z
    .array(z.string())
    .catch([])
    .describe("Up to 20 names and terms of the document that a speech recogniser would not expect."),
});
export type WrittenDraft = z.infer<typeof WrittenDraft>;

export const ProposedText = { persona: short(1200), greeting: short(300), line: short(500), term: short(60) };
