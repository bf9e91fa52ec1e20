/** How long a character is spoken, a plain letter being 1. Digits are whole words; a pause sits on the blank after its sign. */
const LETTER = 1;
const DIGIT = 4;
const IDEOGRAPH = 3.5;
const CLAUSE_PAUSE = 3.5;
const SENTENCE_PAUSE = 7;

function weightAt(text: string, index: number): number {
  const code = text.charCodeAt(index);
  if (code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d) return blankWeight(text, index);
  if (code >= 0x30 && code <= 0x39) return DIGIT;
  if (code >= 0x2e80 && code < 0xfb00 && !(code >= 0xd800 && code < 0xe000)) return IDEOGRAPH;
  return LETTER;
}

function blankWeight(text: string, index: number): number {
  switch (text.charAt(index - 1)) {
    case ".":
    case "!":
    case "?":
    case "\n":
      return SENTENCE_PAUSE;
    case ",":
    case ";":
    case ":":
    case "–":
    case "—":
      return CLAUSE_PAUSE;
    default:
      return LETTER;
  }
}

/** Maps milliseconds of an answer's audio to characters of its text. Cheap for positions that only move on. */
export class TextTiming {
  private whole = "";
  private total = 0;
  private at = 0;
  private weightBefore = 0;

  get text(): string {
    return this.whole;
  }

  /** Weight of the whole text. */
  get weight(): number {
    return this.total;
  }

  /** The whole text so far; usually the one before with more at its end. */
  setText(text: string): void {
    if (text === this.whole) return;
    const from = text.startsWith(this.whole) ? this.whole.length : 0;
    if (from === 0) {
      this.total = 0;
      this.at = 0;
      this.weightBefore = 0;
    }
    this.whole = text;
    for (let i = from; i < text.length; i++) this.total += weightAt(text, i);
  }

  /** Characters wholly spoken after `weight` of the text. */
  charsAt(weight: number): number {
    if (weight < this.weightBefore) {
      this.at = 0;
      this.weightBefore = 0;
    }
    while (this.at < this.whole.length) {
      const next = this.weightBefore + weightAt(this.whole, this.at);
      // Sums of halves are exact, quotients of milliseconds are not.
      if (next > weight + 1e-6) break;
      this.weightBefore = next;
      this.at++;
    }
    return this.at;
  }
}

/** Moves `index` back to where a word ends, so that no half word counts as said; blanks before it are left out too. */
export function wordEndBefore(text: string, index: number): number {
  let end = Math.min(index, text.length);
  if (end < text.length) {
    while (end > 0 && joinsWord(text.charCodeAt(end - 1)) && joinsWord(text.charCodeAt(end))) end--;
    if (end > 0 && isLowSurrogate(text.charCodeAt(end)) && isHighSurrogate(text.charCodeAt(end - 1))) end--;
  }
  while (end > 0 && isBlank(text.charCodeAt(end - 1))) end--;
  return end;
}

function isBlank(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xa0;
}

/** Letters of scripts that part words by blanks; a character of the others is a boundary by itself. */
function joinsWord(code: number): boolean {
  if (code < 0x80) {
    return (
      (code >= 0x30 && code <= 0x39) ||
      (code >= 0x41 && code <= 0x5a) ||
      (code >= 0x61 && code <= 0x7a) ||
      code === 0x27 ||
      code === 0x2d
    );
  }
  return (
    (code >= 0xc0 && code < 0x0e00) || // Latin, Greek, Cyrillic, Hebrew, Arabic, Indic
    (code >= 0x10a0 && code < 0x1780) ||
    (code >= 0x1e00 && code < 0x2000) ||
    code === 0x2019 ||
    (code >= 0xac00 && code < 0xd7b0)
  );
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code < 0xdc00;
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code < 0xe000;
}
