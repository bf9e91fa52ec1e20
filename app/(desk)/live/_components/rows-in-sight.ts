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
 * Which rows of a list of `count` items are drawn: those in sight and a few around them, and the same around the item `kept`, where the keyboard
 * is: it must not vanish under it, nor may the next one be missing when it goes on. From the top, without a hole.
 */
export function runsOf(count: number, sight: Sight, kept: number | null): Run[] {
  const columns = Math.max(1, sight.columns);
  const rows = Math.ceil(count / columns);
  const around = (first: number, end: number): Run => {
    const to = Math.min(rows, end + AHEAD);
    return { from: Math.min(Math.max(0, first - AHEAD), to), to, isDrawn: true };
  };
  const { row, scrollTop, frame } = sight;
  const drawn =
    row > 0
      ? [around(Math.floor(scrollTop / row), Math.ceil((scrollTop + frame) / row))]
      : [around(0, Math.ceil(FIRST_ITEMS / columns))];
  if (kept !== null && kept >= 0 && kept < count) {
    const keptRow = Math.floor(kept / columns);
    drawn.push(around(keptRow, keptRow + 1));
  }
  const runs: Run[] = [];
  let at = 0;
  for (const { from, to } of drawn.sort((a, b) => a.from - b.from)) {
    if (from > at) runs.push({ from: at, to: from, isDrawn: false });
    if (to > at) runs.push({ from: Math.max(from, at), to, isDrawn: true });
    at = Math.max(at, to);
  }
  return rows > at ? [...runs, { from: at, to: rows, isDrawn: false }] : runs;
}

/** Where to scroll so that an item is in sight; null: it is already. `padding`: above the first row. */
export function scrollTo(index: number, sight: Sight, padding: number): number | null {
  if (sight.row <= 0) return null;
  const top = padding + Math.floor(index / Math.max(1, sight.columns)) * sight.row;
  if (top < sight.scrollTop) return top;
  return top + sight.row > sight.scrollTop + sight.frame ? top + sight.row - sight.frame : null;
}
