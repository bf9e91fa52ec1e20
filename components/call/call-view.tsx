"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import type { CallSummary } from "@/lib/contracts/live/call-summary";
import type { CallCost } from "@/lib/domain/call/call-cost";
import type { LiveCall } from "@/lib/domain/live-call/apply-event";
import { LiveTranscript } from "@/components/live/live-transcript";
import { useLiveCall } from "@/components/live/use-live-call";
import { StatePanel } from "@/components/ui/state-panel";
import { MessageSquareOff } from "lucide-react";
import { AnswerTimes } from "./answer-times";
import { CallCostList } from "./call-cost-list";
import { CallFacts } from "./call-facts";
import type { RecordingResource } from "@/lib/contracts/recordings";
import { type RecordingStory, recordingView } from "@/lib/domain/recordings/recording-story";
import { momentsOf } from "./recording/moments";
import { RecordingBar } from "./recording/recording-bar";
import type { ManageRecording } from "./recording/recording-keeping";
import { PlayOnArrival, RecordingSound } from "./recording/use-recording";
import { figuresOf } from "./call-figures";
import { CallTimeline } from "./call-timeline";
import { MoodLine } from "./mood-line";
import { moodPointsOf } from "./mood-points";
import { timelineOf } from "./timeline";
import { useGrowing } from "./use-growing";
import { CallAccount } from "@/components/quality/call-account";
import { percent } from "@/components/quality/quality-words";
import type { CallAnalysisResource } from "@/lib/contracts/call-analysis";
import Link from "next/link";
import { FigureList } from "./figure-list";
import type { StandingOutcome } from "@/lib/contracts/live/outcomes";
import { AfterCall, type AfterCallRuns } from "./after-call";
import { SaidAndDone } from "./said-and-done";
import { type TakenMessage, TakenMessages } from "./taken-messages";
import { Transcript } from "./transcript";
import { TranscriptFilter, type VoiceFilter } from "./transcript-filter";
import { filterTranscript, isOfTeam } from "./filter-transcript";

type CallViewProps = Readonly<{
  summary: CallSummary & { callerRefuted?: boolean };
  initial: LiveCall;
  messages: readonly TakenMessage[];
  /** The model's, null without one; absent: whoever looks may not read it. */
  account?: CallAnalysisResource | null;
  qaScore?: number | null;
  /** Null while it goes on. */
  cost?: CallCost | null;
  /** The turn that is shown at once. */
  markedAtFirst?: string | null;
  /** From where its sound is played at once, in ms as the call's events count. */
  playedAtFirst?: number | null;
  /** What was done in it, as it was last read from the systems of record. */
  outcomes?: readonly StandingOutcome[];
  /** What is done after it. */
  afterCall?: AfterCallRuns;
  /** Null: whoever looks may not hear recordings. */
  sound: CallSound | null;
}>;

/** What there is of a call's sound, and what may be done with it. */
export type CallSound = {
  recording: RecordingResource | null;
  story: RecordingStory;
  address: string;
  manage: ManageRecording | null;
};

