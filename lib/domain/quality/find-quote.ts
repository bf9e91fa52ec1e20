import type { SaidQuote } from "@/lib/contracts/quality";
import type { CallLine } from "./transcript";

const SHORTEST = 3;
const LONGEST = 400;

/**
 * Where a quote was said: in the line that is named, or else in the first that has it. Letters and digits must follow one another as they were said; case and
 * punctuation do not matter. Null: nobody said that. The words that come back are the transcript's.
 */
export function findQuote(lines: readonly CallLine[], line: number | null, quote: string): SaidQuote | null {
  const wanted = fold(quote.slice(0, LONGEST)).text;
  if (wanted.length < SHORTEST) return null;
  const named = lines.find(({ n }) => n === line);
  for (const candidate of named ? [named, ...lines] : lines) {
    const found = within(candidate.text, wanted);
    if (found === null) continue;
    const { segmentId, turnId, speaker, startMs } = candidate;
    return { segmentId, turnId, speaker, quote: found, atMs: startMs };
  }
  return null;
}

function within(text: string, wanted: string): string | null {
  const { text: folded, at } = fold(text);
  const padded = ` ${folded} `;
  const start = padded.indexOf(` ${wanted} `);
  if (start < 0) return null;
  const from = at[start] ?? 0;
  const last = at[start + wanted.length - 1] ?? text.length - 1;
  return text.slice(from, last + 1);
}

/** The words alone, in lower case with one space between; `at` says where each character stood. */
function fold(text: string): { text: string; at: number[] } {
  let folded = "";
  const at: number[] = [];
  for (const match of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    if (folded !== "") {
      folded += " ";
      at.push(match.index);
    }
    for (let index = 0; index < match[0].length; index += 1) {
      // Some letters have no lower case of the same length: they stay.
      const letter = match[0].charAt(index);
      const lower = letter.toLowerCase();
      folded += lower.length === 1 ? lower : letter;
      at.push(match.index + index);
    }
  }
  return { text: folded, at };
}
