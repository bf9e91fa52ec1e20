import type { Fact } from "./read-facts";
import type { Situation } from "./situation";
import { stems, withSynonyms } from "./words";

interface Scored {
  readonly fact: Fact;
  readonly score: number;
  readonly at: number;
}

/** A kind of question, the facts that answer it, and how much a fact is worth that does not. */
interface QuestionKind {
  readonly asks: RegExp;
  readonly answers: RegExp;
  readonly otherwise: number;
}

export const MONEY = /\b(?:dollars?|pounds?|euros?|cents?|pence)\b|[$£€]\s?\d/i;
const PRICE = /\b(?:dollars?|pounds?|euros?|cents?|pence|free)\b|[$£€]\s?\d/i;
const STREET =
  /\b\d+ (?:\p{Lu}[\p{L}'’]+ ){1,3}(?:Street|Avenue|Road|Lane|Square|Drive|Boulevard|Way|Place|Court|Row|Quay)\b|\baddress\b/u;
export const ASKS_PRICE =
  /\bhow much (?:is|are|does|do|for|would|will)\b|\bhow much\W*$|\bprices?\b|\bcosts?\b|\bcharges?\b|\bfees?\b|\bexpensive\b/i;
const ASKS_WHERE =
  /\bwhere (?:are|is|do i (?:find|go|come)|can i find|exactly)\b|\baddress\b|\blocat(?:ed|ion)\b|\bdirections\b|\bhow (?:do|can|would) i (?:get|find)\b|\bfind you\b|\bstreet\b/i;
const KINDS: readonly QuestionKind[] = [
  { asks: ASKS_PRICE, answers: PRICE, otherwise: 0.35 },
  {
    asks: /\bhow (?:long|soon|quick(?:ly)?|fast)\b/i,
    answers: /\b(?:minutes?|hours?|days?|weeks?|months?|years?)\b/i,
    otherwise: 0.35,
  },
];
const LEAST_SHARE = 0.34;
/** Enough when two words of the question stand in the fact itself: people tell more around what they ask. */
const LEAST_SHARE_OF_TWO = 0.2;
export const IS_OVER = /\b(?:ended|expired|no longer)\b/i;
const MOST_PRICES = 3;

/** Answers from what was found for this turn, else from the briefing and what was found earlier in the conversation. */
export function answerFromAll(question: string, situation: Situation, most?: number): string | undefined {
  return (
    answerFromFacts(question, situation.foundFacts, most) ??
    answerFromFacts(question, [...situation.briefing.facts, ...situation.earlierFacts], most)
  );
}

/**
 * Answers a question with the one or two facts that share most of its words, rarer words counting more. Undefined when
 * no fact shares enough: then the honest answer is that it is not known.
 */
export function answerFromFacts(question: string, facts: readonly Fact[], most = 2): string | undefined {
  const asked = stems(question);
  if (facts.length === 0) return undefined;
  const kind = KINDS.find(({ asks }) => asks.test(question));
  const about = asked.filter((root) => !WHERE_WORDS.has(root) && !GENERAL_WORDS.has(root));
  if (ASKS_WHERE.test(question) && about.length === 0) {
    const place =
      facts.find(({ say }) => STREET.test(say)) ??
      facts.find(({ say }) => /\blocated\b|\b(?:is|are) (?:at|in|on)\b/.test(say));
    if (place) return place.say;
  }
  if (asked.length === 0) return undefined;
  if (kind?.answers === PRICE && asked.every((root) => PRICE_WORDS.has(root) || GENERAL_WORDS.has(root))) {
    const priced = facts.filter(({ say }) => MONEY.test(say) && !IS_OVER.test(say)).slice(0, MOST_PRICES);
    return priced.length > 0 ? sayFacts(priced) : undefined;
  }
  const weights = asked.map((root) => {
    const spread = facts.filter((fact) => fact.stems.has(root)).length;
    const common = GENERAL_WORDS.has(root) || PRICE_WORDS.has(root) ? 0.3 : 1;
    return common * (Math.log(1 + facts.length / (1 + spread)) + 0.2);
  });
  const totalWeight = weights.reduce((sum, weight) => sum + weight, 0);
  const scored: Scored[] = facts.map((fact, at) => {
    let score = 0;
    for (const [index, root] of asked.entries()) score += (weights[index] ?? 0) * share(root, fact);
    return { fact, score: kind && !kind.answers.test(fact.say) ? score * kind.otherwise : score, at };
  });
  const ranked = scored.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score || a.at - b.at);
  const best = ranked[0];
  if (!best) return undefined;
  const direct = asked.filter((root) => best.fact.stems.has(root) && !GENERAL_WORDS.has(root)).length;
  if (best.score < totalWeight * (direct >= 2 ? LEAST_SHARE_OF_TWO : LEAST_SHARE)) return undefined;
  const chosen = ranked.slice(0, most).filter(({ score }) => score >= best.score * 0.85);
  chosen.sort((a, b) => a.at - b.at);
  return sayFacts(chosen.map(({ fact }) => fact));
}

const WHERE_WORDS = new Set(stems("where address location located directions find street exactly"));
const PRICE_WORDS = new Set(stems("price prices cost costs charge fee fees rate expensive money"));
const GENERAL_WORDS = new Set(
  stems(
    "difference between compare versus better warmer where exactly one two three four five six seven eight nine ten practice shop store office clinic business company place building team long soon come visit today thing offer",
  ),
);

/** How much of a word is in a fact: all of it, what people say for it, or only in what stands around the fact. */
function share(root: string, fact: Fact): number {
  if (fact.stems.has(root)) return 1;
  const others = withSynonyms(root);
  if (others.some((other) => fact.stems.has(other))) return 0.7;
  return others.some((other) => fact.around.has(other)) ? 0.5 : 0;
}

/** Facts one after the other, each once; one that leans on the sentence before it comes with that. */
function sayFacts(facts: readonly Fact[]): string {
  return [...new Set(facts.flatMap(({ say, after }) => (after ? [after, say] : [say])))].join(" ");
}
