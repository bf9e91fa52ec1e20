"use client";

import { Download, Pause, Play } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { formatClock } from "@/components/format/duration";
import { Button, buttonClass } from "@/components/ui/button";
import type { RecordingResource } from "@/lib/contracts/recordings";
import type { RecordingView } from "@/lib/domain/recordings/recording-story";
import { type ManageRecording, RecordingKeeping } from "./recording-keeping";
import { useRecording, useRecordingPlace } from "./use-recording";
import { type Moment, Waveform } from "./waveform";

type RecordingBarProps = Readonly<{
  recording: RecordingResource | null;
  view: RecordingView;
  moments: readonly Moment[];
  address: string;
  /** Null: who looks at it may hear it, and no more. */
  manage: ManageRecording | null;
}>;

/** The call's sound: heard, gone through, kept. Where there is none, why. */
export function RecordingBar({ recording, view, moments, address, manage }: RecordingBarProps) {
  const [showsAll, setShowsAll] = useState(false);
  useLookAgain(view.kind === "words" && view.isWaiting);
  const controls = useRecording();
  const place = useRecordingPlace();
  if (view.kind === "words" || !recording?.peaks || !controls || !place)
    return (
      <p role="status" className="border-b border-line bg-surface px-4 py-2 text-13 text-text-3 md:px-5">
        {view.kind === "words" ? view.text : "The recording has no sound."}
      </p>
    );
  const { toggle, playFrom } = controls;
  const { isPlaying, atMs, problem } = place;
  const { startMs, durationMs, peaks } = recording;
  return (
    <section aria-label="Recording" className="shrink-0 space-y-2 border-b border-line bg-surface px-4 py-3 md:px-5">
      <div className="flex items-center gap-3">
        <Button
          look="primary"
          onClick={toggle}
          aria-label={isPlaying ? "Pause the recording" : "Play the recording"}
          className="size-9 px-0"
        >
          {isPlaying ? <Pause aria-hidden className="size-4" /> : <Play aria-hidden className="size-4" />}
        </Button>
        <div aria-hidden className="hidden w-11 shrink-0 gap-4 text-12 leading-4 sm:grid">
          <span className="text-ai">agent</span>
          <span className="text-caller">caller</span>
        </div>
        <Waveform
          peaks={peaks}
          startMs={startMs}
          durationMs={durationMs}
          moments={moments}
          atMs={atMs}
          controls={controls}
        />
        <span className="shrink-0 text-right text-12 leading-4 text-text-3 figures">
          <span className="block text-text">{formatClock(atMs)}</span>
          {formatClock(startMs + durationMs)}
        </span>
      </div>
      {problem ? (
        <p role="alert" className="text-13 text-bad">
          {problem}
        </p>
      ) : null}
      <div className="flex flex-wrap items-center gap-1.5">
        {(showsAll ? moments : moments.slice(0, MOST_CHIPS)).map(({ key, kind, atMs: moment, label }) => (
          <button
            key={key}
            type="button"
            onClick={() => playFrom(moment)}
            title={`Play from ${formatClock(moment)}`}
            className={MOMENT[kind]}
          >
            <span className="figures">{formatClock(moment)}</span>{" "}
            <span className="max-w-[24ch] truncate">{label}</span>
          </button>
        ))}
        {moments.length > MOST_CHIPS && !showsAll ? (
          <Button look="ghost" size="sm" onClick={() => setShowsAll(true)}>
            {moments.length - MOST_CHIPS} more
          </Button>
        ) : null}
        <span className="flex-1" />
        <a href={`${address}?download`} download className={buttonClass("ghost", "sm")}>
          <Download aria-hidden className="size-3.5" /> Download
        </a>
        {manage ? <RecordingKeeping recording={recording} manage={manage} /> : null}
      </div>
      {view.note || recording.hold ? (
        <p className="text-12 text-text-3">
          {[view.note, recording.hold && `Under legal hold by ${recording.hold.by}: nothing deletes it.`]
            .filter(Boolean)
            .join(" ")}
        </p>
      ) : null}
    </section>
  );
}

const MOST_CHIPS = 16;
const CHIP =
  "inline-flex h-6 items-center gap-1.5 rounded-sm px-2 text-12 whitespace-nowrap transition-colors hover:bg-surface-3";
const MOMENT: Record<Moment["kind"], string> = {
  interrupted: `${CHIP} bg-bad-soft text-bad`,
  tool: `${CHIP} bg-surface-2 text-text-2`,
  acted: `${CHIP} bg-good-soft text-human`,
  finding: `${CHIP} bg-warn-soft text-warn`,
};

const LOOK_AGAIN_MS = 3000;

/** A recording that is being stored is there in seconds. */
function useLookAgain(isWaiting: boolean): void {
  const router = useRouter();
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setInterval(() => router.refresh(), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [isWaiting, router]);
}
