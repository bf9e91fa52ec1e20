"use client";

import { ArrowLeft, PhoneOff } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { CallFacts } from "@/components/call/call-facts";
import { figuresOf } from "@/components/call/call-figures";
import { dispositionWords, otherParty, statusWords, versionWords } from "@/components/call/call-words";
import { KindChip } from "@/components/call/kind-chip";
import { FigureList } from "@/components/call/figure-list";
import { LastAnswer } from "@/components/call/last-answer";
import { formatPhone } from "@/components/format/phone";
import { formatSpan } from "@/components/format/duration";
import { ButtonLink } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import type { CallSummary } from "@/lib/contracts/live/call-summary";
import type { LiveCall } from "@/lib/domain/live-call/apply-event";
import { LiveClock } from "./live-clock";
import { useCallInProgress } from "./live-provider";
import { LiveQuality } from "./live-quality";
import { LiveTranscript } from "./live-transcript";
import { FloorChip } from "./rail/floor-chip";
import { RailFoot, RailMicrophone, RailSide } from "./rail/rail-parts";
import { RailProvider } from "./rail/rail-provider";
import type { RailInfo } from "./rail/use-rail";
import { SentimentLine } from "./sentiment-line";
import { useLiveCall } from "./use-live-call";

type LiveCallViewProps = Readonly<{
  summary: CallSummary;
  initial: LiveCall;
  /** Null for those who may only look. */
  rail: RailInfo | null;
  /** Turns in the agent's language are scored. */
  isScored: boolean;
  /** What the server knows besides of caller and agent, for the side. */
  about: ReactNode;
}>;

/** One call, word by word. */
export function LiveCallView({ summary: rendered, initial, rail, isScored, about }: LiveCallViewProps) {
  const followed = useLiveCall(rendered.id, initial);
  const inProgress = useCallInProgress(rendered.id);
  const summary = withEnd(inProgress ?? rendered, followed.call);
  const figures = figuresOf(followed.call);
  return (
    <RailProvider summary={summary} call={followed.call} info={rail}>
      <div className="flex min-h-0 min-w-0 flex-1">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          <header className="flex min-h-16 shrink-0 items-center gap-3 border-b border-line bg-surface px-4 py-2 md:px-5">
            <Link
              href="/live"
              aria-label="Back to the calls in progress"
              className="-ml-1 rounded-md p-1 text-text-3 hover:bg-surface-2 md:hidden"
            >
              <ArrowLeft aria-hidden className="size-5" />
            </Link>
            <div className="min-w-0 flex-1">
              <h2 className="flex flex-wrap items-center gap-2 text-16 font-semibold figures">
                {formatPhone(otherParty(summary))}
                <KindChip call={summary} />
                <CallState summary={summary} call={followed.call} />
                {followed.call.phase === "connected" ? (
                  <FloorChip floor={followed.call.floor} userId={rail?.userId ?? null} />
                ) : null}
              </h2>
              <p className="truncate text-13 text-text-3">
                {summary.agentName} {versionWords(summary.agentVersion)} · {summary.businessName}
                {figures.medianMs === null ? "" : ` · ${formatSpan(figures.medianMs)} to answer`}
              </p>
            </div>
            <LiveClock call={summary} className="text-20 font-semibold figures" />
          </header>
          {followed.call.ended ? null : <RailMicrophone />}
          <LiveTranscript {...followed} />
          {followed.call.ended ? (
            <EndedBar
              callId={summary.id}
              reason={followed.call.ended.reason}
              disposition={followed.call.ended.disposition}
            />
          ) : (
            <RailFoot />
          )}
        </div>
        <aside
          aria-label="About this call"
          className="hidden w-80 shrink-0 flex-col border-l border-line bg-surface xl:flex"
        >
          <RailSide />
          <div className="min-h-0 flex-1 space-y-7 overflow-y-auto p-4 scroll-quiet">
            <SentimentLine
              points={followed.call.sentiment}
              startedAt={followed.call.connectedAt ?? summary.startedAt}
              isScored={isScored}
            />
            <LiveQuality call={followed.call} />
            <LastAnswer metrics={figures.last} />
            <FigureList figures={figures} />
            <CallFacts call={summary} />
            {about}
          </div>
        </aside>
      </div>
    </RailProvider>
  );
}

/** The event of the end is here before the list's news of it, or in its stead. */
function withEnd(summary: CallSummary, call: LiveCall): CallSummary {
  if (!call.ended || summary.endedAt) return summary;
  const from = Date.parse(summary.answeredAt ?? summary.startedAt);
  return {
    ...summary,
    durationMs: call.ended.durationMs,
    endedAt: new Date(from + call.ended.durationMs).toISOString(),
  };
}

function CallState({ summary, call }: Readonly<{ summary: CallSummary; call: LiveCall }>) {
  if (call.ended) {
    return <Chip icon={<PhoneOff aria-hidden className="size-3" />}>{dispositionWords(call.ended.disposition)}</Chip>;
  }
  const { label, tone } = statusWords(summary.status);
  return summary.status === "in_progress" ? (
    <Chip tone="bad" icon={<span aria-hidden className="size-1.5 animate-pulse-dot rounded-full bg-live" />}>
      live
    </Chip>
  ) : (
    <Chip tone={tone}>{label}</Chip>
  );
}

type EndedBarProps = Readonly<{ callId: string; disposition: string; reason: string }>;

function EndedBar({ callId, disposition, reason }: EndedBarProps) {
  return (
    <div
      role="status"
      className="animate-rise flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line bg-surface px-4 py-3 md:px-5"
    >
      <p className="min-w-0 flex-1 text-13">
        <span className="font-medium">Call ended.</span>{" "}
        <span className="text-text-2">{reason || dispositionWords(disposition)}</span>
      </p>
      <ButtonLink href={`/calls/${callId}`} size="sm">
        Open the call
      </ButtonLink>
    </div>
  );
}
