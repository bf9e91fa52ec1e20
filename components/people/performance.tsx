import { clsx } from "clsx";
import Link from "next/link";
import { formatClock, formatSpan } from "@/components/format/duration";
import type { HumanAgentUsage } from "@/lib/contracts/human-agents";

const RANGES = [7, 30, 90] as const;
export type UsageDays = (typeof RANGES)[number];

/** The days of an address; 30 when it names none we offer. */
export const usageDays = (asked: string | string[] | undefined): UsageDays =>
  RANGES.find((days) => String(days) === asked) ?? 30;

const clock = (ms: number | null): string => (ms === null ? "–" : formatClock(ms));

/** What a person was asked and did: `href` leads to the same for other days. */
export function Performance({
  usage,
  days,
  href,
}: Readonly<{ usage: HumanAgentUsage; days: UsageDays; href: string }>) {
  const answered = usage.offered - usage.withdrawn;
  const share = answered > 0 ? `${Math.round((usage.accepted / answered) * 100)} %` : null;
  const figures: readonly [string, string | number, string?][] = [
    [
      "Asked",
      usage.offered,
      usage.withdrawn > 0 ? `${usage.withdrawn} taken back before they could answer` : undefined,
    ],
    ["Accepted", usage.accepted, share ? `${share} of what they could answer` : undefined],
    ["Declined", usage.declined],
    ["Missed", usage.missed, usage.failed > 0 ? `and ${usage.failed} where their phone was not reached` : undefined],
    ["Time to answer", usage.medianAnswerMs === null ? "–" : formatSpan(usage.medianAnswerMs), "median"],
    ["Talk", clock(usage.medianTalkMs), "median"],
    ["Until settled", clock(usage.medianResolutionMs), "median"],
    ["Settled", usage.completed, usage.open > 0 ? `${usage.open} open now` : undefined],
  ];
  return (
    <>
      <nav aria-label="Days" className="flex gap-1 px-4">
        {RANGES.map((range) => (
          <Link
            key={range}
            href={`${href}?days=${range}`}
            aria-current={range === days ? "page" : undefined}
            className={clsx(
              "rounded-sm px-2 py-0.5 text-12 font-medium",
              range === days ? "bg-surface-2 text-text" : "text-text-3 hover:text-text",
            )}
          >
            {range} days
          </Link>
        ))}
      </nav>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-4 px-4 py-4 sm:grid-cols-4">
        {figures.map(([name, value, hint]) => (
          <div key={name}>
            <dt className="text-12 text-text-3">{name}</dt>
            <dd className="mt-0.5 text-20 font-semibold figures">{value}</dd>
            {hint ? <dd className="text-12 text-pretty text-text-3">{hint}</dd> : null}
          </div>
        ))}
      </dl>
    </>
  );
}
