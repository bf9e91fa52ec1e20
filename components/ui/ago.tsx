"use client";

import { formatAgo, formatExact } from "@/components/format/time";
import { useNow } from "./use-now";

type AgoProps = Readonly<{ at: string; timeZone: string; className?: string }>;

/** A moment relative to now; the exact one, in the business's zone, on hover. */
export function Ago({ at, timeZone, className = "" }: AgoProps) {
  const now = useNow(30_000);
  return (
    <time dateTime={at} className={`group/ago relative inline-block ${className}`}>
      <span suppressHydrationWarning>{formatAgo(at, now, timeZone)}</span>
      <span
        role="tooltip"
        className="pointer-events-none absolute right-0 bottom-full z-20 mb-1.5 hidden rounded-md bg-text px-2 py-1 text-12 font-normal whitespace-nowrap text-bg shadow-float group-hover/ago:block"
      >
        {formatExact(at, timeZone)}
      </span>
    </time>
  );
}
