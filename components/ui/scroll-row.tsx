"use client";

import { clsx } from "clsx";
import { type ReactNode, useEffect, useRef } from "react";

type ScrollRowProps = Readonly<{
  label: string;
  /** Where one is; when it changes, what is current is brought into sight again. */
  at: string;
  className: string;
  children: ReactNode;
}>;

/** Links in a row that scrolls sideways where they do not fit: what is current is in sight, and an edge that hides more fades. */
export function ScrollRow({ label, at, className, children }: ScrollRowProps) {
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    const row = nav.current;
    const here = row?.querySelector<HTMLElement>("[aria-current]");
    if (row && here) row.scrollLeft = here.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
  }, [at]);
  useEffect(() => {
    const row = nav.current;
    if (!row) return;
    const tell = () => {
      row.toggleAttribute("data-more-before", row.scrollLeft > 1);
      row.toggleAttribute("data-more-after", row.scrollLeft + row.clientWidth < row.scrollWidth - 1);
    };
    tell();
    const watch = new ResizeObserver(tell);
    watch.observe(row);
    row.addEventListener("scroll", tell, { passive: true });
    return () => {
      watch.disconnect();
      row.removeEventListener("scroll", tell);
    };
  }, []);
  return (
    <nav ref={nav} aria-label={label} className={clsx("flex overflow-x-auto scroll-none fade-edges", className)}>
      {children}
    </nav>
  );
}
