"use client";

import { Scissors, User, Wrench } from "lucide-react";
import { clsx } from "clsx";
import { formatClock } from "@/components/format/duration";
import type { LiveCall } from "@/lib/domain/live-call/apply-event";
import { timelineOf } from "./timeline";

type CallTimelineProps = Readonly<{ call: LiveCall; markedTurn: string | null; onPick: (turnId: string) => void }>;

/** 64 px high, the line between the lanes at 32. A person speaks in the agent's place, so in its lane too, told apart by colour and name. */
const lanes = {
  agent: { name: "agent", y: 11, color: "fill-ai" },
  caller: { name: "caller", y: 33, color: "fill-caller" },
  human: { name: "person", y: 11, color: "fill-human" },
};

const marked = {
  interrupted: { Icon: Scissors, circle: "fill-bad-soft", icon: "text-bad" },
  tool: { Icon: Wrench, circle: "fill-surface-2", icon: "text-text-2" },
  acted: { Icon: User, circle: "fill-good-soft", icon: "text-human" },
};

/** Who spoke when: who speaks for the business above the line, the caller below it. A press goes to the words. */
export function CallTimeline({ call, markedTurn, onPick }: CallTimelineProps) {
  const { spans, marks, lengthMs } = timelineOf(call);
  if (spans.length === 0) return null;
  const at = (ms: number) => `${(ms / lengthMs) * 100}%`;
  return (
    <section aria-label="Who spoke when" className="shrink-0 border-b border-line bg-surface px-4 pt-3 pb-3 md:px-5">
      <div className="flex items-center gap-3">
        <div aria-hidden className="grid w-11 shrink-0 gap-2 text-12 leading-4 text-text-3">
          <span className="text-ai">
            agent
            {spans.some(({ voice }) => voice === "human") ? <span className="block text-human">person</span> : null}
          </span>
          <span>caller</span>
        </div>
        <div className="relative h-16 min-w-0 flex-1">
          <span aria-hidden className="absolute inset-x-0 top-1/2 h-px bg-line" />
          <svg aria-hidden className="absolute inset-0 size-full overflow-visible">
            {spans.map((span) => {
              const lane = lanes[span.voice];
              const place = { x: at(span.startMs), y: lane.y, height: 20, rx: 3 };
              return (
                <g
                  key={span.key}
                  onClick={() => onPick(span.turnId)}
                  className={clsx(
                    "cursor-pointer transition-opacity duration-150",
                    lane.color,
                    markedTurn === null || markedTurn === span.turnId ? "opacity-90" : "opacity-40",
                    "hover:opacity-100",
                  )}
                >
                  <title>{`${formatClock(span.startMs)} ${lane.name}`}</title>
                  {/* A word of a long call is thinner than a pixel: as much as can be pressed is there of each. */}
                  <rect {...place} width={3} />
                  <rect {...place} width={at(span.endMs - span.startMs)} />
                </g>
              );
            })}
            {marks.map((mark) => {
              const { Icon, circle, icon } = marked[mark.kind];
              return (
                <svg key={mark.key} x={at(mark.atMs)} className="overflow-visible">
                  <title>{mark.label}</title>
                  <circle cy={8} r={8} className={circle} />
                  <Icon x={-5} y={3} size={10} className={icon} />
                </svg>
              );
            })}
          </svg>
        </div>
        <span className="shrink-0 text-12 text-text-3 figures">{formatClock(lengthMs)}</span>
      </div>
    </section>
  );
}
