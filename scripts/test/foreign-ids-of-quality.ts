import type { ServiceContext } from "@/lib/services/context";
import { cursorOf } from "@/lib/services/cursor";
import { calculateScores } from "@/lib/services/quality/calculate-scores";
import { answerDispute, overrideScore, raiseDispute } from "@/lib/services/quality/change-score";
import {
  createComplianceRule,
  deleteComplianceRule,
  listComplianceRules,
  updateComplianceRule,
} from "@/lib/services/quality/compliance-rules";
import { decideFinding, exportFindings, listFindings } from "@/lib/services/quality/findings";
import { getCallQuality, getCallScores } from "@/lib/services/quality/get-call-quality";
import { qualityTrends } from "@/lib/services/quality/quality-trends";
import { findCallAccount } from "@/lib/services/quality/get-call-account";
import { queueReviews } from "@/lib/services/quality/queue-reviews";
import { listReviews, markReviewed } from "@/lib/services/quality/reviews";
import { tryRule } from "@/lib/services/quality/try-rule";
import { getScorecard, saveScorecard } from "@/lib/services/quality/scorecards";

type Ids = {
  callId: string;
  businessId: string;
  scoreId: string;
  disputeId: string;
  findingId: string;
  ruleId: string;
};
const reason = "Seen by hand";
const RULE = {
  name: "A rule",
  severity: "minor" as const,
  remedy: "Mend it",
  scope: "all" as const,
  check: { kind: "must_not_say" as const, who: "agent" as const, match: { kind: "phrase" as const, phrases: ["x"] } },
};
const criterion = {
  key: "a",
  label: "A",
  guide: "",
  component: "accuracy" as const,
  judge: "model" as const,
  weight: 1,
  autoFail: false,
};
const SCORECARD = {
  name: "A",
  sections: [{ name: "A", criteria: [criterion] }],
  fields: [],
  sampling: { lowScores: true, findings: true, share: 0 },
};

/** Every verb on quality that takes ids, by its file: for lib/services/foreign-ids.db.test.ts. */
export const QUALITY_VERBS: Record<string, ((context: ServiceContext, ids: Ids) => Promise<unknown>)[]> = {
  // What of the scores is only read is tried with it.
  "quality/calculate-scores.ts": [
    (context, { callId }) => calculateScores(context, callId),
    (context, { callId }) => getCallQuality(context, callId),
    (context, { callId }) => getCallScores(context, callId),
  ],
  "quality/change-score.ts": [
    (context, { scoreId }) => overrideScore(context, scoreId, { score: 1, reason }),
    (context, { scoreId }) => raiseDispute(context, scoreId, { reason }),
    (context, { disputeId }) => answerDispute(context, disputeId, { state: "rejected", answer: reason }),
    (context, { disputeId }) => answerDispute(context, disputeId, { state: "upheld", score: 1, answer: reason }),
  ],
  "quality/compliance-rules.ts": [
    (context, { businessId }) => listComplianceRules(context, businessId),
    (context, { businessId }) => createComplianceRule(context, { businessId, ...RULE }),
    (context, { businessId, ruleId }) => updateComplianceRule(context, businessId, ruleId, { enabled: false }),
    (context, { businessId }) => updateComplianceRule(context, businessId, "pci.no_card_numbers", { enabled: false }),
    (context, { businessId, ruleId }) => deleteComplianceRule(context, businessId, ruleId),
  ],
  "quality/try-rule.ts": [
    (context, { businessId }) => tryRule(context, businessId, { check: RULE.check, on: { kind: "calls" } }),
    (context, { businessId }) =>
      tryRule(context, businessId, {
        check: RULE.check,
        on: { kind: "words", lines: [{ by: "agent", text: "x" }] },
      }),
  ],
  "quality/findings.ts": [
    (context, { businessId, callId }) => listFindings(context, { businessId, callId }),
    (context, { findingId: id }) => listFindings(context, { cursor: cursorOf({ at: new Date("2100-01-01"), id }) }),
    async (context, { businessId }) => {
      const rows: string[] = [];
      for await (const line of await exportFindings(context, { businessId })) rows.push(line);
      return rows.slice(1);
    },
    (context, { findingId }) => decideFinding(context, findingId, { state: "dismissed", reason }),
  ],
  "quality/reviews.ts": [
    (context, { businessId }) => listReviews(context, { businessId }),
    (context, { callId }) => markReviewed(context, callId),
    (context, { callId }) => queueReviews(context, { callIds: [callId] }),
    (context, { callId }) => findCallAccount(context, callId),
    (context, { businessId }) => qualityTrends(context, { businessId, days: 7 }),
  ],
  "quality/scorecards.ts": [
    (context, { businessId }) => getScorecard(context, businessId),
    (context, { businessId }) => saveScorecard(context, businessId, SCORECARD),
  ],
};
