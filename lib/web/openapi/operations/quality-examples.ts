import { BUSINESS_ID, CALL_ID } from "./example-values";

/** What quality's operations show as their examples. */

export const SCORE_ID = "019a9e10-7c11-7b52-8e0f-51f3a1c2b201";
export const DISPUTE_ID = "019a9e10-7c11-7b52-8e0f-51f3a1c2b202";
export const FINDING_ID = "019a9e10-7c11-7b52-8e0f-51f3a1c2b203";
export const RULE_ID = "019a9e10-7c11-7b52-8e0f-51f3a1c2b204";

export const QUOTE = {
  segmentId: "0.a3",
  turnId: "a3",
  speaker: "agent" as const,
  quote: "A cleaning is 90 dollars",
  atMs: 21_400,
};
export const SCORE = {
  id: SCORE_ID,
  callId: CALL_ID,
  criterion: "nothing_invented",
  label: "Nothing invented",
  section: "Right and complete",
  component: "accuracy" as const,
  weight: 3,
  autoFail: false,
  score: 1,
  aiScore: 0,
  aiReason: "0 of 1 stated facts stand in what the agent was given.",
  quotes: [QUOTE],
  person: { score: 1, reason: "The price is in the brochure.", name: "Maya Torres", at: "2026-11-20T18:00:00.000Z" },
  agreement: { n: 14, kappa: 0.62, bias: -0.1, isLow: false },
};
export const SCORES = {
  callId: CALL_ID,
  overall: 0.86,
  components: { sentiment: 0.71, compliance: 0.75, accuracy: 1, professionalism: 0.95 },
  failedBy: 0,
  scores: [SCORE],
};
export const ANALYSIS = {
  callId: CALL_ID,
  state: "done" as const,
  attempts: 1,
  problem: null,
  result: {
    summary: "The caller asked what a cleaning costs and was told.",
    intent: "The price of a cleaning.",
    outcome: "settled" as const,
    resolved: true,
    topics: ["prices"],
    actionItems: [],
    promises: [],
    fields: [],
    claims: [{ verdict: "unsupported" as const, reason: "No price was given to the agent.", quote: QUOTE }],
    mood: { by: "words" as const, language: "en-US", points: [] },
    coverage: { lines: 9, given: 9 },
    droppedQuotes: 0,
  },
  model: "us.anthropic.claude-haiku-4-5-20251001-v1:0",
  inputTokens: 1843,
  outputTokens: 612,
  costUsd: 0.004903,
  finishedAt: "2026-11-20T17:01:49.000Z",
};
export const FINDING = {
  id: FINDING_ID,
  callId: CALL_ID,
  businessId: BUSINESS_ID,
  ruleKey: "ai_disclosure.disclosed",
  ruleName: "The agent says that it is an AI",
  category: "ai_disclosure",
  severity: "major" as const,
  what: "It was not said within 30 s.",
  remedy: "Switch the AI notice on in the agent’s settings.",
  segmentId: null,
  turnId: null,
  quote: null,
  atMs: 30_000,
  origin: "live" as const,
  state: "open" as const,
  reason: null,
  decidedAt: null,
  foundAt: "2026-11-20T17:00:32.000Z",
};
export const DISPUTE = {
  id: DISPUTE_ID,
  scoreId: SCORE_ID,
  callId: CALL_ID,
  label: "Nothing invented",
  reason: "The price is in the brochure.",
  raisedByName: "Ben Ortiz",
  raisedAt: "2026-11-20T17:30:00.000Z",
  state: "open" as const,
  answer: null,
  answeredByName: null,
  answeredAt: null,
};
export const RULE_TEXT = {
  name: "Nobody promises a cure",
  severity: "critical" as const,
  remedy: "Call the patient back and set it right.",
  scope: "all" as const,
  check: {
    kind: "must_not_say" as const,
    who: "agent" as const,
    match: { kind: "phrase" as const, phrases: ["guaranteed cure", "we will cure"] },
  },
};
export const RULE = { ...RULE_TEXT, id: RULE_ID, key: RULE_ID, businessId: BUSINESS_ID, pack: null, enabled: true };
export const SCORECARD_INPUT = {
  name: "Every call",
  sections: [
    {
      name: "Manner",
      criteria: [
        {
          key: "polite",
          label: "Polite and calm",
          guide: "1 when the tone was friendly all along.",
          component: "professionalism" as const,
          judge: "model" as const,
          weight: 2,
          autoFail: false,
        },
      ],
    },
  ],
  fields: [
    { key: "treatment", label: "Treatment", kind: "text" as const, ask: "What they want to have done.", options: [] },
  ],
  sampling: { lowScores: true, findings: true, share: 0.05 },
};
