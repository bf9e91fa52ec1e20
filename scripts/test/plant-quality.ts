import { randomUUID } from "node:crypto";
import type { TestOrganization } from "./database";
import { insert } from "./plant-call";

type Queryable = Parameters<typeof insert>[0];

/** A row in every table of quality, which say `mark` where they say anything. Returns the ids of what has one. */
export async function plantQuality(
  sql: Queryable,
  { organizationId, businessId, userId }: TestOrganization,
  mark: string,
  callId: string,
  /** A business has one scorecard. */
  hasScorecard = true,
): Promise<{ scoreId: string; disputeId: string; findingId: string; ruleId: string }> {
  const [scoreId, disputeId, findingId, ruleId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const now = new Date();
  const own = { organization_id: organizationId };
  const ofBusiness = { ...own, business_id: businessId };
  const ofCall = { ...own, call_id: callId };
  const result = {
    summary: mark,
    intent: mark,
    outcome: "settled",
    resolved: true,
    topics: [],
    actionItems: [],
    promises: [],
    fields: [],
    claims: [],
    mood: { by: "words", language: "en", points: [] },
    coverage: { lines: 1, given: 1 },
    droppedQuotes: 0,
  };
  const quotes = [{ segmentId: "0.c1", turnId: "c1", speaker: "caller", quote: mark, atMs: 0 }];
  await insert(sql, "call_analyses", {
    ...ofBusiness,
    ...ofCall,
    state: "done",
    due_at: now,
    result: JSON.stringify(result),
    finished_at: now,
  });
  const rule = {
    name: mark,
    severity: "major",
    remedy: mark,
    scope: "all",
    check: { kind: "must_not_say", who: "agent", match: { kind: "phrase", phrases: [mark] } },
  };
  await insert(sql, "compliance_rules", {
    ...ofBusiness,
    id: ruleId,
    key: ruleId,
    enabled: true,
    definition: JSON.stringify(rule),
  });
  await insert(sql, "compliance_findings", {
    ...ofBusiness,
    ...ofCall,
    id: findingId,
    key: `${ruleId}#0.c1`,
    rule_key: ruleId,
    rule_name: "Not said",
    category: "own",
    severity: "major",
    what: mark,
    remedy: "Ask.",
    segment_id: "0.c1",
    quote: mark,
    at_ms: 0,
    origin: "live",
    found_at: now,
  });
  const criterion = {
    key: "polite",
    label: "Polite",
    guide: mark,
    component: "professionalism",
    judge: "model",
    weight: 1,
    autoFail: false,
  };
  if (hasScorecard)
    await insert(sql, "scorecards", {
      ...ofBusiness,
      name: mark,
      sections: JSON.stringify([{ name: "Manner", criteria: [criterion] }]),
      sampling: JSON.stringify({ lowScores: true, findings: true, share: 0 }),
    });
  const disputedId = randomUUID();
  for (const [id, criterion, label] of [
    [scoreId, "polite", "Polite"],
    [disputedId, "clear", "Clear"],
  ])
    await insert(sql, "qa_scores", {
      ...ofBusiness,
      ...ofCall,
      id,
      criterion,
      label,
      section: "Manner",
      component: "professionalism",
      weight: 1,
      ai_score: 0.5,
      ai_reason: mark,
      quotes: JSON.stringify(quotes),
      scored_at: now,
    });
  await insert(sql, "qa_disputes", {
    ...ofCall,
    id: disputeId,
    score_id: disputedId,
    reason: mark,
    raised_by: userId,
    raised_by_name: "Somebody",
    raised_at: now,
  });
  await insert(sql, "quality_changes", {
    ...ofCall,
    id: randomUUID(),
    subject: "score",
    subject_id: scoreId,
    before: "0.25",
    after: "0.50",
    reason: mark,
    by_name: "Somebody",
    at: now,
  });
  await insert(sql, "qa_reviews", { ...ofBusiness, ...ofCall, reasons: ["sample"], queued_at: now });
  return { scoreId, disputeId, findingId, ruleId };
}
