"use client";

import { useEffect, useRef } from "react";

const BARS = 14;
const WIDTH = 4;
const HEIGHT = 20;

type LevelMeterProps = Readonly<{
  /** Loudness now, 0 to 1; asked at every frame. */
  level: () => number;
  className?: string;
}>;

/** How loud it is, newest at the right. A picture for the eye alone: the words beside it say the same. */
export function LevelMeter({ level, className }: LevelMeterProps) {
  const group = useRef<SVGGElement>(null);
  useEffect(() => {
    const bars = [...(group.current?.children ?? [])];
    const past: number[] = bars.map(() => 0);
    let frame = 0;
    let count = 0;
    const draw = () => {
      frame = requestAnimationFrame(draw);
      if ((count += 1) % 3 !== 0) return;
      past.push(level());
      past.shift();
      bars.forEach((bar, at) => {
        const height = Math.max(2, (past[at] ?? 0) * HEIGHT);
        bar.setAttribute("height", height.toFixed(1));
        bar.setAttribute("y", ((HEIGHT - height) / 2).toFixed(1));
      });
    };
    draw();
    return () => cancelAnimationFrame(frame);
  }, [level]);
  return (
    <svg
      aria-hidden
      data-part="level"
      viewBox={`0 0 ${BARS * WIDTH} ${HEIGHT}`}
      width={BARS * WIDTH}
      height={HEIGHT}
      className={className}
    >
      <g ref={group} fill="currentColor">
        {Array.from({ length: BARS }, (_, at) => (
          <rect key={at} x={at * WIDTH + 1} y={HEIGHT / 2 - 1} width={WIDTH - 2} height={2} rx={1} />
        ))}
      </g>
    </svg>
  );
}
