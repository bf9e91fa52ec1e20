"use client";

import { useDesk } from "@/components/desk/desk-provider";
import { useLiveCalls } from "@/components/live/live-provider";

/** How many wait or go on in an area, where that is told; nothing when there are none. */
export function AreaCount({ href, className }: Readonly<{ href: string; className: string }>) {
  const inProgress = useLiveCalls(({ length }) => length);
  const { openEscalations } = useDesk();
  const [count, words] =
    href === "/live" ? [inProgress, "in progress"] : href === "/escalations" ? [openEscalations, "open"] : [0, ""];
  if (count === 0) return null;
  return (
    <span className={className}>
      {count}
      <span className="sr-only"> {words}</span>
    </span>
  );
}
