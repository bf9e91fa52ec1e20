"use client";

import { type RefObject, useLayoutEffect, useRef } from "react";
import type { Sight } from "./rows-in-sight";

const MOVE_MS = 180;

/**
 * When the order of a list's items changes, those drawn (each with a `data-id`) glide to their new places, unless one wants no motion. `order`:
 * all ids with commas between. Where they stand follows from their number: asking the browser would have it lay out the page twice.
 */
export function useGentleMoves(list: RefObject<HTMLElement | null>, order: string, sight: Sight): void {
  const { row, column, columns, frame } = sight;
  const last = useRef({ columns, places: new Map<string, number>() });
  useLayoutEffect(() => {
    const before = last.current;
    const places = new Map(order.split(",").map((id, index) => [id, index]));
    last.current = { columns, places };
    // As a list becomes a grid everything is elsewhere, and nothing has moved.
    if (row === 0 || before.columns !== columns) return;
    const moves = [...(list.current?.children ?? [])].flatMap((item) => {
      const id = item instanceof HTMLElement ? item.dataset.id : undefined;
      const [from, to] = id === undefined ? [] : [before.places.get(id), places.get(id)];
      if (from === undefined || to === undefined || from === to) return [];
      const x = ((from % columns) - (to % columns)) * column;
      const y = (Math.floor(from / columns) - Math.floor(to / columns)) * row;
      // From beyond the edge it comes into sight where it is: it would fly past everything else.
      const start: Keyframe = Math.abs(y) > frame ? { opacity: 0 } : { transform: `translate(${x}px, ${y}px)` };
      return [{ item, start }];
    });
    if (moves.length === 0 || window.matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    for (const { item, start } of moves)
      item.animate([start, { transform: "none", opacity: 1 }], { duration: MOVE_MS, easing: "ease-out" });
  }, [list, order, row, column, columns, frame]);
}
