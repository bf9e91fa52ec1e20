import { z } from "zod";
import { FindingSeverity } from "./quality";
import { Cursor, Limit, oneOrMore } from "./calls";

const Words = z.string().trim().min(1, "write at least one word").max(200, "200 characters at most");

/**
 * What is looked for. `phrase`: one of these, whatever the case and punctuation · `pattern`: a regular expression · `notice`: a legal notice as the agent's
 * version has it · `card_number`: the digits of a payment card · `tool`: a tool that has worked · `meaning`: judged after the call, by what was meant.
 */
export const RuleMatch = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("phrase"),
    phrases: z.array(Words).min(1, "give one phrase at least").max(50, "50 at most"),
  }),
  z.strictObject({
    kind: z.literal("pattern"),
    pattern: z.string().min(1, "write a pattern").max(300, "300 characters at most"),
  }),
  z.strictObject({ kind: z.literal("notice"), notice: z.enum(["disclosure", "recording"]) }),
  z.strictObject({ kind: z.literal("card_number") }),
  z.strictObject({ kind: z.literal("tool"), name: z.string().min(1).max(60) }),
  z.strictObject({
    kind: z.literal("meaning"),
    meaning: z.string().trim().min(3, "say what is meant").max(400, "400 characters at most"),
  }),
]);
export type RuleMatch = z.infer<typeof RuleMatch>;

export const RuleSpeaker = z.enum(["agent", "caller", "anyone"]);
export type RuleSpeaker = z.infer<typeof RuleSpeaker>;

const Seconds = z.int("use a whole number").min(1, "1 or more").max(3600, "3600 at most");
const Who = RuleSpeaker.default("agent");

/** What must or must not be. A person of the team speaks for the business as the agent does. */
export const RuleCheck = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("must_say"), who: Who, match: RuleMatch, withinSeconds: Seconds.nullable() }),
  z.strictObject({ kind: z.literal("must_not_say"), who: Who, match: RuleMatch }),
  /** The agent must have asked or done `first` before it says or does `then`. */
  z.strictObject({ kind: z.literal("must_ask_before"), first: RuleMatch, then: RuleMatch }),
  /** What the agent says of these must come in this order. */
  z.strictObject({ kind: z.literal("in_order"), steps: z.array(RuleMatch).min(2, "two at least").max(8, "8 at most") }),
  /** When the caller says `when`, the agent must answer with `then`. */
  z.strictObject({ kind: z.literal("must_answer"), when: RuleMatch, then: RuleMatch, withinSeconds: Seconds }),
]);
export type RuleCheck = z.infer<typeof RuleCheck>;

export const RulePack = z.enum(["recording_notice", "ai_disclosure", "tcpa", "hipaa", "pci"]);
export type RulePack = z.infer<typeof RulePack>;

/** Of which calls it holds: all, those we make, those whose sound is kept. */
export const RuleScope = z.enum(["all", "outbound", "recorded"]);

export const ComplianceRuleText = z.strictObject({
  name: z.string().trim().min(1, "give it a name").max(80, "80 characters at most"),
  severity: FindingSeverity,
  /** What to do about a breach, in words. */
  remedy: z.string().trim().min(1, "say what to do about it").max(300, "300 characters at most"),
  scope: RuleScope.default("all"),
  check: RuleCheck,
});
export type ComplianceRuleText = z.infer<typeof ComplianceRuleText>;

/** A rule as it holds for a business. */
export type ComplianceRuleInForce = ComplianceRuleText & { key: string; pack: RulePack | null };

export const ComplianceRuleResource = z
  .strictObject({
    /** Of an own rule; null: of a pack. */
    id: z.uuid().nullable(),
    /** `pack.rule`, or the own rule's id. */
    key: z.string(),
    businessId: z.uuid(),
    pack: RulePack.nullable(),
    enabled: z.boolean(),
    ...ComplianceRuleText.shape,
  })
  .meta({ id: "ComplianceRule" });
export type ComplianceRuleResource = z.infer<typeof ComplianceRuleResource>;

export const FindingState = z.enum(["open", "accepted", "dismissed"]);
export type FindingState = z.infer<typeof FindingState>;

export const FindingResource = z
  .strictObject({
    id: z.uuid(),
    callId: z.uuid(),
    businessId: z.uuid(),
    ruleKey: z.string(),
    ruleName: z.string(),
    /** Of its pack, or `own`. */
    category: z.string(),
    severity: FindingSeverity,
    what: z.string(),
    remedy: z.string(),
    segmentId: z.string().nullable(),
    /** Of what was said there; null when something is missing. */
    turnId: z.string().nullable(),
    /** Digits that must not be kept are left out. */
    quote: z.string().nullable(),
    atMs: z.number(),
    /** `live`: while the call went on · `report`: after it. */
    origin: z.enum(["live", "report"]),
    state: FindingState,
    reason: z.string().nullable(),
    decidedAt: z.string().nullable(),
    foundAt: z.string(),
  })
  .meta({ id: "ComplianceFinding" });
export type FindingResource = z.infer<typeof FindingResource>;

export const ListFindingsQuery = z.object({
  businessId: z.uuid().optional(),
  callId: z.uuid().optional(),
  ruleKey: z.string().max(80).optional(),
  severity: oneOrMore(FindingSeverity),
  state: oneOrMore(FindingState),
  foundAfter: z.iso.datetime({ offset: true }).optional(),
  foundBefore: z.iso.datetime({ offset: true }).optional(),
  limit: Limit,
  cursor: Cursor,
});
export type ListFindingsQuery = z.input<typeof ListFindingsQuery>;

export const FindingPage = z.strictObject({ findings: z.array(FindingResource), nextCursor: z.string().nullable() });
export type FindingPage = z.infer<typeof FindingPage>;

/** A finding is right and dealt with, or it was none. */
export const DecideFindingInput = z.strictObject({
  state: FindingState,
  reason: z.string().trim().min(3, "say why, in a few words").max(500, "500 characters at most"),
});
export type DecideFindingInput = z.infer<typeof DecideFindingInput>;

/** What a rule is tried on: words as they might be said, spoken one after the other, or the last calls of its business. */
export const TriedOn = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("words"),
    lines: z
      .array(z.strictObject({ by: z.enum(["agent", "caller"]), text: z.string().trim().min(1).max(1000) }))
      .min(1, "write something that might be said")
      .max(50, "50 lines at most"),
  }),
  z.strictObject({ kind: z.literal("calls") }),
]);
export type TriedOn = z.infer<typeof TriedOn>;

export const TryRuleInput = z.strictObject({
  check: RuleCheck,
  scope: RuleScope.default("all"),
  on: TriedOn,
});
export type TryRuleInput = z.input<typeof TryRuleInput>;

export const RuleTrial = z
  .strictObject({
    /** How many calls were looked at; 1 for words. */
    looked: z.int(),
    /** What could not be looked at, in words: the model did not answer. */
    problem: z.string().nullable(),
    breaches: z.array(
      z.strictObject({
        /** Null: it was in the words. */
        call: z.strictObject({ id: z.uuid(), caller: z.string(), startedAt: z.string() }).nullable(),
        what: z.string(),
        quote: z.string().nullable(),
        turnId: z.string().nullable(),
        atMs: z.number(),
      }),
    ),
  })
  .meta({ id: "ComplianceRuleTrial" });
export type RuleTrial = z.infer<typeof RuleTrial>;
