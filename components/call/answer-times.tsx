"use client";

import { clsx } from "clsx";
import dynamic from "next/dynamic";
import { formatClock, formatSpan } from "@/components/format/duration";
import { Skeleton } from "@/components/ui/skeleton";
import { useIdle } from "@/components/ui/use-idle";
import type { LiveCall } from "@/lib/domain/live-call/apply-event";
import { STAGES, timingsOf } from "./answer-stages";
import { figuresOf } from "./call-figures";
import { standingOut } from "./mood-points";

// The chart's library weighs more than the page: it comes after the words can be read.
const AnswerChart = dynamic(() => import("./answer-chart").then((module) => module.AnswerChart), {
  ssr: false,
  loading: () => <Skeleton className="h-[168px] w-full" />,
});

/** More bars than this are thinner than can be pressed. */
const MOST_BARS = 120;

type AnswerTimesProps = Readonly<{ call: LiveCall; markedTurn: string | null; onPick: (turnId: string) => void }>;

/** How long the caller waited for each answer, and where that time went. */
export function AnswerTimes({ call, markedTurn, onPick }: AnswerTimesProps) {
  const isIdle = useIdle();
  const timings = timingsOf(call);
  const { medianMs, p95Ms } = figuresOf(call);
  const slowest = [...timings].sort((a, b) => b.voiceToVoiceMs - a.voiceToVoiceMs).slice(0, 3);
  if (timings.length === 0 || medianMs === null || p95Ms === null) {
    return (
      <section aria-label="Answer times">
        <h2 className="text-12 font-medium text-text-3">Answer times</h2>
        <p className="mt-2 text-13 text-text-3">No answer has been waited for in this call.</p>
      </section>
    );
  }
  const drawn = standingOut(timings, MOST_BARS, ({ voiceToVoiceMs }) => voiceToVoiceMs);
  const used = STAGES.filter(({ key }) => timings.some((timing) => timing[key] > 0));
  return (
    <section aria-label="Answer times">
      <h2 className="flex items-baseline justify-between text-12 font-medium text-text-3">
        Answer times
        <span className="font-normal text-text-2">
          median <b className="font-semibold text-text figures">{formatSpan(medianMs)}</b>
          <span className="ml-2">
            p95 <b className="font-semibold text-text figures">{formatSpan(p95Ms)}</b>
          </span>
        </span>
      </h2>
      <div
        role="img"
        aria-label={`${timings.length} ${timings.length === 1 ? "answer" : "answers"}, median ${formatSpan(medianMs)}, slowest ${formatSpan(slowest[0]?.voiceToVoiceMs ?? 0)}`}
        className="mt-2 h-[168px]"
      >
        {isIdle ? (
          <AnswerChart timings={drawn} medianMs={medianMs} markedTurn={markedTurn} onPick={onPick} />
        ) : (
          <Skeleton className="h-full w-full" />
        )}
      </div>
      {drawn.length < timings.length ? (
        <p className="mt-1 text-12 text-text-3">
          Of {timings.length} answers the slowest of every {Math.ceil(timings.length / MOST_BARS)} or so.
        </p>
      ) : null}
      <ul className="mt-1.5 flex flex-wrap gap-x-3 gap-y-1 text-12 text-text-2">
        {used.map(({ key, label, swatch }) => (
          <li key={key} className="flex items-center gap-1.5">
            <span aria-hidden className={clsx("size-2 rounded-xs", swatch)} />
            {label}
          </li>
        ))}
      </ul>
      {timings.length > 2 ? (
        <div className="mt-3 text-13">
          <p className="text-12 text-text-3">Slowest</p>
          <ul className="mt-0.5 divide-y divide-line">
            {slowest.map(({ turnId, startMs, voiceToVoiceMs, text }) => (
              <li key={turnId}>
                <button
                  type="button"
                  onClick={() => onPick(turnId)}
                  className="flex w-full items-baseline gap-2.5 py-1.5 text-left hover:text-accent"
                >
                  <span className="font-mono text-12 text-text-3">{formatClock(startMs)}</span>
                  <span className="min-w-0 flex-1 truncate text-text-2">{text}</span>
                  <span className="figures">{formatSpan(voiceToVoiceMs)}</span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </section>
  );
}
