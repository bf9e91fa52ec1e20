/** A word of a question as PostgreSQL's dictionaries have it, in each language the material is written in. */
export type Term = {
  word: string;
  lexemes: readonly string[];
  /** How much it tells: what few passages have tells more. */
  worth: number;
  /** In how many passages it is. */
  found: number;
  /** `said`: the caller's own word; `meant`: what an answer to such a question has. */
  origin: "said" | "meant";
};

export const MOST_TERMS = 8;
/** At most so many passages are ranked by their words. */
export const MOST_CANDIDATES = 400;

/** Of the kind of Robertson and Spärck Jones: 1 for what is in every second passage, up to about 12. */
export const worthOf = (found: number, total: number): number =>
  Math.log2(1 + (Math.max(total, 1) + 0.5) / (found + 0.5));

const quoted = (lexeme: string): string => `'${lexeme.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;

/** As a tsquery: any of its lexemes. */
export const queryOf = ({ lexemes }: Pick<Term, "lexemes">): string => lexemes.map(quoted).join(" | ");

const anyOf = (queries: readonly string[]): string => queries.map((query) => `(${query})`).join(" | ");
const allOf = (terms: readonly Term[]): string => terms.map((term) => `(${queryOf(term)})`).join(" & ");

/**
 * What passages must have to be ranked, the strictest first. Where few passages have any of the words: any of them. Where too many have, those that have
 * all of the rarest, then those that have two, then the rarest alone. Empty: there is no word to look for.
 */
export function wantedOf(terms: readonly Term[], most = MOST_CANDIDATES): string[] {
  const there = terms.filter(({ found, origin }) => found > 0 && origin === "said").sort((a, b) => a.found - b.found);
  const [first, second, third] = there;
  if (!first) return [];
  const few: Term[] = [];
  let sum = 0;
  for (const term of there) {
    if (sum + term.found > most) break;
    sum += term.found;
    few.push(term);
  }
  if (few.length === there.length) return [anyOf(few.map(queryOf))];
  const loosest = anyOf((few.length > 0 ? few : [first]).map(queryOf));
  const meant = terms.find(({ origin, found }) => origin === "meant" && found > 0);
  if (!second) return meant ? [allOf([first, meant]), loosest] : [loosest];
  const strictest = allOf(there.slice(0, 4));
  const pairs = third
    ? [allOf([first, second]), allOf([first, third]), allOf([second, third])]
    : [allOf([first, second])];
  const middle = anyOf(meant && !third ? [...pairs, allOf([first, meant])] : pairs);
  return [strictest, middle, loosest];
}
