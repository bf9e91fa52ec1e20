"use client";

import { useCallback, useEffect, useRef, useState } from "react";

const STEP = 250;

/**
 * How much of a long list is drawn: more of it as its end comes into sight. `rest` goes on the element at its end; `reach` draws up to an item at once.
 */
export function useGrowing(total: number, first = 0) {
  const [limit, setLimit] = useState(Math.max(STEP, first + STEP));
  const rest = useRef<HTMLButtonElement>(null);
  const grow = useCallback(() => setLimit((before) => before + STEP), []);
  const reach = useCallback((index: number) => setLimit((before) => Math.max(before, index + STEP)), []);
  const isWhole = limit >= total;
  useEffect(() => {
    const end = rest.current;
    if (isWhole || !end) return;
    const seen = new IntersectionObserver((entries) => entries.some(({ isIntersecting }) => isIntersecting) && grow());
    seen.observe(end);
    return () => seen.disconnect();
  }, [isWhole, limit, grow]);
  return { limit, isWhole, rest, grow, reach };
}
