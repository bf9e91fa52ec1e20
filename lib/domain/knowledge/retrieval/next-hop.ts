import type { SoughtPart } from "./rewrite";
import { wordsIn } from "./spoken-words";
import type { Term } from "./terms";

const MOST_NAMES = 4;

/** Written as names are, and name nothing that could be asked about. */
const CALENDAR = new Set(
  [
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december",
    "montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz mai juni juli oktober dezember",
  ].flatMap((line) => line.split(" ")),
);

/**
 * What to look for next, when the best passage names something that the rest of the question may be about: "Which day can the dentist who pulls teeth see
 * me" finds "removed by Dr. Osei", and what is left of it is asked of Dr. Osei. Null: nothing is left, or nothing is named.
 * @param has which of the terms are in that passage
 */
export function nextHop(
  part: SoughtPart,
  terms: readonly Term[],
  has: readonly boolean[],
  text: string,
): SoughtPart | null {
  const said = terms
    .map((term, at) => ({ ...term, isThere: has[at] === true }))
    .filter(({ origin }) => origin === "said");
  // What is in no passage at all won't be in the next one either.
  const left = said.filter(({ isThere, found }) => !isThere && found > 0);
  if (left.length === 0 || left.length === said.length) return null;
  const names = namesIn(text, new Set(wordsIn(part.query)));
  if (names.length === 0) return null;
  const words = [...new Set([...names, ...left.map(({ word }) => word)])];
  return { query: words.join(" "), words, meant: part.meant };
}

/** Words written as names are, not at the beginning of a sentence, and not known from the question. */
function namesIn(text: string, known: ReadonlySet<string>): string[] {
  const found = [...text.matchAll(/(?<=[\p{Ll}\p{N},;:)] |Dr\. |Mr\. |Ms\. |Mrs\. )\p{Lu}[\p{L}\p{N}]{2,}/gu)];
  const names = found.map(([name]) => name.toLowerCase()).filter((name) => !known.has(name) && !CALENDAR.has(name));
  return [...new Set(names)].slice(0, MOST_NAMES);
}
