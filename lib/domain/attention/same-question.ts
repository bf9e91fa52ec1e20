import { wordsOf } from "../conversation/interruption";

/** Words that carry no subject: two questions are not the same because they share these. */
const EMPTY = new Set(
  `a an the and or but so to of in on at for from with by as is are am was were be been do does did can could will would should shall may might must
  i you he she it we they me him her us them my your his its our their this that these those there here what which who when where why how if then than
  please just again still really already ask asked asking said say tell told want wanted know need like have has had get got no not yes okay ok well
  hello hi thanks thank sorry i'm you're it's i've don't didn't can't what's that's i'd you'd now any some about do
  der die das ein eine einen und oder aber ich sie wir es ist sind war haben hat kann können würde bitte nochmal noch was wann wo wie warum wer ob auf in zu mit für von nicht ja nein
  el la los las un una y o pero yo usted es son está tiene puede por favor qué cuándo dónde cómo quién de en con para no sí me se
  le les des du et ou mais je vous nous il elle est sont avez peut s'il plaît que quand où comment qui de en dans pour pas oui non ne est-ce`.split(
    /\s+/,
  ),
);

const OPENERS =
  /^(?:(?:so|and|but|okay|ok|well|no|yes|sorry|hello|hi|excuse me|und|aber|y|pero|et|mais)\W+)*(?:what|when|where|who|why|how|which|can|could|do|does|did|is|are|will|would|i asked|i want to know|i need to know|tell me|wann|was|wo|wie|warum|wer|können|haben|gibt|ist|cuándo|qué|dónde|cómo|quién|puede|tienen|quand|où|comment|qui|pourquoi|combien|est-ce|avez|pouvez)\b/iu;

/** Whether a caller's words ask something, by their mark or how they begin. */
export const isQuestion = (text: string): boolean => text.includes("?") || OPENERS.test(text.trim());

/** What it is about: its words without the empty ones, endings taken off ("opening", "opens"). */
const subjectOf = (text: string): Set<string> =>
  new Set(
    wordsOf(text)
      .filter((word) => !EMPTY.has(word))
      .map((word) => (word.length > 4 ? word.replace(/(?:ing|ed|es|s|en)$/u, "") : word)),
  );

const SHARED_PART = 0.6;

/**
 * Whether two questions ask the same, however they are put: most of the shorter one's subject is in the other. A single shared word is
 * enough only where neither has more ("How much is it?").
 */
export function isSameQuestion(a: string, b: string): boolean {
  const [first, second] = [subjectOf(a), subjectOf(b)];
  const smaller = Math.min(first.size, second.size);
  if (smaller === 0) return wordsOf(a).join(" ") === wordsOf(b).join(" ");
  const shared = [...first].filter((word) => second.has(word)).length;
  if (smaller === 1) return shared === 1 && Math.max(first.size, second.size) === 1;
  return shared >= 2 && shared / smaller >= SHARED_PART;
}
