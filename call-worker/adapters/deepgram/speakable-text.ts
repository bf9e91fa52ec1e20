/** Deepgram takes 2,000 characters in one message; smaller ones wait less where its limit a minute is reached. */
export const MAX_SPEAK_CHARACTERS = 400;

/** Text without what cannot be spoken or sent: control characters become spaces, broken surrogates go. */
export function speakable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ").replace(/\p{Surrogate}/gu, "");
}

/** Cuts text into pieces of at most `limit` characters, after a sentence if there is one, else after a word. */
export function splitSpeech(text: string, limit = MAX_SPEAK_CHARACTERS): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const cut = cutBefore(rest, limit);
    pieces.push(rest.slice(0, cut));
    rest = rest.slice(cut);
  }
  if (rest !== "") pieces.push(rest);
  return pieces;
}

function cutBefore(text: string, limit: number): number {
  const window = text.slice(0, limit);
  let sentenceEnd = 0;
  for (const match of window.matchAll(/[.!?。！？]["')\]]*\s/g)) sentenceEnd = match.index + match[0].length;
  if (sentenceEnd > limit / 2) return sentenceEnd;
  const space = window.lastIndexOf(" ");
  if (space > limit / 2) return space + 1;
  const unit = text.charCodeAt(limit - 1);
  const splitsPair = unit >= 0xd800 && unit <= 0xdbff;
  return splitsPair ? limit - 1 : limit;
}
