"use client";

import { formatClock } from "@/components/format/duration";
import { useNow } from "@/components/ui/use-now";

/** How long both sides have been connected. */
export function CallClock({ since }: Readonly<{ since: number }>) {
  const now = useNow(1_000);
  return (
    <span role="timer" aria-label="Duration" className="text-13 text-text-3 figures" suppressHydrationWarning>
      {formatClock(Math.max(0, now - since))}
    </span>
  );
}
