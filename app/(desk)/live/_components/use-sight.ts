"use client";

import { type RefObject, useEffect, useRef, useState } from "react";
import { type Sight, scrollTo } from "./rows-in-sight";

type Measured = { sight: Sight; padding: number };
const UNMEASURED: Measured = { sight: { scrollTop: 0, frame: 0, row: 0, gap: 0, columns: 1, column: 0 }, padding: 0 };

/**
 * How a scrolling list or grid of equally high items (each with a `data-id`) lies in its frame, measured when its size changes, and renewed as
 * another row comes into sight. `reveal` scrolls to the item of that index.
 */
export function useSight(list: RefObject<HTMLElement | null>) {
  const [measured, setMeasured] = useState(UNMEASURED);
  const latest = useRef(UNMEASURED);
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const set = (next: Measured) => {
      const { sight } = latest.current;
      latest.current = next;
      const rowOf = ({ scrollTop, row }: Sight) => (row > 0 ? Math.floor(scrollTop / row) : 0);
      const isSame =
        rowOf(sight) === rowOf(next.sight) &&
        (["frame", "row", "gap", "columns", "column"] as const).every((key) => sight[key] === next.sight[key]);
      if (!isSame) setMeasured(next);
    };
    const onScroll = () => {
      const { sight, padding } = latest.current;
      set({ sight: { ...sight, scrollTop: element.scrollTop }, padding });
    };
    const observer = new ResizeObserver(() => set(measure(element)));
    observer.observe(element);
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", onScroll);
    };
  }, [list]);
  const reveal = (index: number) => {
    const element = list.current;
    if (!element || index < 0) return;
    const { sight, padding } = measure(element);
    const top = scrollTo(index, sight, padding);
    if (top !== null) element.scrollTo({ top });
  };
  return { sight: measured.sight, reveal };
}

function measure(element: HTMLElement): Measured {
  const style = getComputedStyle(element);
  const isGrid = style.display === "grid";
  const item = element.querySelector<HTMLElement>("[data-id]");
  const gap = isGrid ? parseFloat(style.rowGap) || 0 : 0;
  const row = item ? item.offsetHeight + gap : 0;
  const column = item ? item.offsetWidth + (isGrid ? parseFloat(style.columnGap) || 0 : 0) : 0;
  const columns = isGrid ? style.gridTemplateColumns.split(" ").length : 1;
  const padding = parseFloat(style.paddingTop) || 0;
  return { sight: { scrollTop: element.scrollTop, frame: element.clientHeight, row, gap, columns, column }, padding };
}
