import { sentences } from "../mind/words";
import { pairConcepts, wordsOf } from "./words-of";

/** A word asked for or what one is said for, with the share of the question it is. */
interface Term {
  readonly root: string;
  readonly concepts: readonly string[];
  readonly weight: number;
}

const SAME_CONCEPT = 0.8;
const SAME_BEGINNING = 0.4;
const LEAST_BEGINNING = 5;

/**
 * How far each document answers a query, from 0 to 1: the share of the query's words that stand in it or are said for the same,
 * most of all in one sentence. Words that few of the documents have count more, all the same words score the same.
 */
export function relevance(query: string, documents: readonly string[]): number[] {
  const read = documents.map(readText);
  const terms = termsOf(query).map((term) => {
    const having = read.filter((document) => hit(term, document) > 0).length;
    const rarity = 1 - having / (documents.length + 1);
    return { ...term, weight: term.weight * (0.6 + 0.4 * rarity) };
  });
  const total = terms.reduce((sum, { weight }) => sum + weight, 0);
  return documents.map((document, at) => {
    const parts = sentences(document).map(readText);
    const inOne = Math.max(0, ...parts.map((part) => share(terms, part)));
    const covered = total === 0 ? 0 : (0.65 * inOne + 0.35 * share(terms, read[at] as ReadText)) / total;
    // Shorter of two that say the same comes first.
    const brevity = 1 / (1 + document.length / 4_000);
    return Math.round(Math.min(1, covered ** 1.4) * (0.97 + 0.03 * brevity) * 1e8) / 1e8;
  });
}

interface ReadText {
  readonly roots: ReadonlySet<string>;
  readonly concepts: ReadonlySet<string>;
}

function readText(text: string): ReadText {
  const words = wordsOf(text);
  return {
    roots: new Set(words.map(({ root }) => root)),
    concepts: new Set([...words.flatMap(({ concepts }) => concepts), ...pairConcepts(words)]),
  };
}

function termsOf(query: string): Term[] {
  const words = wordsOf(query);
  const terms = new Map<string, Term>();
  for (const { root, concepts, weight } of words) terms.set(root, { root, concepts, weight });
  for (const concept of pairConcepts(words)) terms.set(`*${concept}`, { root: "", concepts: [concept], weight: 1 });
  return [...terms.values()];
}

function share(terms: readonly Term[], text: ReadText): number {
  return terms.reduce((sum, term) => sum + term.weight * hit(term, text), 0);
}

function hit({ root, concepts }: Term, text: ReadText): number {
  if (root !== "" && text.roots.has(root)) return 1;
  if (concepts.some((concept) => text.concepts.has(concept))) return SAME_CONCEPT;
  if (root.length < LEAST_BEGINNING) return 0;
  const beginning = root.slice(0, LEAST_BEGINNING);
  for (const other of text.roots) if (other.startsWith(beginning)) return SAME_BEGINNING;
  return 0;
}
