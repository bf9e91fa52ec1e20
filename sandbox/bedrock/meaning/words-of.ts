import { stem } from "../mind/words";
import { conceptsOf, conceptsOfPair } from "./concepts";

/** A word as it counts for meaning. */
export interface Word {
  readonly root: string;
  /** What it is said for, as "price" for "cost". */
  readonly concepts: readonly string[];
  /** How far they are what it is about: a question word only points to them. */
  readonly conceptWeight: number;
  /** From 0 for words that say nothing to 1. */
  readonly weight: number;
}

// They hold a sentence together and say little of what it is about.
const LITTLE = new Set(
  `a about after all also am an and any are as at be because been before being but by can could did do does doing for from get give
  go got had has have having he her here him his i if in into is it its just let like may me might mine more most much must my
  need no not of on one only or our out over please right say see shall she should so some tell than that the their them then there
  these they this those to too up us very want was way we well were what when which while will with would yes you your hello hi
  thanks thank ok okay um uh guys really know`.split(/\s+/),
);
const LITTLE_WEIGHT = 0.08;
const MOST_REMEMBERED = 50_000;
const remembered = new Map<string, Word>();

/** The words of a text in order. A sign of money says that it is about a price. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const [token] of text.toLowerCase().matchAll(/[\p{L}\p{N}]+|[$€£]/gu)) words.push(wordOf(token));
  return words;
}

/** What the pairs of words in a row are said for, little words between them or not: "how much", "leave my car". */
export function pairConcepts(words: readonly Word[]): string[] {
  const found: string[] = [];
  let before: Word | undefined;
  let said: Word | undefined;
  for (const word of words) {
    if (before) found.push(...conceptsOfPair(before.root, word.root));
    if (word.weight === 1) {
      if (said && said !== before) found.push(...conceptsOfPair(said.root, word.root));
      said = word;
    }
    before = word;
  }
  return found;
}

function wordOf(token: string): Word {
  const known = remembered.get(token);
  if (known) return known;
  const root = /[$€£]/.test(token) ? "price" : /^\d{1,2}[ap]m$/.test(token) ? "pm" : stem(token);
  const concepts = conceptsOf(root);
  const conceptWeight = concepts.length === 0 ? 0 : (/^(?:where|who)$/.test(token) ? 0.5 : 1) / concepts.length;
  const word = { root, concepts, conceptWeight, weight: LITTLE.has(token) ? LITTLE_WEIGHT : 1 };
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(token, word);
  return word;
}
