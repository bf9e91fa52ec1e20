import { ENGLISH } from "./english";
import { FRENCH } from "./french";
import { GERMAN } from "./german";
import { SPANISH } from "./spanish";
import { type Valence, type ValenceRules, valenceOf } from "./valence";

const RULES: Readonly<Record<string, ValenceRules>> = { en: ENGLISH, es: SPANISH, de: GERMAN, fr: FRENCH };

/** Whether turns in a language (BCP 47) are scored at all. */
export const scoresSentiment = (language: string): boolean => rulesOf(language) !== undefined;

/**
 * How a text sounds by its words: VADER's compound, -1 to 1; null for a language there are no rules for. English has VADER's lexicon,
 * Spanish, German and French a small one of our own with the same rules. Words are all it knows: irony reads as what it says.
 */
export const sentimentOf = (text: string, language: string): number | null =>
  valenceIn(text, language)?.compound ?? null;

/** The same with the shares of good, neutral and bad. */
export function valenceIn(text: string, language: string): Valence | null {
  const rules = rulesOf(language);
  return rules ? valenceOf(text, rules) : null;
}

const rulesOf = (language: string): ValenceRules | undefined => RULES[language.split(/[-_]/)[0]?.toLowerCase() ?? ""];
