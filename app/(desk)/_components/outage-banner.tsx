import { TriangleAlert } from "lucide-react";
import Link from "next/link";
import { formatPhone } from "@/components/format/phone";
import type { OutageResource } from "@/lib/contracts/api/outages";

/** On every page while callers do not reach the agents: what is off, since when, and where to switch it on again. */
export function OutageBanner({ outages, href }: Readonly<{ outages: readonly OutageResource[]; href: string | null }>) {
  const [first, ...rest] = outages;
  if (!first) return null;
  const more = rest.length === 0 ? "" : ` and ${rest.length} more`;
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 bg-warn-soft px-4 py-2 text-13 text-warn md:px-6"
    >
      <TriangleAlert aria-hidden className="size-4 shrink-0" />
      <p className="min-w-0 flex-1">
        <strong className="font-semibold">Outage mode</strong> is on for {formatPhone(first.covers)}
        {more}: agents do not answer there. Switched on by {first.startedByName}.
      </p>
      {href ? (
        <Link href={href} className="font-medium underline underline-offset-2">
          Show
        </Link>
      ) : null}
    </div>
  );
}
