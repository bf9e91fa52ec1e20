import { clsx } from "clsx";
import { sentimentLabel } from "@/lib/domain/sentiment/sentiment-label";

const WIDTH = 64;
const HEIGHT = 16;
const STEPS = 11;

const heightOf = (score: number) => HEIGHT / 2 - score * (HEIGHT / 2 - 1.5);

/** How the caller's last turns sounded, as a line; nothing before there are two. */
export function SentimentSpark({ scores, className }: Readonly<{ scores: readonly number[]; className?: string }>) {
  const last = scores.at(-1);
  if (last === undefined || scores.length < 2) return null;
  const from = WIDTH - 2 - ((scores.length - 1) * (WIDTH - 4)) / STEPS;
  const points = scores.map((score, index) => [from + (index * (WIDTH - 4)) / STEPS, heightOf(score)] as const);
  const label = sentimentLabel(last);
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={`Sentiment ${label}, ${last.toFixed(1)}`}
      className={clsx("overflow-visible", className)}
    >
      <line x1="0" x2={WIDTH} y1={HEIGHT / 2} y2={HEIGHT / 2} className="stroke-line" strokeWidth="1" />
      <polyline
        points={points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ")}
        fill="none"
        strokeWidth="1.5"
        strokeLinejoin="round"
        strokeLinecap="round"
        className="stroke-text-3"
      />
      <circle
        cx={WIDTH - 2}
        cy={heightOf(last)}
        r="2"
        className={label === "negative" ? "fill-bad" : label === "positive" ? "fill-good" : "fill-text-3"}
      />
    </svg>
  );
}
