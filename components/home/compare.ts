import type { Stat } from "./stat-strip";

type Change = Stat["change"];
type Meaning = "more is better" | "less is better" | "neither";

function toneOf(difference: number, meaning: Meaning): "better" | "worse" | "same" {
  if (difference === 0 || meaning === "neither") return "same";
  return difference > 0 === (meaning === "more is better") ? "better" : "worse";
}

const signed = (value: number, text: string) => `${value > 0 ? "+" : value < 0 ? "−" : "±"}${text}`;

/** The difference of two counts, as a count. */
export function countChange(today: number, before: number, meaning: Meaning): Change {
  const difference = today - before;
  return { text: signed(difference, String(Math.abs(difference))), tone: toneOf(difference, meaning) };
}

/** The difference of two spans, in ms up to a second, then in seconds; null when one of them is unknown. */
export function spanChange(today: number | null, before: number | null, meaning: Meaning): Change {
  if (today === null || before === null) return null;
  const difference = Math.round(today - before);
  const size = Math.abs(difference);
  const text = size < 1000 ? `${size} ms` : `${(size / 1000).toFixed(1)} s`;
  return { text: signed(difference, text), tone: toneOf(difference, meaning) };
}

/** The difference of two shares in points; null when one of them counts nothing. */
export function shareChange(today: number | null, before: number | null, meaning: Meaning): Change {
  if (today === null || before === null) return null;
  const points = Math.round(today * 100) - Math.round(before * 100);
  return { text: signed(points, `${Math.abs(points)} pt`), tone: toneOf(points, meaning) };
}
