"use client";

import { type KeyboardEvent, type PointerEvent, useState } from "react";
import { formatClock } from "@/components/format/duration";
import { sentimentLabel } from "@/lib/domain/sentiment/sentiment-label";
import { type MoodPoint, standingOut } from "./mood-points";
import { useRecording } from "./recording/use-recording";

/** As many as can be told apart in its place. */
const MOST_POINTS = 160;
const HEIGHT = 72;
const EDGE = 5;
/** At or below this somebody is told. */
const ALERT = -0.5;

const heightOf = (compound: number) => HEIGHT / 2 - compound * (HEIGHT / 2 - EDGE);
const signed = (compound: number) => compound.toFixed(2).replace("-", "−");
const FILLS = { negative: "fill-bad", positive: "fill-good", neutral: "fill-text-3" } as const;

type MoodLineProps = Readonly<{
  points: readonly MoodPoint[];
  lengthMs: number;
  markedTurn: string | null;
  onPick: (turnId: string) => void;
}>;

/** How the caller sounded, turn by turn, over the call. A press goes to the turn, and plays it where there is sound; arrows go from turn to turn. */
export function MoodLine({ points: all, lengthMs, markedTurn, onPick }: MoodLineProps) {
  const recording = useRecording();
  const points = standingOut(all, MOST_POINTS, ({ compound }) => Math.abs(compound));
  const lowest = points.reduce((low, { compound }, at) => (compound < (points[low]?.compound ?? 1) ? at : low), 0);
  const [at, setAt] = useState(lowest);
  const shown = points[Math.min(at, points.length - 1)];
  if (!shown) return null;
  const mean = all.reduce((sum, { compound }) => sum + compound, 0) / all.length;
  const xOf = (atMs: number) => Math.min(1, atMs / Math.max(1, lengthMs)) * 1000;

  const go = ({ turnId, atMs }: MoodPoint) => {
    onPick(turnId);
    recording?.playFrom(atMs);
  };
  const nearest = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const x = ((event.clientX - left) / width) * 1000;
    return points.reduce((best, { atMs }, index) => {
      return Math.abs(xOf(atMs) - x) < Math.abs(xOf(points[best]?.atMs ?? 0) - x) ? index : best;
    }, 0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const last = points.length - 1;
    const steps: Record<string, number> = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last };
    const next = steps[event.key];
    if (next !== undefined) setAt(Math.min(last, Math.max(0, next)));
    else if (event.key === "Enter" || event.key === " ") go(shown);
    else return;
    event.preventDefault();
  };
  return (
    <section aria-label="Sentiment">
      <h2 className="flex items-baseline justify-between text-12 font-medium text-text-3">
        Sentiment
        <span className="font-normal text-text-2">
          mean <b className="font-semibold text-text figures">{signed(mean)}</b> {sentimentLabel(mean)}
        </span>
      </h2>
      <div
        role="slider"
        tabIndex={0}
        aria-label="Sentiment of the caller’s turns"
        aria-valuemin={1}
        aria-valuemax={points.length}
        aria-valuenow={at + 1}
        aria-valuetext={`${formatClock(shown.atMs)}, ${signed(shown.compound)} ${sentimentLabel(shown.compound)}: ${shown.text}`}
        onKeyDown={onKeyDown}
        onPointerMove={(event) => setAt(nearest(event))}
        onPointerDown={(event) => {
          const index = nearest(event);
          const point = points[index];
          setAt(index);
          if (point) go(point);
        }}
        className="relative mt-2 h-18 cursor-pointer touch-manipulation rounded-sm"
      >
        <svg
          aria-hidden
          viewBox={`0 0 1000 ${HEIGHT}`}
          preserveAspectRatio="none"
          className="absolute inset-0 size-full overflow-visible"
        >
          <line
            x1="0"
            x2="1000"
            y1={HEIGHT / 2}
            y2={HEIGHT / 2}
            className="stroke-line"
            vectorEffect="non-scaling-stroke"
          />
          <line
            x1="0"
            x2="1000"
            y1={heightOf(ALERT)}
            y2={heightOf(ALERT)}
            className="stroke-bad"
            strokeDasharray="3 3"
            vectorEffect="non-scaling-stroke"
          />
          <polyline
            points={points
              .map(({ atMs, compound }) => `${xOf(atMs).toFixed(1)},${heightOf(compound).toFixed(1)}`)
              .join(" ")}
            fill="none"
            strokeWidth="1.5"
            strokeLinejoin="round"
            vectorEffect="non-scaling-stroke"
            className="stroke-accent"
          />
        </svg>
        {/* Circles in a picture of their own: stretched with the line they would be none. */}
        <svg aria-hidden className="pointer-events-none absolute inset-0 size-full overflow-visible">
          {points.map(({ turnId, atMs, compound }, index) => (
            <circle
              key={turnId}
              cx={`${xOf(atMs) / 10}%`}
              cy={heightOf(compound)}
              r={index === at || turnId === markedTurn ? 4 : points.length > 60 ? 1.5 : 2.25}
              className={FILLS[sentimentLabel(compound)]}
            />
          ))}
        </svg>
      </div>
      <p className="mt-1 flex justify-between text-12 text-text-3 figures">
        <span>0:00</span>
        <span>alert at −0.5</span>
        <span>{formatClock(lengthMs)}</span>
      </p>
      <p className="mt-1.5 line-clamp-2 min-h-8 text-12 text-text-2">
        <span className="figures">
          {formatClock(shown.atMs)} {signed(shown.compound)}
        </span>{" "}
        “{shown.text}”
      </p>
    </section>
  );
}
