"use client";

import { type RefObject, useLayoutEffect, useRef } from "react";

const MOVE_MS = 180;

/** When the order of a list's items (each with a `data-id`) changes, they glide to their new places, unless one wants no motion. */
export function useGentleMoves(list: RefObject<HTMLElement | null>, order: string): void {
  const places = useRef(new Map<string, { x: number; y: number }>());
  useLayoutEffect(() => {
    const before = places.current;
    places.current = new Map();
    const isStill = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const items = [...(list.current?.children ?? [])].filter((item) => item instanceof HTMLElement);
    for (const item of items) places.current.set(item.dataset.id ?? "", { x: item.offsetLeft, y: item.offsetTop });
    if (isStill) return;
    for (const item of items) {
      const [from, to] = [before.get(item.dataset.id ?? ""), places.current.get(item.dataset.id ?? "")];
      if (!from || !to || (from.x === to.x && from.y === to.y)) continue;
      const transform = `translate(${from.x - to.x}px, ${from.y - to.y}px)`;
      item.animate([{ transform }, { transform: "none" }], { duration: MOVE_MS, easing: "ease-out" });
    }
  }, [list, order]);
}
