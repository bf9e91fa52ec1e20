"use client";

import { formatAgo, formatExact } from "@/components/format/time";
import { Tooltip } from "./tooltip";
import { useNow } from "./use-now";

type AgoProps = Readonly<{ at: string; timeZone: string; className?: string }>;

/** A moment relative to now; the exact one, in the business's zone, on hover. */
export function Ago({ at, timeZone, className }: AgoProps) {
  const now = useNow(30_000);
  return (
    <Tooltip content={formatExact(at, timeZone)}>
      <time dateTime={at} className={className} suppressHydrationWarning>
        {formatAgo(at, now, timeZone)}
      </time>
    </Tooltip>
  );
}
