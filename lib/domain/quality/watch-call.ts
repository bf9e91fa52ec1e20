import type { QualitySettings } from "@/lib/contracts/business-settings";
import type { ComplianceRuleInForce } from "@/lib/contracts/compliance";
import type { CallEvent, CallEventBody } from "@/lib/contracts/live/events";
import type { FindingSeverity } from "@/lib/contracts/quality";
import { newWatch, readyRules, type ReadyRule, watchFact, type WatchState } from "./compliance/watch";
import { moodScore, rulesScore, scoreOf } from "./score-call";

/** What is asked of a call while it goes on. */
export type Watched = { rules: readonly ReadyRule[]; weights: QualitySettings["weights"] };

/** How far the watch over a call has come. */
export type CallWatch = {
  compliance: WatchState;
  connectedAtMs: number | null;
  compounds: readonly number[];
  breaches: readonly FindingSeverity[];
  /** The score that was told last, as it was told. */
  told: string;
};

export const watchedOf = (
  quality: { rules: readonly ComplianceRuleInForce[]; weights: QualitySettings["weights"] },
  businessName: string,
): Watched => ({ rules: readyRules(quality.rules, businessName), weights: quality.weights });

export const newCallWatch = ({ rules }: Watched): CallWatch => ({
  compliance: newWatch(rules),
  connectedAtMs: null,
  compounds: [],
  breaches: [],
  told: "",
});

/**
 * What follows for a call's quality from one of its facts: breaches, and the score so far, by the caller's mood and the rules; what needs understanding is judged
 * after the call. Pure. From the end on nothing follows: the report comes then.
 */
export function watchEvent(
  watched: Watched,
  before: CallWatch,
  { body, at }: CallEvent,
): { watch: CallWatch; facts: CallEventBody[] } {
  const connectedAtMs = before.connectedAtMs ?? (body.type === "line.connected" ? Date.parse(at) : null);
  if (body.type === "call.ended") return { watch: before, facts: [] };
  const nowMs = connectedAtMs === null ? 0 : Math.max(0, Date.parse(at) - connectedAtMs);
  const { state, findings } = watchFact(watched.rules, before.compliance, body, nowMs);
  const watch: CallWatch = {
    ...before,
    compliance: state,
    connectedAtMs,
    compounds: body.type === "sentiment.scored" ? [...before.compounds, body.compound] : before.compounds,
    breaches: body.type === "finding.noted" ? [...before.breaches, body.finding.severity] : before.breaches,
    told: body.type === "score.updated" ? keyOf(body) : before.told,
  };
  const noted = findings.map((finding): CallEventBody => ({ type: "finding.noted", finding }));
  if (body.type !== "sentiment.scored" && body.type !== "finding.noted") return { watch, facts: noted };
  const score = scoreNow(watch, watched.weights);
  return { watch, facts: keyOf(score) === watch.told ? noted : [...noted, score] };
}

function scoreNow(
  { compounds, breaches }: CallWatch,
  weights: QualitySettings["weights"],
): Extract<CallEventBody, { type: "score.updated" }> {
  const of = { weight: 1, autoFail: false };
  const { overall, components } = scoreOf(
    [
      { ...of, component: "sentiment", score: moodScore(compounds) },
      { ...of, component: "compliance", score: rulesScore(breaches) },
    ],
    weights,
  );
  return { type: "score.updated", overall, components };
}

const keyOf = ({
  overall,
  components,
}: {
  overall: number | null;
  components: Record<string, number | null>;
}): string =>
  [overall, components["sentiment"] ?? null, components["compliance"] ?? null]
    .map((value) => value?.toFixed(2) ?? "-")
    .join(" ");
