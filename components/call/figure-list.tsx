import { formatSpan } from "@/components/format/duration";
import type { CallFigures } from "./call-figures";

const span = (ms: number | null) => (ms === null ? "–" : formatSpan(ms));

export function FigureList({ figures }: Readonly<{ figures: CallFigures }>) {
  const rows: readonly [string, string | number][] = [
    ["Answer time, median", span(figures.medianMs)],
    ["Answer time, 95th percentile", span(figures.p95Ms)],
    ["Caller’s lines", figures.questions],
    ["Agent’s answers", figures.answers],
    ["Heard of what it said", figures.heardShare === null ? "–" : `${Math.round(figures.heardShare * 100)} %`],
    ["Interruptions", figures.interruptions],
    ["Tools used", figures.toolCalls],
  ];
  return (
    <section aria-label="Figures">
      <h2 className="text-12 font-medium text-text-3">Figures</h2>
      <dl className="mt-1 divide-y divide-line text-13">
        {rows.map(([name, value]) => (
          <div key={name} className="flex items-baseline justify-between gap-3 py-1.5">
            <dt className="text-text-2">{name}</dt>
            <dd className="font-medium whitespace-nowrap figures">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
