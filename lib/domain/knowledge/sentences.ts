const SEGMENTER = new Intl.Segmenter("en", { granularity: "sentence" });
/** Full stops that end no sentence. */
const SHORT =
  /(?:^|[\s(])(?:\p{Lu}|Dr|Mr|Mrs|Ms|Prof|St|Sr|Sra|Srta|Mme|M|Hr|Fr|Nr|No|Str|Ave|Inc|Ltd|Co|Corp|approx|ca|bzw|inkl|zzgl|max|min|tel|vs|etc|incl|excl|e\.g|i\.e|z\.\s?B|d\.\s?h|p\.\s?ej|a\.m|p\.m|U\.S|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun|\d{1,3})\.\s*$/iu;

/** The sentences of a text, in order; together they are the text. A line's end ends a sentence too. */
export function sentencesOf(text: string): string[] {
  const sentences: string[] = [];
  for (const { segment } of SEGMENTER.segment(text)) {
    const last = sentences.at(-1);
    if (last !== undefined && !last.endsWith("\n") && SHORT.test(last))
      sentences[sentences.length - 1] = last + segment;
    else sentences.push(segment);
  }
  return sentences;
}
