import type { ConversationSettings } from "./settings";

export type BargeVerdict =
  | { kind: "commit"; reason: "stop_word" | "words" | "duration" }
  /** Nothing to stop for: the agent goes on. */
  | { kind: "ignore"; reason: "backchannel" | "echo" | "noise" }
  /** Could be either: hold the speech and wait for more. */
  | { kind: "hold" };

export type BargeEvidence = {
  text: string;
  speechMs: number;
  /** What the agent says, and how much of it the caller has heard. */
  agentText: string;
  heardChars: number;
};

/** Lower case words without punctuation, apostrophes kept. */
export function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .normalize("NFKC")
      .match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? []
  );
}

/** True when both say the same, however it is written. */
export function sameWords(a: string, b: string): boolean {
  const fold = (text: string) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, " ")
      .trim();
  return fold(a) === fold(b);
}

/** Judges speech over the agent's voice. Order matters: a stop word wins over everything, an echo is never a wish to speak. */
export function judgeBarge(evidence: BargeEvidence, rules: ConversationSettings["interruption"]): BargeVerdict {
  const words = wordsOf(evidence.text);
  if (words.length === 0) return { kind: "hold" };
  if (isEcho(words, evidence)) return { kind: "ignore", reason: "echo" };
  if (containsPhrase(words, rules.stopWords)) return { kind: "commit", reason: "stop_word" };
  if (isOnlyPhrases(words, rules.backchannels)) return { kind: "ignore", reason: "backchannel" };
  if (words.length > rules.minWords) return { kind: "commit", reason: "words" };
  if (evidence.speechMs >= rules.minSpeechMs) return { kind: "commit", reason: "duration" };
  return { kind: "hold" };
}

export function containsPhrase(words: readonly string[], phrases: readonly string[]): boolean {
  const joined = ` ${words.join(" ")} `;
  return phrases.some((phrase) => joined.includes(` ${wordsOf(phrase).join(" ")} `));
}

/** True when the words are nothing but such phrases, one after the other ("mm-hm, okay right"). */
function isOnlyPhrases(words: readonly string[], phrases: readonly string[]): boolean {
  const patterns = phrases.map((phrase) => wordsOf(phrase)).sort((a, b) => b.length - a.length);
  let at = 0;
  while (at < words.length) {
    const match = patterns.find((pattern) => pattern.length > 0 && pattern.every((word, i) => words[at + i] === word));
    if (!match) return false;
    at += match.length;
  }
  return true;
}

/** A word or two prove nothing; three in a row that the agent has just said come from the caller's loudspeaker. */
const ECHO_MIN_WORDS = 3;
/** How far back a loudspeaker's echo can reach, in characters: some four seconds of speech. */
const ECHO_WINDOW_CHARS = 80;

function isEcho(words: readonly string[], { agentText, heardChars }: BargeEvidence): boolean {
  if (words.length < ECHO_MIN_WORDS) return false;
  const spoken = wordsOf(
    agentText.slice(Math.max(0, heardChars - ECHO_WINDOW_CHARS), heardChars + ECHO_WINDOW_CHARS / 2),
  );
  let at = 0;
  let matched = 0;
  for (const word of words) {
    const found = spoken.indexOf(word, at);
    if (found >= 0 && found - at <= 2) {
      matched += 1;
      at = found + 1;
    } else if (matched === 0) {
      const first = spoken.indexOf(word);
      if (first >= 0) {
        matched = 1;
        at = first + 1;
      }
    }
  }
  return matched / words.length >= 0.8;
}
