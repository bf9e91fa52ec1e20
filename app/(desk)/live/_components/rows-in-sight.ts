/** How a list of equally high rows lies in its frame; lengths in CSS px. */
export type Sight = {
  scrollTop: number;
  frame: number;
  /** From one row's top to the next one's; 0 as long as nothing has been measured. */
  row: number;
  /** How much of that is room between two. */
  gap: number;
  columns: number;
  /** From one column's left to the next one's. */
  column: number;
};

/** Rows that are drawn, or as many that only take their room. `to` is not among them. */
export type Run = { from: number; to: number; isDrawn: boolean };

/** Rows beyond each edge that are there already when one scrolls or tabs to them. */
const AHEAD = 2;
/** Before anything is measured, on the server too: as many calls as fill a large screen. */
const FIRST_ITEMS = 48;

/**
 * Which rows of a list of `count` items are drawn: those in sight, a few around them, and the one of the item `kept` (where the keyboard is:
 * it must not vanish under it). From the top, without a hole.
 */
export function runsOf(count: number, sight: Sight, kept: number | null): Run[] {
  const columns = Math.max(1, sight.columns);
  const rows = Math.ceil(count / columns);
  const isMeasured = sight.row > 0;
  const last = isMeasured ? (sight.scrollTop + sight.frame) / sight.row : FIRST_ITEMS / columns;
  const to = Math.min(rows, Math.ceil(last) + AHEAD);
  const from = isMeasured ? Math.min(Math.max(0, Math.floor(sight.scrollTop / sight.row) - AHEAD), to) : 0;
  const keptRow = kept === null || kept < 0 || kept >= count ? null : Math.floor(kept / columns);
  const drawn: Run[] = [{ from, to, isDrawn: true }];
  if (keptRow !== null && keptRow < from) drawn.unshift({ from: keptRow, to: keptRow + 1, isDrawn: true });
  if (keptRow !== null && keptRow >= to) drawn.push({ from: keptRow, to: keptRow + 1, isDrawn: true });
  let at = 0;
  const runs = drawn.flatMap((run): Run[] => {
    const gap = { from: at, to: run.from, isDrawn: false };
    at = run.to;
    return [gap, run];
  });
  return [...runs, { from: at, to: rows, isDrawn: false }].filter(({ from: first, to: end }) => end > first);
}

/** Where to scroll so that an item is in sight; null: it is already. `padding`: above the first row. */
export function scrollTo(index: number, sight: Sight, padding: number): number | null {
  if (sight.row <= 0) return null;
  const top = padding + Math.floor(index / Math.max(1, sight.columns)) * sight.row;
  if (top < sight.scrollTop) return top;
  return top + sight.row > sight.scrollTop + sight.frame ? top + sight.row - sight.frame : null;
}
