/** `m:ss`, or `h:mm:ss` from an hour on. Half seconds are dropped, as a clock does. */
export function formatClock(durationMs: number): string {
  const total = Math.max(0, Math.floor(durationMs / 1000));
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const seconds = String(total % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${seconds}` : `${minutes}:${seconds}`;
}

/** A short span as an instrument shows it: `84 ms`, `1.3 s`. */
export function formatSpan(spanMs: number): string {
  return spanMs < 1000 ? `${Math.round(spanMs)} ms` : `${(spanMs / 1000).toFixed(spanMs < 9950 ? 1 : 0)} s`;
}
