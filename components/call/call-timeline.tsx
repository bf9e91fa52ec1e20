"use client";

import { Scissors, Wrench } from "lucide-react";
import { clsx } from "clsx";
import { formatClock } from "@/components/format/duration";
import type { LiveCall } from "@/lib/domain/live-call/apply-event";
import { timelineOf } from "./timeline";

type CallTimelineProps = Readonly<{ call: LiveCall; markedTurn: string | null; onPick: (turnId: string) => void }>;

const lanes = {
  agent: { name: "agent", place: "bottom-1/2 mb-px", color: "bg-ai" },
  caller: { name: "caller", place: "top-1/2 mt-px", color: "bg-caller" },
  human: { name: "person", place: "top-1/2 mt-px", color: "bg-human" },
};

/** Who spoke when: the agent above the line, people below it. A press goes to the words. */
export function CallTimeline({ call, markedTurn, onPick }: CallTimelineProps) {
  const { spans, marks, lengthMs } = timelineOf(call);
  if (spans.length === 0) return null;
  const at = (ms: number) => `${(ms / lengthMs) * 100}%`;
  return (
    <section aria-label="Who spoke when" className="shrink-0 border-b border-line bg-surface px-4 pt-3 pb-3 md:px-5">
      <div className="flex items-center gap-3">
        <div aria-hidden className="grid w-11 shrink-0 gap-2 text-12 leading-4 text-text-3">
          <span className="text-ai">agent</span>
          <span>caller</span>
        </div>
        <div className="relative h-16 min-w-0 flex-1">
          <span aria-hidden className="absolute inset-x-0 top-1/2 h-px bg-line" />
          {spans.map((span) => {
            const lane = lanes[span.voice];
            return (
              <button
                key={span.key}
                type="button"
                tabIndex={-1}
                aria-hidden
                title={`${formatClock(span.startMs)} ${lane.name}`}
                onClick={() => onPick(span.turnId)}
                style={{ left: at(span.startMs), width: `max(3px, ${at(span.endMs - span.startMs)})` }}
                className={clsx(
                  "absolute h-5 rounded-[3px] transition-opacity duration-150",
                  lane.place,
                  lane.color,
                  markedTurn === null || markedTurn === span.turnId ? "opacity-90" : "opacity-40",
                  "hover:opacity-100",
                )}
              />
            );
          })}
          {marks.map((mark) => (
            <span
              key={mark.key}
              aria-hidden
              title={mark.label}
              style={{ left: at(mark.atMs) }}
              className={clsx(
                "absolute top-0 -ml-2 flex size-4 items-center justify-center rounded-full",
                mark.kind === "interrupted" ? "bg-bad-soft text-bad" : "bg-surface-2 text-text-2",
              )}
            >
              {mark.kind === "interrupted" ? <Scissors className="size-2.5" /> : <Wrench className="size-2.5" />}
            </span>
          ))}
        </div>
        <span className="shrink-0 text-12 text-text-3 figures">{formatClock(lengthMs)}</span>
      </div>
    </section>
  );
}