/** A call as it was, or, while it goes on, as it happens. */
export function CallView(props: CallViewProps) {
  const {
    summary,
    initial,
    messages,
    account,
    qaScore = null,
    cost = null,
    markedAtFirst = null,
    playedAtFirst = null,
    outcomes = [],
    afterCall,
    sound,
  } = props;
  const followed = useLiveCall(summary.id, initial);
  const { call } = followed;
  const [markedTurn, setMarkedTurn] = useState(markedAtFirst);
  const [voice, setVoice] = useState<VoiceFilter>("everyone");
  const [text, setText] = useState("");
  const words = useRef<HTMLDivElement>(null);
  useRefreshAtEnd(call.phase === "ended" && summary.endedAt === null);
  const isOver = call.phase === "ended" || summary.endedAt !== null;

  const growing = useGrowing(call.items.length, Math.max(0, placeOf(call, markedAtFirst)));
  const { reach } = growing;
  const pick = useCallback(
    (turnId: string) => {
      setVoice("everyone");
      setText("");
      setMarkedTurn(turnId);
      reach(placeOf(call, turnId));
      scrollToTurn(words.current, turnId);
    },
    [call, reach],
  );

  useEffect(() => {
    if (markedAtFirst !== null) scrollToTurn(words.current, markedAtFirst);
  }, [markedAtFirst]);

  const shown = filterTranscript(call, voice, text);
  const { limit, isWhole, rest, grow } = growing;
  const drawn = isWhole && shown === call ? shown : { ...shown, items: shown.items.slice(0, limit) };
  const mood = isOver ? moodPointsOf(call, account?.result?.mood.points) : [];
  const overview =
    account === undefined || !isOver ? null : <CallAccount callId={summary.id} analysis={account} className="mt-2" />;
  const view = sound && recordingView(sound.recording, sound.story, isOver);
  const { startMs = 0, durationMs = 0 } = sound?.recording ?? {};
  return (
    <RecordingSound
      address={view?.kind === "sound" ? (sound?.address ?? null) : null}
      startMs={startMs}
      durationMs={durationMs}
    >
      {playedAtFirst === null ? null : <PlayOnArrival atMs={playedAtFirst} />}
      <div className="min-h-0 flex-1 overflow-y-auto scroll-quiet lg:flex lg:overflow-visible">
        <div ref={words} className="flex min-w-0 flex-1 flex-col lg:min-h-0">
          {overview ? (
            <details className="border-b border-line bg-surface px-4 py-3 md:px-5 lg:hidden">
              <summary className="cursor-pointer text-13 font-medium">Overview</summary>
              {overview}
            </details>
          ) : null}
          {view?.kind === "sound" ? null : <CallTimeline call={call} markedTurn={markedTurn} onPick={pick} />}
          {sound && view ? <RecordingBar {...sound} view={view} moments={momentsOf(call)} /> : null}
          {isOver ? (
            <>
              <TranscriptFilter
                voice={voice}
                hasTeam={call.items.some(isOfTeam)}
                onVoice={setVoice}
                text={text}
                onText={setText}
                found={shown === call ? null : shown.items.length}
              />
              <div
                role="region"
                aria-label="Conversation"
                tabIndex={0}
                className="px-4 pb-8 -outline-offset-2 scroll-quiet md:px-5 lg:min-h-0 lg:flex-1 lg:overflow-y-auto"
              >
                {call.items.length === 0 ? <NothingSaid reason={summary.endReason} /> : null}
                {call.items.length > 0 && shown.items.length === 0 ? (
                  <p className="py-6 text-13 text-text-3">No line has these words. Try fewer.</p>
                ) : null}
                <Transcript call={drawn} markedTurn={markedTurn} />
                {drawn.items.length < shown.items.length ? (
                  <button
                    ref={rest}
                    type="button"
                    onClick={grow}
                    className="w-full py-3 text-center text-13 text-text-3 hover:text-text"
                  >
                    {shown.items.length - drawn.items.length} more lines
                  </button>
                ) : null}
              </div>
            </>
          ) : (
            <LiveTranscript {...followed} />
          )}
        </div>
        <aside
          aria-label="About this call"
          tabIndex={0}
          className="shrink-0 space-y-7 -outline-offset-2 border-line bg-surface p-4 scroll-quiet max-lg:border-t md:p-5 lg:w-88 lg:overflow-y-auto lg:border-l"
        >
          {overview ? (
            <section aria-label="Overview" className="max-lg:hidden">
              <Overview score={qaScore} callId={summary.id} />
              {overview}
            </section>
          ) : null}
          {mood.length > 0 ? (
            <MoodLine points={mood} lengthMs={timelineOf(call).lengthMs} markedTurn={markedTurn} onPick={pick} />
          ) : null}
          <AnswerTimes call={call} markedTurn={markedTurn} onPick={pick} />
          <SaidAndDone call={call} standing={outcomes} timeZone={summary.timeZone} onPick={pick} />
          {afterCall ? <AfterCall {...afterCall} timeZone={summary.timeZone} /> : null}
          <TakenMessages messages={messages} />
          {cost ? <CallCostList cost={cost} /> : null}
          <FigureList figures={figuresOf(call)} />
          <CallFacts call={summary} />
        </aside>
      </div>
    </RecordingSound>
  );
}

function Overview({ score, callId }: Readonly<{ score: number | null; callId: string }>) {
  return (
    <h2 className="flex items-baseline justify-between text-12 font-medium text-text-3">
      Overview
      <Link href={`/calls/${callId}/quality`} className="font-normal text-text-2 hover:text-text hover:underline">
        {score === null ? (
          "not scored"
        ) : (
          <>
            score <b className="font-semibold text-text figures">{percent(score)}</b>
          </>
        )}
      </Link>
    </h2>
  );
}

const placeOf = (call: LiveCall, turnId: string | null) =>
  call.items.findIndex((item) => "turnId" in item && item.turnId === turnId);

/** After the rows that a filter had taken away are back. */
function scrollToTurn(within: HTMLElement | null, turnId: string): void {
  requestAnimationFrame(() => {
    const rows = within?.querySelectorAll<HTMLElement>("[data-turn]") ?? [];
    const row = [...rows].find(({ dataset }) => dataset.turn === turnId);
    row?.scrollIntoView({ block: "center", behavior: "smooth" });
  });
}

/** Time for the end to be stored before the server is asked for the rest of the page. */
const STORED_AFTER_MS = 1_500;

/** The head of the page and its messages come from the server: they follow once the call is over. */
function useRefreshAtEnd(hasJustEnded: boolean): void {
  const router = useRouter();
  useEffect(() => {
    if (!hasJustEnded) return;
    const timer = setTimeout(() => router.refresh(), STORED_AFTER_MS);
    return () => clearTimeout(timer);
  }, [hasJustEnded, router]);
}

function NothingSaid({ reason }: Readonly<{ reason: string | null }>) {
  return (
    <StatePanel icon={<MessageSquareOff className="size-5" />} title="Nobody spoke in this call">
      {reason ?? "It ended before a word was said."}
    </StatePanel>
  );
}
