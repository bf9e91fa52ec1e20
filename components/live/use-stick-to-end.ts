"use client";

import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

const NEAR_END_PX = 48;

type StickToEnd = Readonly<{
  scrollRef: RefObject<HTMLDivElement | null>;
  contentRef: RefObject<HTMLDivElement | null>;
  /** Lines that came while the reader was further up; 0 at the end. */
  unseen: number;
  toEnd: () => void;
}>;

/** Keeps a growing list at its end until the reader scrolls up, and says how much came meanwhile. */
export function useStickToEnd(lines: number): StickToEnd {
  const scrollRef = useRef<HTMLDivElement>(null);
  const contentRef = useRef<HTMLDivElement>(null);
  const stuck = useRef(true);
  const seen = useRef(lines);
  const [unseen, setUnseen] = useState(0);

  const toEnd = useCallback(() => {
    const scroll = scrollRef.current;
    if (!scroll) return;
    stuck.current = true;
    scroll.scrollTop = scroll.scrollHeight;
    setUnseen(0);
  }, []);

  useLayoutEffect(() => {
    if (stuck.current) {
      seen.current = lines;
      toEnd();
    } else {
      setUnseen(Math.max(0, lines - seen.current));
    }
  }, [lines, toEnd]);

  useEffect(() => {
    const scroll = scrollRef.current;
    const content = contentRef.current;
    if (!scroll || !content) return;
    let seenAs = "";
    /** Whether something else than the reader moved what is in sight: another width, a bar below it. */
    const isResized = () => {
      const before = seenAs;
      seenAs = `${scroll.scrollHeight} ${scroll.clientWidth} ${scroll.clientHeight}`;
      return before !== seenAs;
    };
    const toBottom = () => {
      if (stuck.current) scroll.scrollTop = scroll.scrollHeight;
    };
    const onScroll = () => {
      if (isResized() && stuck.current) return toBottom();
      const atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR_END_PX;
      if (atEnd !== stuck.current) {
        stuck.current = atEnd;
        seen.current = content.querySelectorAll("[data-line]").length;
        setUnseen(0);
      }
    };
    // A line that grows as it is spoken moves the end without adding a line.
    const grown = new ResizeObserver(() => {
      isResized();
      toBottom();
    });
    grown.observe(content);
    grown.observe(scroll);
    scroll.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      grown.disconnect();
      scroll.removeEventListener("scroll", onScroll);
    };
  }, []);

  return { scrollRef, contentRef, unseen, toEnd };
}
