/**
 * Splits buffered text into the sentences that are certainly complete (their end is followed by a space or a line break)
 * and the rest, which may go on. Decimal points and abbreviations like "Dr." or "p.m." end nothing.
 */
export function completeSentences(text: string): { sentences: string[]; rest: string } {
  const sentences: string[] = [];
  let from = 0;
  for (const match of text.matchAll(SENTENCE_END)) {
    const to = match.index + match[0].length;
    const sentence = text.slice(from, to);
    if (ABBREVIATION.test(sentence.trimEnd())) continue;
    sentences.push(sentence.trim());
    from = to;
  }
  return { sentences: sentences.filter((sentence) => sentence !== ""), rest: text.slice(from) };
}

const SENTENCE_END = /(?:[.!?…]+["')\]”’]*\s|[。！？]|\n)\s*/gu;
const ABBREVIATION = /(?:^|\s)(?:mr|mrs|ms|dr|st|no|vs|etc|e\.g|i\.e|a\.m|p\.m|[a-z])\.$/iu;
