import type { Fact } from "./briefing";
import { stems, withSynonyms } from "./words";

interface Scored {
  readonly fact: Fact;
  readonly score: number;
  readonly at: number;
}

/**
 * Answers a question with the one or two facts that share most of its words, rarer words counting more. Undefined when
 * no fact shares enough: then the honest answer is that it is not known.
 */
export function answerFromFacts(question: string, facts: readonly Fact[], most = 2): string | undefined {
  const asked = stems(question);
  if (asked.length === 0 || facts.length === 0) return undefined;
  const weights = asked.map((root) => {
    const spread = facts.filter((fact) => fact.stems.has(root)).length;
    return Math.log(1 + facts.length / (1 + spread)) + 0.2;
  });
  const totalWeight = weights.reduce((sum, weight) => sum + weight, 0);
  const scored: Scored[] = facts.map((fact, at) => {
    let score = 0;
    for (const [index, root] of asked.entries()) {
      const weight = weights[index] ?? 0;
      if (fact.stems.has(root)) score += weight;
      else if (withSynonyms(root).some((other) => fact.stems.has(other))) score += weight * 0.7;
    }
    return { fact, score, at };
  });
  const ranked = scored.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score || a.at - b.at);
  const best = ranked[0];
  if (!best || best.score < totalWeight * 0.34) return undefined;
  const chosen = ranked.slice(0, most).filter(({ score }) => score >= best.score * 0.85);
  chosen.sort((a, b) => a.at - b.at);
  return [...new Set(chosen.map(({ fact }) => fact.say))].join(" ");
}
