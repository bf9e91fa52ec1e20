import type { TurnMetrics } from "@/lib/contracts/live/events";
import { formatSpan } from "@/components/format/duration";
import { ShareBar } from "@/components/ui/share-bar";
import { STAGES, stagesOf } from "./answer-stages";

/** Where the time of one answer went, stage after stage. */
export function LastAnswer({ metrics }: Readonly<{ metrics: TurnMetrics | null }>) {
  const stages = metrics ? stagesOf(metrics) : [];
  const total = stages.reduce((sum, { ms }) => sum + ms, 0);
  const bars = stages.map((stage, index) => ({
    ...stage,
    bar: STAGES.find(({ key }) => key === stage.key)?.bar ?? "",
    before: stages.slice(0, index).reduce((sum, { ms }) => sum + ms, 0),
  }));
  return (
    <section aria-label="Last answer">
      <h2 className="flex items-baseline justify-between text-12 font-medium text-text-3">
        Last answer
        {metrics?.voiceToVoiceMs ? (
          <span className="font-normal">
            heard after <b className="font-semibold text-text figures">{formatSpan(metrics.voiceToVoiceMs)}</b>
          </span>
        ) : null}
      </h2>
      {stages.length === 0 ? (
        <p className="mt-2 text-13 text-text-3">Nothing to measure yet: it begins with the first question.</p>
      ) : (
        <dl className="mt-2.5 grid grid-cols-[76px_1fr_48px] items-center gap-x-2 gap-y-1 text-13">
          {bars.map(({ key, label, bar, ms, before }) => (
            <div key={key} className="col-span-3 grid grid-cols-subgrid items-center">
              <dt className="text-text-2">{label}</dt>
              <dd aria-hidden className="h-1.5">
                <ShareBar from={before / total} share={ms / total} className={bar} />
              </dd>
              <dd className="text-right figures">
                {Math.round(ms)}
                <span className="sr-only"> ms</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {metrics?.speculation === "used" ? (
        <p className="mt-2 text-12 text-text-3">The agent began to think before the caller had finished.</p>
      ) : null}
    </section>
  );
}
