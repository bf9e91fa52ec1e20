import type { CallAnalysisResult } from "@/lib/contracts/call-analysis";
import type { SaidQuote } from "@/lib/contracts/quality";
import type { AnalysisAnswer, AnalysisQuestions } from "./analysis-answer";
import { findQuote } from "./find-quote";
import type { CallLine } from "./transcript";

export type JudgedByModel = { key: string; score: number | null; reason: string; quotes: SaidQuote[] };
export type RuleByModel = { key: string; broken: boolean; reason: string; quote: SaidQuote | null };

export type ReadAnswer =
  | {
      kind: "sound";
      result: Omit<CallAnalysisResult, "coverage" | "mood">;
      criteria: JudgedByModel[];
      rules: RuleByModel[];
      mood: CallAnalysisResult["mood"]["points"];
    }
  /** Nothing of it may be used. `why` in words. */
  | { kind: "nonsense"; why: string };

const MOST = { text: 1_500, line: 400, topics: 5, items: 12, claims: 40, quotes: 3, topic: 40 };
/** From so many quotes on, an answer in which most were never said is no account of this call. */
const FEW_QUOTES = 3;

/**
 * What of an answer holds: quotes that stand in the lines, and what rests on them. A promise, claim, field or breach whose quote nobody said is left out. An
 * answer that leaves out what was asked, or most of whose quotes nobody said, is nonsense.
 */
export function readAnswer(
  answer: AnalysisAnswer,
  lines: readonly CallLine[],
  questions: AnalysisQuestions,
): ReadAnswer {
  const seen = { quotes: 0, dropped: 0 };
  const find = (line: number | null, quote: string | null): SaidQuote | null => {
    if (quote === null || quote.trim() === "") return null;
    seen.quotes += 1;
    const found = findQuote(lines, line, quote);
    if (!found) seen.dropped += 1;
    return found;
  };
  const criteria = questions.criteria.flatMap(({ key }) => {
    const given = answer.criteria?.find((one) => one.key === key);
    if (!given || (given.score !== null && given.reason.trim() === "")) return [];
    const quotes = given.quotes.slice(0, MOST.quotes).flatMap(({ line, quote }) => find(line, quote) ?? []);
    return [{ key, score: given.score, reason: short(given.reason), quotes: distinct(quotes) }];
  });
  const rules = questions.rules.flatMap(({ key }): RuleByModel[] => {
    const given = answer.rules?.find((one) => one.key === key);
    if (!given) return [];
    const quote = find(given.line, given.quote);
    const isInvented = given.quote !== null && given.quote.trim() !== "" && quote === null;
    return [{ key, broken: given.broken && !isInvented, reason: short(given.reason), quote }];
  });
  const promises = answer.promises.slice(0, MOST.items).flatMap(({ what, who, by, line, quote }) => {
    const said = find(line, quote);
    return said ? [{ what: short(what), who: short(who), by: by && short(by), quote: said }] : [];
  });
  const claims = answer.claims.slice(0, MOST.claims).flatMap(({ line, quote, verdict, reason }) => {
    const said = find(line, quote);
    return said && said.speaker !== "caller" ? [{ verdict, reason: short(reason), quote: said }] : [];
  });
  const fields = questions.fields.map(({ key, label }) => {
    const given = answer.fields?.find((one) => one.key === key);
    const quote = given ? find(given.line, given.quote) : null;
    const value = given?.value?.trim() ?? "";
    return { key, label, value: quote && value !== "" ? short(value) : null, quote };
  });
  const missing = questions.criteria.length - criteria.length + questions.rules.length - rules.length;
  if (missing > 0) return { kind: "nonsense", why: `The model left out ${missing} of what it was asked to judge` };
  if (seen.quotes >= FEW_QUOTES && seen.dropped * 2 > seen.quotes)
    return { kind: "nonsense", why: `${seen.dropped} of the model’s ${seen.quotes} quotes were never said` };
  const { summary, intent, outcome, resolved, topics, action_items } = answer;
  return {
    kind: "sound",
    result: {
      summary: short(summary, MOST.text),
      intent: short(intent),
      outcome,
      resolved,
      topics: [...new Set(topics.map((topic) => short(topic, MOST.topic)).filter(Boolean))].slice(0, MOST.topics),
      actionItems: action_items
        .slice(0, MOST.items)
        .map(({ what, who, by }) => ({ what: short(what), who: short(who), by: by && short(by) }))
        .filter(({ what }) => what !== ""),
      promises,
      fields,
      claims,
      droppedQuotes: seen.dropped,
    },
    criteria,
    rules,
    mood: (answer.mood ?? []).flatMap(({ line, compound }) => {
      const said = lines.find(({ n, speaker }) => n === line && speaker === "caller");
      return said ? [{ turnId: said.turnId, atMs: said.startMs, compound }] : [];
    }),
  };
}

const short = (text: string, most = MOST.line): string => {
  const plain = text.replaceAll(/\s+/g, " ").trim();
  return plain.length > most ? `${plain.slice(0, most - 1)}…` : plain;
};

const distinct = (quotes: readonly SaidQuote[]): SaidQuote[] =>
  quotes.filter(
    (quote, index) =>
      quotes.findIndex((other) => other.segmentId === quote.segmentId && other.quote === quote.quote) === index,
  );
