import { ShareBar } from "@/components/ui/share-bar";
import type { Billing } from "@/lib/contracts/billing";
import { atLimitWords, count } from "./words";

const NAMES = { calls: "Answered calls", minutes: "Minutes of talk" } as const;

/** What is used of what is included, as a bar and in words, and what happens when it is used up. */
export function UsageBars({ billing }: Readonly<{ billing: Billing }>) {
  return (
    <div className="grid gap-5 px-4 pt-1 pb-4">
      {billing.usage.map(({ limit, used, included, percent }) => (
        <div key={limit}>
          <div className="flex flex-wrap items-baseline justify-between gap-x-3">
            <h3 id={`usage-${limit}`} className="text-13 font-medium">
              {NAMES[limit]}
            </h3>
            <p className="text-13 text-text-2 figures">
              <strong className="font-semibold text-text">{count(used)}</strong>
              {included === null ? " used" : ` of ${count(included)} · ${Math.floor(percent)} %`}
            </p>
          </div>
          {included === null ? null : (
            <div
              role="meter"
              aria-labelledby={`usage-${limit}`}
              aria-valuemin={0}
              aria-valuemax={included}
              aria-valuenow={Math.min(used, included)}
              aria-valuetext={`${count(used)} of ${count(included)}`}
              className="mt-2 h-2 overflow-hidden rounded-full bg-surface-2"
            >
              <ShareBar
                share={percent / 100}
                className={percent >= 100 ? "fill-bad" : percent >= 80 ? "fill-warn" : "fill-accent"}
              />
            </div>
          )}
          {/* Where nothing is answered, what a limit does is no news. */}
          {billing.refusing === "unpaid" || billing.refusing === "trial_ended" ? null : (
            <p className="mt-1.5 text-12 text-pretty text-text-3">{atLimitWords(billing, limit)}</p>
          )}
        </div>
      ))}
    </div>
  );
}
