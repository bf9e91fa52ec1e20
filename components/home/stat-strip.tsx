import Link from "next/link";
import { clsx } from "clsx";

export type Stat = {
  label: string;
  value: string;
  /** Against the same weekday of last week, up to this time of day; null when there is nothing to compare with. */
  change: { text: string; tone: "better" | "worse" | "same" } | null;
  href: string;
};

const tones = { better: "text-good", worse: "text-bad", same: "text-text-3" };

/** Today in a row of figures; each opens what it counts. */
export function StatStrip({ stats, label }: Readonly<{ stats: readonly Stat[]; label: string }>) {
  return (
    <ul
      aria-label={label}
      className="grid grid-cols-2 gap-px overflow-hidden rounded-xl border border-line bg-line sm:grid-cols-3 xl:grid-cols-6"
    >
      {stats.map((stat) => (
        <li key={stat.label} className="bg-surface">
          <Link
            href={stat.href}
            className="block h-full px-4 py-3.5 -outline-offset-2 transition-colors duration-150 hover:bg-surface-2"
          >
            <span className="block truncate text-12 text-text-3">{stat.label}</span>
            <span className="mt-1 flex flex-wrap items-baseline gap-x-2">
              <span className="text-20 font-semibold tracking-tight figures">{stat.value}</span>
              {stat.change ? (
                <span className={clsx("text-12 font-medium figures", tones[stat.change.tone])}>
                  {stat.change.text}
                  <span className="sr-only"> against last week</span>
                </span>
              ) : null}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
