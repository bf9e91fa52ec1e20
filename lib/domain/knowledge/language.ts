import type { TextLanguage } from "@/lib/contracts/knowledge-blocks";

/** Words that are frequent in one of the languages and rare or unknown in the others. */
const WORDS: Record<TextLanguage, string> = {
  en: "the and of to is for with you your we our are on this that at be by from or an not can will have it as all please if",
  es: "el los las y del que una por con para es su se al lo como más está nuestro nuestra usted también pero desde hasta precio",
  de: "der die und das ist ein eine nicht mit für von zu den auf dem sie wir im bei auch wird oder sind nach uhr unsere ihre zum zur",
  fr: "le les des et une est dans pour vous nous du qui sur au avec votre notre pas sont ou aux ce cette par plus être",
};
const MARKS = new Map<string, TextLanguage[]>();
for (const [language, words] of Object.entries(WORDS) as [TextLanguage, string][])
  for (const word of words.split(" ")) MARKS.set(word, [...(MARKS.get(word) ?? []), language]);

const ENOUGH_CHARACTERS = 20_000;

/** What most of a text is written in, by its small words; null when it has too few of them, or those of several. */
export function detectLanguage(text: string): TextLanguage | null {
  const counts = new Map<TextLanguage, number>();
  for (const [word] of text
    .slice(0, ENOUGH_CHARACTERS)
    .toLowerCase()
    .matchAll(/\p{L}+/gu))
    for (const language of MARKS.get(word) ?? []) counts.set(language, (counts.get(language) ?? 0) + 1);
  const [first, second] = [...counts].sort(([, a], [, b]) => b - a);
  if (!first || first[1] < 3) return null;
  return second && second[1] * 1.5 > first[1] ? null : first[0];
}
