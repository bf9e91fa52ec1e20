"use client";

import { isTyping } from "@/components/ui/is-typing";
import { useEffect, useRef } from "react";
import type { Area } from "./areas";
import { pageKeys } from "./page-keys";

/** How long after `g` a second letter still counts. */
const CHORD_MS = 1_200;

type Shortcuts = {
  /** Where `g` and a letter lead. */
  places: readonly Area[];
  openPalette: () => void;
  openKeys: () => void;
  go: (href: string) => void;
};

/** A dialog or a menu has the keyboard to itself. */
const isElsewhere = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest("[role=dialog],[role=alertdialog],[role=menu]") !== null;

/** ⌘K anywhere; `?`, `/`, `g …` and the page's own letters unless a field has the focus. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });

  useEffect(() => {
    let chordUntil = 0;
    const onKey = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        return latest.current.openPalette();
      }
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      if (Date.now() < chordUntil) {
        chordUntil = 0;
        const area = latest.current.places.find(({ key }) => key === event.key.toLowerCase());
        if (area) {
          event.preventDefault();
          latest.current.go(area.href);
        }
        return;
      }
      if (event.key === "g") chordUntil = Date.now() + CHORD_MS;
      else if (event.key === "?") latest.current.openKeys();
      else if (event.key === "/") {
        const search = document.querySelector<HTMLInputElement>("main input[type=search]");
        if (search) {
          event.preventDefault();
          search.focus();
        }
      } else if (!event.repeat && !isElsewhere(event.target)) {
        const found = pageKeys().find(({ key }) => key.toLowerCase() === event.key.toLowerCase());
        if (!found) return;
        // The letter is not to land in the field that it opens.
        event.preventDefault();
        found.run();
      }
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}
