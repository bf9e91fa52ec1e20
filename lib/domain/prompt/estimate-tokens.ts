/**
 * About how many tokens a text is to the model, without asking it: an estimate, and to be called one. A word of up to seven Latin letters counts
 * as one, longer ones as one for every five letters begun, figures as one for every three, any other character as one.
 */
export function estimateTokens(text: string): number {
  let tokens = 0;
  for (const [piece] of text.matchAll(/\p{Script=Latin}+|\p{N}+|\n+|[^\s\p{Script=Latin}\p{N}]/gu)) {
    tokens += /^[\p{Script=Latin}]/u.test(piece) ? wordTokens(piece.length) : Math.ceil(piece.length / 3);
  }
  return tokens;
}

/** Common words are one token whole. */
const wordTokens = (letters: number): number => (letters <= 7 ? 1 : Math.ceil(letters / 5));
