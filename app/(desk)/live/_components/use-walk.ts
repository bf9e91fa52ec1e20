"use client";

import { useRouter } from "next/navigation";
import { usePageKeys } from "@/components/shell/page-keys";
import type { ShownCall } from "./wall-provider";

/** J and K walk through the calls as they are shown; the list stands still meanwhile. */
export function useWalk(shown: readonly ShownCall[], selected: string | null, onWalk: () => void): void {
  const router = useRouter();
  const walk = (step: 1 | -1) => {
    const open = shown.filter(({ isGone }) => !isGone).map(({ call }) => call.id);
    if (open.length === 0) return;
    onWalk();
    const at = selected === null ? -1 : open.indexOf(selected);
    const next = open[Math.min(Math.max(at + step, 0), open.length - 1)];
    if (next && next !== selected) router.push(`/live/${next}`);
  };
  usePageKeys([
    { key: "J", does: "The next call", run: () => walk(1) },
    { key: "K", does: "The previous call", run: () => walk(-1) },
  ]);
}
