"use client";

import { isTyping } from "@/components/ui/is-typing";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import type { ShownCall } from "./wall-provider";

/** J and K walk through the calls as they are shown; the list stands still meanwhile. */
export function useWalk(shown: readonly ShownCall[], selected: string | null, onWalk: () => void): void {
  const router = useRouter();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const step = { j: 1, k: -1 }[event.key];
      const open = shown.filter(({ isGone }) => !isGone).map(({ call }) => call.id);
      if (!step || event.metaKey || event.ctrlKey || event.altKey || open.length === 0) return;
      if (isTyping(event.target)) return;
      onWalk();
      const at = selected === null ? -1 : open.indexOf(selected);
      const next = open[Math.min(Math.max(at + step, 0), open.length - 1)];
      if (next && next !== selected) router.push(`/live/${next}`);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [shown, selected, router, onWalk]);
  useEffect(() => {
    if (selected) document.querySelector(`[data-id="${CSS.escape(selected)}"]`)?.scrollIntoView({ block: "nearest" });
  }, [selected]);
}
