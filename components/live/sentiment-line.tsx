import type { ReactNode } from "react";
import { formatClock } from "@/components/format/duration";
import type { SentimentPoint } from "@/lib/domain/live-call/apply-event";
import { sentimentLabel } from "@/lib/domain/sentiment/sentiment-label";

const WIDTH = 256;
const HEIGHT = 64;
const EDGE = 4;
/** At or below this somebody is told. */
const ALERT = -0.5;

const heightOf = (score: number) => HEIGHT / 2 - score * (HEIGHT / 2 - EDGE);

type SentimentLineProps = Readonly<{
  points: readonly SentimentPoint[];
  /** The first moment of the line, ISO 8601. */
  startedAt: string;
  /** Turns in the agent's language are scored. */
  isScored: boolean;
}>;

/** How the caller sounded, turn by turn, over the call. */
export function SentimentLine({ points, startedAt, isScored }: SentimentLineProps) {
  const last = points.at(-1);
  if (!last) {
    return (
      <Frame>
        <p className="mt-2 text-13 text-text-3">
          {isScored
            ? "Nothing to go by yet: it begins with the caller’s first words."
            : "Not scored: there are no rules for this language yet."}
        </p>
      </Frame>
    );
  }
  const from = Date.parse(startedAt);
  const until = Math.max(Date.parse(last.at), from + 1);
  const placed = points.map(({ at, compound }) => ({
    x: EDGE + (Math.max(0, Date.parse(at) - from) / (until - from)) * (WIDTH - 2 * EDGE),
    y: heightOf(compound),
    label: sentimentLabel(compound),
  }));
  const words = `${last.compound.toFixed(2).replace("-", "−")} ${sentimentLabel(last.compound)}`;
  return (
    <Frame aside={words}>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`Sentiment of ${points.length} turns, now ${words}`}
        className="mt-2 w-full overflow-visible"
      >
        <line x1="0" x2={WIDTH} y1={HEIGHT / 2} y2={HEIGHT / 2} className="stroke-line" strokeWidth="1" />
        <line
          x1="0"
          x2={WIDTH}
          y1={heightOf(ALERT)}
          y2={heightOf(ALERT)}
          className="stroke-bad"
          strokeWidth="1"
          strokeDasharray="3 3"
        />
        <polyline
          points={placed.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ")}
          fill="none"
          strokeWidth="1.5"
          strokeLinejoin="round"
          strokeLinecap="round"
          className="stroke-accent"
        />
        {placed.map(({ x, y, label }, index) => (
          <circle
            key={index}
            cx={x}
            cy={y}
            r={index === placed.length - 1 ? 3 : 1.75}
            className={label === "negative" ? "fill-bad" : label === "positive" ? "fill-good" : "fill-text-3"}
          />
        ))}
      </svg>
      <p className="mt-1 flex justify-between text-12 text-text-3 figures">
        <span>0:00</span>
        <span>alert at −0.5</span>
        <span>{formatClock(until - from)}</span>
      </p>
    </Frame>
  );
}

function Frame({ aside, children }: Readonly<{ aside?: string; children: ReactNode }>) {
  return (
    <section aria-label="Sentiment">
      <h2 className="flex items-baseline justify-between text-12 font-medium text-text-3">
        Sentiment
        {aside ? <b className="font-semibold text-text figures">{aside}</b> : null}
      </h2>
      {children}
    </section>
  );
}
