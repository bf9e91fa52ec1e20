import { ShieldAlert } from "lucide-react";
import { percent, scoreTone, SEVERITY } from "@/components/quality/quality-words";
import { Chip } from "@/components/ui/chip";
import type { LiveCall } from "@/lib/domain/live-call/apply-event";

/** How the call does so far, by the caller's mood and the rules, and which rules were broken, with what to do. */
export function LiveQuality({ call: { findings, score } }: Readonly<{ call: LiveCall }>) {
  return (
    <section aria-label="Quality so far">
      <h2 className="flex items-baseline justify-between text-12 font-medium text-text-3">
        Quality so far
        {score && score.overall !== null ? <Chip tone={scoreTone(score.overall)}>{percent(score.overall)}</Chip> : null}
      </h2>
      {findings.length === 0 ? (
        <p className="mt-2 text-13 text-text-3">
          {score ? "No rule was broken." : "Nothing to go by yet."} Accuracy and manner are judged after the call.
        </p>
      ) : (
        <ul aria-label="Broken rules" aria-live="polite" className="mt-2 space-y-2.5">
          {findings.map(({ findingId, ruleName, severity, what, quote, remedy }) => (
            <li key={findingId} className="rounded-lg border border-line bg-surface-2 p-2.5 text-13">
              <p className="flex items-start gap-2 font-medium">
                <ShieldAlert aria-hidden className="mt-0.5 size-3.5 shrink-0 text-bad" />
                <span className="min-w-0 flex-1">{ruleName}</span>
                <Chip tone={SEVERITY[severity].tone}>{SEVERITY[severity].label}</Chip>
              </p>
              <p className="mt-1 text-pretty text-text-2">{quote ? `“${quote}”` : what}</p>
              <p className="mt-1 text-pretty text-text-2">{remedy}</p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
