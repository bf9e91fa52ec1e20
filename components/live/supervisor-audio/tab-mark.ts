"use client";

import { useEffect } from "react";

/** A red disc, for a tab among many. */
const OPEN_ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7" fill="#d4183d"/></svg>',
)}`;

/** While the microphone is open the tab says so, in its title and by its icon, whatever page it shows. */
export function useTabMark(isOpen: boolean, words: string): void {
  useEffect(() => {
    if (!isOpen) return;
    const prefix = `● ${words} · `;
    const mark = () => {
      if (!document.title.startsWith(prefix)) document.title = prefix + document.title;
    };
    mark();
    // The page's own title comes and goes with its data.
    const watch = new MutationObserver(mark);
    watch.observe(document.head, { subtree: true, childList: true, characterData: true });
    const icon = document.createElement("link");
    icon.rel = "icon";
    icon.href = OPEN_ICON;
    document.head.append(icon);
    return () => {
      watch.disconnect();
      icon.remove();
      if (document.title.startsWith(prefix)) document.title = document.title.slice(prefix.length);
    };
  }, [isOpen, words]);
}
