import type { SpeechMark } from "./engine-thread";

export interface TimedWord {
  /** As written, punctuation included. */
  readonly word: string;
  readonly startMs: number;
  readonly endMs: number;
}

interface Token {
  readonly word: string;
  /** Its last code point in the text, counted from 1 as the engine does. */
  readonly to: number;
}

/**
 * Times of the words of `text`, from the engine's marks. Tokens without a letter or digit are not words. The engine
 * joins some neighbours ("of the"): those share their joint time by their length.
 */
export function timeWords(text: string, marks: readonly SpeechMark[], durationMs: number): TimedWord[] {
  const tokens = tokenize(text);
  const startMs = new Array<number | undefined>(tokens.length).fill(undefined);
  const lastPartMs: number[] = [];
  const pausesMs: number[] = [];
  let next = 0;
  for (const mark of marks) {
    if (mark.kind === "pause") {
      pausesMs.push(mark.atMs);
      continue;
    }
    // A mark may sit on the dash before its word, so it belongs to the first word that ends after it.
    while (next < tokens.length && tokens[next]!.to < mark.textPosition) next++;
    if (next === tokens.length) continue;
    startMs[next] ??= mark.atMs;
    // One token may be several spoken words with pauses between them: "7:30", "joe@example.com".
    lastPartMs[next] = mark.atMs;
  }
  if (tokens.length > 0) startMs[0] ??= 0;

  const words: TimedWord[] = [];
  for (let first = 0; first < tokens.length;) {
    let after = first + 1;
    while (after < tokens.length && startMs[after] === undefined) after++;
    const runStartMs = startMs[first]!;
    const nextStartMs = startMs[after] ?? durationMs;
    // Speech ends where the pause before the next word begins.
    const lastStartMs = lastPartMs[first] ?? runStartMs;
    const pauseMs = pausesMs.find((atMs) => atMs > lastStartMs && atMs <= nextStartMs);
    const runEndMs = Math.max(runStartMs, pauseMs ?? nextStartMs);
    const run = tokens.slice(first, after);
    const letters = run.reduce((sum, token) => sum + token.word.length, 0);
    let spoken = 0;
    for (const token of run) {
      const fromMs = runStartMs + ((runEndMs - runStartMs) * spoken) / letters;
      spoken += token.word.length;
      const toMs = runStartMs + ((runEndMs - runStartMs) * spoken) / letters;
      words.push({ word: token.word, startMs: Math.round(fromMs), endMs: Math.round(toMs) });
    }
    first = after;
  }
  return words;
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let position = 1;
  for (const part of text.split(/(\s+)/u)) {
    const length = [...part].length;
    if (/[\p{L}\p{N}]/u.test(part)) tokens.push({ word: part, to: position + length - 1 });
    position += length;
  }
  return tokens;
}
