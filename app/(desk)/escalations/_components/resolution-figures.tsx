import { formatClock } from "@/components/format/duration";
import type { ResolutionTimes } from "@/lib/contracts/escalation-lists";

const WORDS = { completed: "Completed", abandoned: "Hung up first" } as const;

/** How long it took until escalations were settled, by how they were. Nothing while none was. */
export function ResolutionFigures({ times: { days, states } }: Readonly<{ times: ResolutionTimes }>) {
  const measured = states.filter(({ count }) => count > 0);
  if (measured.length === 0) return null;
  return (
    <section
      aria-label={`Time until settled, last ${days} days`}
      className="flex flex-wrap items-baseline gap-x-6 gap-y-1 border-b border-line bg-surface px-4 py-2 text-13"
    >
      <h2 className="text-12 text-text-3">Until settled, last {days} days</h2>
      {measured.map(({ state, count, medianMs, meanMs }) => (
        <p key={state} className="flex flex-wrap items-baseline gap-x-2">
          <span className="text-text-2">{WORDS[state]}</span>
          <span className="figures">{count}</span>
          <span className="text-text-3 figures">
            median <b className="font-semibold text-text">{formatClock(medianMs ?? 0)}</b> · mean{" "}
            {formatClock(meanMs ?? 0)}
          </span>
        </p>
      ))}
    </section>
  );
}
