"use client";

import { type KeyboardEvent, type PointerEvent, useMemo } from "react";
import { formatClock } from "@/components/format/duration";
import type { Peaks } from "@/lib/contracts/recordings";
import type { RecordingControls } from "./use-recording";

export type Moment = { key: string; kind: "interrupted" | "tool" | "acted" | "finding"; atMs: number; label: string };

type WaveformProps = Readonly<{
  peaks: Peaks;
  startMs: number;
  durationMs: number;
  moments: readonly Moment[];
  atMs: number;
  controls: RecordingControls;
}>;

/** Half the height of a lane, and where their middles lie. */
const HALF = 15;
const MIDDLE = { agent: 16, caller: 48 } as const;
const COLUMNS = 1000;

const DOTS: Record<Moment["kind"], string> = {
  interrupted: "fill-bad",
  tool: "fill-text-3",
  acted: "fill-human",
  finding: "fill-warn",
};

/** Steps of the keys, in ms. */
const KEYS: Record<string, number> = {
  ArrowRight: 5000,
  ArrowUp: 5000,
  ArrowLeft: -5000,
  ArrowDown: -5000,
  PageUp: 30_000,
  PageDown: -30_000,
};

/** How loud both sides are over the call, the agent above, the caller below. A press plays from there; keys move in it. */
export function Waveform({ peaks, startMs, durationMs, moments, atMs, controls }: WaveformProps) {
  const { seek, playFrom, toggle } = controls;
  const place = (ms: number) => `${Math.min(100, Math.max(0, ((ms - startMs) / Math.max(1, durationMs)) * 100))}%`;

  const shapes = useMemo(
    () => ({ agent: outline(peaks.agent, MIDDLE.agent), caller: outline(peaks.caller, MIDDLE.caller) }),
    [peaks],
  );

  const onKeyDown = (event: KeyboardEvent) => {
    const step = KEYS[event.key];
    if (step !== undefined) seek(atMs + step);
    else if (event.key === "Home") seek(startMs);
    else if (event.key === "End") seek(startMs + durationMs);
    else if (event.key === " " || event.key === "Enter" || event.key === "k") toggle();
    else return;
    event.preventDefault();
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    playFrom(startMs + ((event.clientX - left) / width) * durationMs);
  };

  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label="Place in the recording"
      aria-valuemin={0}
      aria-valuemax={Math.round(durationMs / 1000)}
      aria-valuenow={Math.round((atMs - startMs) / 1000)}
      aria-valuetext={`${formatClock(atMs)} of ${formatClock(startMs + durationMs)}`}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      className="relative h-16 min-w-0 flex-1 cursor-pointer touch-manipulation rounded-sm"
    >
      <span aria-hidden className="absolute inset-x-0 top-1/2 h-px bg-line" />
      <svg aria-hidden viewBox={`0 0 ${COLUMNS} 64`} preserveAspectRatio="none" className="absolute inset-0 size-full">
        <path d={shapes.agent} className="fill-ai opacity-80" />
        <path d={shapes.caller} className="fill-caller opacity-80" />
      </svg>
      <svg aria-hidden className="pointer-events-none absolute inset-0 size-full overflow-visible">
        {moments.map(({ key, kind, atMs: moment, label }) => (
          <svg key={key} x={place(moment)} className="overflow-visible">
            <title>{label}</title>
            <line y1={0} y2={64} className="stroke-line-strong" strokeDasharray="2 3" />
            <circle cy={32} r={4} className={DOTS[kind]} />
          </svg>
        ))}
        <svg x={place(atMs)} className="overflow-visible">
          <line y1={-2} y2={66} strokeWidth={2} className="stroke-accent" />
        </svg>
      </svg>
    </div>
  );
}

/** The peaks as one shape, mirrored about the lane's middle; what is silent is a hair's breadth. */
function outline(peaks: readonly number[], middle: number): string {
  if (peaks.length === 0) return "";
  const x = (at: number) => ((at / peaks.length) * COLUMNS).toFixed(1);
  const height = (peak: number) => Math.max(0.5, peak * HALF);
  const above = peaks.map((peak, at) => `${x(at)},${(middle - height(peak)).toFixed(1)}`);
  const below = peaks.map((peak, at) => `${x(at)},${(middle + height(peak)).toFixed(1)}`).toReversed();
  return `M${above.join("L")}L${below.join("L")}Z`;
}
