import type { CallAnalysisResult } from "@/lib/contracts/call-analysis";
import type { LiveFinding, SaidQuote } from "@/lib/contracts/quality";
import type { Criterion } from "@/lib/contracts/scorecards";
import type { JudgedByModel } from "./read-answer";
import { claimsScore, mean, moodScore, rulesScore } from "./score-call";
import type { CallLine } from "./transcript";

/** A score with why. */
export type Judgement = { key: string; score: number | null; reason: string; quotes: SaidQuote[] };

export type JudgedBy = {
  lines: readonly CallLine[];
  /** How the caller's turns sound, in order. */
  mood: readonly { turnId: string; compound: number }[];
  /** The breaches that nobody has dismissed. */
  breaches: readonly Pick<LiveFinding, "severity" | "ruleName" | "segmentId" | "quote">[];
  /** Null: the model gave no answer (yet). */
  model: { criteria: readonly JudgedByModel[]; claims: CallAnalysisResult["claims"] } | null;
};

const NO_MODEL = "Not judged: the model gave no answer.";
const MOST_QUOTES = 3;

/** What one criterion makes of a call. */
export function judge({ key, judge: by }: Pick<Criterion, "key" | "judge">, facts: JudgedBy): Judgement {
  switch (by) {
    case "sentiment":
      return { key, ...judgeMood(facts) };
    case "findings":
      return { key, ...judgeRules(facts) };
    case "claims":
      return { key, ...judgeClaims(facts) };
    case "model": {
      const given = facts.model?.criteria.find((one) => one.key === key);
      return given ?? { key, score: null, reason: facts.model ? "The model did not judge it." : NO_MODEL, quotes: [] };
    }
  }
}

type Judged = Omit<Judgement, "key">;

function judgeMood({ lines, mood }: JudgedBy): Judged {
  const compounds = mood.map(({ compound }) => compound);
  const score = moodScore(compounds);
  if (score === null) return { score, reason: "The caller said nothing that could be scored.", quotes: [] };
  const lowest = mood.reduce((low, point) => (point.compound < low.compound ? point : low));
  const highest = mood.reduce((high, point) => (point.compound > high.compound ? point : high));
  const telling = score < 0.5 ? lowest : highest;
  const reason = `${mood.length} ${mood.length === 1 ? "turn" : "turns"} of the caller sound ${figure(mean(compounds))} on average, the last ${figure(mean(compounds.slice(-3)))}; the worst ${figure(lowest.compound)}.`;
  return { score, reason, quotes: quotesOf(lines, telling.turnId) };
}

function judgeRules({ lines, breaches }: JudgedBy): Judged {
  const score = rulesScore(breaches.map(({ severity }) => severity));
  if (breaches.length === 0) return { score, reason: "No rule was broken.", quotes: [] };
  const names = [...new Set(breaches.map(({ ruleName, severity }) => `${ruleName} (${severity})`))];
  const quotes = breaches.flatMap(({ segmentId, quote }) => {
    const line = lines.find((one) => one.segmentId === segmentId);
    return line && quote !== null ? [{ ...placeOf(line), quote }] : [];
  });
  return { score, reason: `Broken: ${names.join("; ")}.`, quotes: quotes.slice(0, MOST_QUOTES) };
}

function judgeClaims({ model }: JudgedBy): Judged {
  if (!model) return { score: null, reason: NO_MODEL, quotes: [] };
  const { claims } = model;
  const score = claimsScore(claims.map(({ verdict }) => verdict));
  if (score === null) return { score, reason: "The agent stated no facts.", quotes: [] };
  const wrong = claims.filter(({ verdict }) => verdict !== "supported");
  const kept = claims.length - wrong.length;
  const why = wrong[0] ? ` ${wrong[0].reason}` : "";
  const shown = wrong.length > 0 ? wrong : claims;
  return {
    score,
    reason: `${kept} of ${claims.length} stated facts stand in what the agent was given.${why}`,
    quotes: shown.slice(0, MOST_QUOTES).map(({ quote }) => quote),
  };
}

const figure = (value: number): string => value.toFixed(2).replace("-", "−");

const placeOf = ({ segmentId, turnId, speaker, startMs }: CallLine) => ({ segmentId, turnId, speaker, atMs: startMs });

function quotesOf(lines: readonly CallLine[], turnId: string): SaidQuote[] {
  const line = lines.find((one) => one.turnId === turnId && one.speaker === "caller");
  return line ? [{ ...placeOf(line), quote: line.text.slice(0, 200) }] : [];
}
