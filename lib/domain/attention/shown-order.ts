import type { RankedCall } from "./rank-calls";

export type ShownOrder = {
  /** As the list shows them; one that is not among the ranked any more keeps its place while the list is held. */
  ids: readonly string[];
  /** Calls that need somebody and stand lower than they should. */
  waiting: number;
};

/**
 * The order a list shows next. Held (somebody points at it or walks through it) nothing moves: who is there keeps their place, who comes
 * is added below. Let go, it is the ranked order.
 */
export function shownOrder(before: readonly string[], ranked: readonly RankedCall[], isHeld: boolean): ShownOrder {
  const wanted = ranked.map(({ call }) => call.id);
  if (!isHeld) return { ids: wanted, waiting: 0 };
  const known = new Set(before);
  const ids = [...before, ...wanted.filter((id) => !known.has(id))];
  const present = new Set(wanted);
  const place = new Map(ids.filter((id) => present.has(id)).map((id, index) => [id, index]));
  const waiting = ranked.filter(
    ({ call, needsHelp }, index) => needsHelp && (place.get(call.id) ?? index) > index,
  ).length;
  return { ids, waiting };
}

export const isSameOrder = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id, index) => id === b[index]);
