import Link from "next/link";
import { percent } from "@/components/quality/quality-words";
import type { QualityTrends } from "@/lib/contracts/quality";

const WIDTH = 720;
const HEIGHT = 140;
const FOOT = 18;

/** A bar a day, as high as the day's calls scored on average; each opens its calls. */
export function ScoreDays({ days }: Readonly<{ days: QualityTrends["days"] }>) {
  const step = WIDTH / days.length;
  const top = HEIGHT - FOOT;
  return (
    <div className="px-4 pt-2 pb-4">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="group" aria-label="Average score by day" className="w-full">
        {[0.5, 1].map((line) => (
          <line
            key={line}
            x1={0}
            x2={WIDTH}
            y1={top * (1 - line) + 1}
            y2={top * (1 - line) + 1}
            className="stroke-line"
          />
        ))}
        {days.map(({ day, calls, score, findings }, index) =>
          score === null ? null : (
            <Link
              key={day}
              href={`/calls?since=${day}&until=${day}`}
              aria-label={`${day}: ${percent(score)} in ${calls} calls`}
            >
              <title>{`${day}: ${percent(score)} in ${calls} calls, ${findings} open findings`}</title>
              <rect
                x={index * step + 2}
                width={Math.max(2, step - 4)}
                y={top * (1 - score)}
                height={Math.max(2, top * score)}
                rx={2}
                className={score >= 0.8 ? "fill-good" : score >= 0.6 ? "fill-warn" : "fill-bad"}
              />
            </Link>
          ),
        )}
        <line x1={0} x2={WIDTH} y1={top} y2={top} className="stroke-line-strong" />
        <text x={0} y={HEIGHT - 4} className="fill-text-3 text-12 figures">
          {days[0]?.day}
        </text>
        <text x={WIDTH} y={HEIGHT - 4} textAnchor="end" className="fill-text-3 text-12 figures">
          {days.at(-1)?.day}
        </text>
      </svg>
    </div>
  );
}
