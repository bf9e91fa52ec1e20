import type { BusinessSettings, QualityCheck, QualityComponent } from "@/lib/contracts/business-settings";
import type { Criterion, ScorecardInput, ScorecardSection } from "@/lib/contracts/scorecards";
import type { BusinessKind } from "@/lib/domain/businesses/default-settings";

const of = (
  component: QualityComponent,
  judge: Criterion["judge"],
  key: string,
  label: string,
  guide: string,
  more: Partial<Pick<Criterion, "weight" | "autoFail">> = {},
): Criterion => ({ key, label, guide, component, judge, weight: 1, autoFail: false, ...more });

const MOOD = of(
  "sentiment",
  "sentiment",
  "mood",
  "Mood of the caller",
  "How the caller’s words sound, the last of them counting twice.",
);
const RULES = of(
  "compliance",
  "findings",
  "rules_kept",
  "Rules kept",
  "1 when no rule was broken. Each breach takes away: critical 0.5, major 0.25, minor 0.1.",
);

/** What the business's own checks ask for beside mood and rules. */
const OF_CHECK: Partial<Record<QualityCheck, Criterion>> = {
  nothing_invented: of(
    "accuracy",
    "claims",
    "nothing_invented",
    "Nothing invented",
    "How many of the facts that the agent stated stand in what it was given to know. What contradicts it counts twice.",
    { weight: 3 },
  ),
  nothing_promised: of(
    "accuracy",
    "model",
    "nothing_promised",
    "Promised only what will be done",
    "1 when every promise was within what the agent can do or a tool has done. 0 when it said that something is done and nothing was.",
    { weight: 2 },
  ),
  understood: of(
    "accuracy",
    "model",
    "understood",
    "Understood what was wanted",
    "1 when the agent found out what the caller wanted and acted on that. 0 when it answered another question.",
    { weight: 2 },
  ),
  closed_politely: of(
    "professionalism",
    "model",
    "closed_politely",
    "Closed politely",
    "1 when the agent made sure that nothing was left open and said goodbye. 0 when it broke off.",
  ),
};

const POLITE = of(
  "professionalism",
  "model",
  "polite",
  "Polite and calm",
  "1 when the tone was friendly and patient all along, also with an upset caller. 0 when it was curt, mocking or impatient.",
  { weight: 2 },
);
const CLEAR = of(
  "professionalism",
  "model",
  "clear",
  "Clear and to the point",
  "1 when answers were short and easy to follow. 0 when they rambled, repeated themselves or evaded.",
);

const OF_TYPE: Partial<Record<BusinessKind["type"], Criterion>> = {
  sales: of(
    "professionalism",
    "model",
    "no_pressure",
    "No pressure",
    "1 when interest was found out without pushing. 0 when the agent went on after a clear no.",
    { weight: 2 },
  ),
  appointments: of(
    "accuracy",
    "model",
    "details_confirmed",
    "Details read back",
    "1 when day, time, name and number were repeated to the caller before the end. 0 when none was.",
    { weight: 2 },
  ),
};

/** What calls of a business of this kind are judged by until somebody changes it. */
export function defaultScorecard(
  type: BusinessKind["type"],
  checks: BusinessSettings["quality"]["checks"],
): ScorecardInput {
  const asked = checks.flatMap((check) => OF_CHECK[check] ?? []);
  const typical = OF_TYPE[type];
  const all = [MOOD, RULES, ...asked, POLITE, CLEAR, ...(typical ? [typical] : [])];
  const section = (name: string, ...components: QualityComponent[]): ScorecardSection => ({
    name,
    criteria: all.filter(({ component }) => components.includes(component)),
  });
  const sections = [
    section("How the caller felt", "sentiment"),
    section("What must and must not be said", "compliance"),
    section("Right and complete", "accuracy"),
    section("Manner", "professionalism"),
  ];
  return {
    name: "Every call",
    sections: sections.filter(({ criteria }) => criteria.length > 0),
    fields: [],
    sampling: { lowScores: true, findings: true, share: 0.05 },
  };
}

export const criteriaOf = ({ sections }: Pick<ScorecardInput, "sections">): (Criterion & { section: string })[] =>
  sections.flatMap(({ name, criteria }) => criteria.map((criterion) => ({ ...criterion, section: name })));
