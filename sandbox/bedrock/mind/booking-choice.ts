import type { Offered } from "./booking-tools";
import { findDay } from "./extract";
import { says } from "./intents";
import { listOf, stems } from "./words";

const MOST_OFFERED = 3;
const ORDINALS = ["first", "second", "third", "fourth", "fifth"];
/** "The second one", not "the second of December". */
const ORDINAL = /\b(first|second|third|fourth|fifth)\b(?! of\b)/i;

/** "A, B or C": as many as can be kept in mind. */
export const offerWords = (free: readonly Offered[]): string =>
  listOf(
    free.slice(0, MOST_OFFERED).map(({ spoken }) => spoken),
    "or",
  );

/** Which of the times that were offered a caller means; undefined when that is not plain. */
export function choose(said: string, all: readonly Offered[]): Offered | undefined {
  const offered = all.slice(0, MOST_OFFERED);
  const ordinal = ORDINAL.exec(said)?.[1]?.toLowerCase();
  if (ordinal) return offered[ORDINALS.indexOf(ordinal)];
  if (/\bthe (?:last|latest|later) (?:one|time)?\b/i.test(said)) return offered.at(-1);
  if (
    /\bthe (?:earliest|earlier|soonest) (?:one|time)?\b|\b(?:any|either)(?: of (?:them|those))?(?: is fine| works)?\b/i.test(
      said,
    )
  )
    return offered[0];
  const clock = clockOf(said);
  const atClock = clock === undefined ? [] : all.filter(({ value }) => clock.includes(value.slice(11, 16)));
  if (atClock.length === 1) return atClock[0];
  const words = new Set(stems(said));
  const scored = all
    .map((each) => ({ each, score: stems(each.spoken).filter((root) => words.has(root)).length }))
    .sort((a, b) => b.score - a.score);
  const [best, next] = scored;
  if (best && best.score > 0 && best.score > (next?.score ?? 0)) return best.each;
  const accepts =
    says.yes(said) || /\b(?:that|it) (?:works|is fine|suits)\b|\bi(?:[’']ll| will) take (?:it|that)\b/i.test(said);
  return offered.length === 1 && accepts && findDay(said) === undefined ? offered[0] : undefined;
}

/** "Three thirty pm", "15:30": how a clock may show it, HH:MM. */
function clockOf(said: string): string[] | undefined {
  const [, hour = "", minute = "00", half] = /\b(\d{1,2})(?::(\d\d))?\s*([ap])?\.?m?\b/i.exec(said) ?? [];
  if (hour === "" || Number(hour) > 23) return undefined;
  const at = Number(hour);
  const hours = half ? [(at % 12) + (half.toLowerCase() === "p" ? 12 : 0)] : at < 12 ? [at, at + 12] : [at];
  return hours.map((each) => `${String(each).padStart(2, "0")}:${minute}`);
}
