"use client";

import { useEffect } from "react";
import { startRinging } from "./ring";

const TITLE_EVERY_MS = 1_000;

/** Rings, and says so in the tab's title, as long as something rings at the person. `id` changes with what rings. */
export function useRinging(id: string, words: string, isMuted: boolean): void {
  useEffect(() => (isMuted ? undefined : startRinging()), [id, isMuted]);
  useEffect(() => {
    const before = document.title;
    const mark = `(1) ${words}`;
    let shows = false;
    const turn = () => {
      shows = !shows;
      document.title = shows ? mark : before;
    };
    turn();
    const timer = setInterval(turn, TITLE_EVERY_MS);
    return () => {
      clearInterval(timer);
      if (document.title === mark) document.title = before;
    };
  }, [id, words]);
}
