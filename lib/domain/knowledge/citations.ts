import type { KnowledgePassage } from "@/lib/contracts/knowledge-passages";
import { isNumberWord, spokenNumbers } from "./spoken-numbers";

/** Which passage a sentence of an answer rests on. */
export type Citation = { chunkId: string; sentence: string };

/** Of a sentence's telling words, this share must stand in the passage; with a number in it, less will do, for the number must stand there too. */
const LEAST_SHARE = 0.6;
const LEAST_SHARE_WITH_NUMBER = 0.3;
const LEAST_WORDS = 2;

const EMPTY_WORDS = new Set(
  (
    "the and for are you your our can with that this they have has was were will not but all any from per about there their its it's is it of to in on at an or as be by do does we us i me my so if " +
    "please thanks thank yes sure course anything else help today would like just also then than what when where which who how " +
    "el la los las un una de del que en y con para por su es son se lo al le nos " +
    "der die das und ist sind ein eine mit für von zu den dem im in wir sie ihr ihre nicht auf es kann auch " +
    "le les des du et est sont une un pour avec que qui dans sur nous vous votre pas au aux ce cette il elle on"
  ).split(" "),
);

/**
 * What each sentence of an answer rests on, by its words and numbers: nothing the model claims, but what can be checked. At most one passage a
 * sentence, each sentence and passage once; none for a sentence that says nothing of its own.
 */
export function citationsOf(answer: string, passages: readonly KnowledgePassage[]): Citation[] {
  if (passages.length === 0) return [];
  const sources = passages.map(sourceOf);
  const found: Citation[] = [];
  for (const sentence of sentencesOf(answer)) {
    const words = [...new Set(tellingWords(sentence))];
    const numbers = [...new Set(spokenNumbers(sentence))];
    if (words.length + numbers.length < LEAST_WORDS) continue;
    const least = numbers.length > 0 ? LEAST_SHARE_WITH_NUMBER : LEAST_SHARE;
    const best = sources
      .filter((source) => numbers.every((number) => source.numbers.has(number)))
      .map((source) => ({ chunkId: source.chunkId, share: shareOf(words, source.words) }))
      .filter(({ share }) => share >= least)
      .sort((a, b) => b.share - a.share)[0];
    if (best && !found.some(({ chunkId }) => chunkId === best.chunkId)) found.push({ chunkId: best.chunkId, sentence });
  }
  return found;
}

type Source = { chunkId: string; words: ReadonlySet<string>; numbers: ReadonlySet<string> };

/** A passage is given once and may be what many answers rest on: its words are taken once. */
const known = new WeakMap<KnowledgePassage, Source>();

function sourceOf(passage: KnowledgePassage): Source {
  let source = known.get(passage);
  if (!source) {
    const { chunkId, title, heading, text } = passage;
    const all = `${title} ${heading} ${text}`;
    source = { chunkId, words: new Set(tellingWords(all)), numbers: new Set(spokenNumbers(all)) };
    known.set(passage, source);
  }
  return source;
}

function shareOf(words: readonly string[], source: ReadonlySet<string>): number {
  if (words.length === 0) return 1;
  return words.filter((word) => source.has(word)).length / words.length;
}

/** Words cut to what their forms share, without those that every sentence has and without numbers. */
function tellingWords(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}]+(?:['’-][\p{L}]+)*/gu) ?? [])
    .filter((word) => word.length > 2 && !EMPTY_WORDS.has(word) && !isNumberWord(word) && !CURRENCY.test(word))
    .map((word) => word.replace(/['’]s$/, "").slice(0, 6));
}

const CURRENCY = /^(?:dollars?|cents?|euros?)$/;

const sentencesOf = (text: string): string[] =>
  (text.match(/[^.!?]+(?:[.!?](?!\s|$)[^.!?]*)*[.!?]*/g) ?? [])
    .map((part) => part.trim())
    .filter((part) => part !== "");
