"use client";

import type { CallSummary } from "@/lib/contracts/live/call-summary";
import { formatClock } from "@/components/format/duration";
import { useNow } from "@/components/ui/use-now";

type LiveClockProps = Readonly<{
  call: Pick<CallSummary, "startedAt" | "answeredAt" | "endedAt" | "durationMs">;
  className?: string;
}>;

/** How long the call has been going on, or went on. */
export function LiveClock({ call, className }: LiveClockProps) {
  const now = useNow(1_000);
  const from = Date.parse(call.answeredAt ?? call.startedAt);
  const until = call.endedAt ? Date.parse(call.endedAt) : now;
  return (
    <span role="timer" aria-live="off" aria-label="Duration" className={className} suppressHydrationWarning>
      {formatClock(call.endedAt && call.durationMs !== null ? call.durationMs : until - from)}
    </span>
  );
}
