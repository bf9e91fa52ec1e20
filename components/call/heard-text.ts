export type HeardParts = { heard: string; unheard: string };

/**
 * Splits an answer at what was really played to the caller. `heardText` is normally how `text` begins; where the two differ
 * (spacing, a cleaned word) the split is taken by length, at the next end of a word.
 */
export function splitHeard(text: string, heardText: string): HeardParts {
  const heard = heardText.trimEnd();
  if (text.startsWith(heard)) return { heard, unheard: text.slice(heard.length).trim() };
  const end = text.slice(heard.length).search(/\s|$/) + heard.length;
  return { heard, unheard: text.slice(end).trim() };
}

/** Splits an answer that is being spoken at the playout's position, never inside a character pair. */
export function splitAt(text: string, heardChars: number): HeardParts {
  const at = Math.min(Math.max(heardChars, 0), text.length);
  const inPair = at > 0 && at < text.length && /[\uD800-\uDBFF]/.test(text.charAt(at - 1));
  const cut = inPair ? at - 1 : at;
  return { heard: text.slice(0, cut), unheard: text.slice(cut) };
}
