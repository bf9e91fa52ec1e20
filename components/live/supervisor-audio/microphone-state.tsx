"use client";

import { clsx } from "clsx";
import { Ear, Mic, MicOff, TriangleAlert } from "lucide-react";
import { LevelMeter } from "@/components/phone/level-meter";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { MUTE_KEY, microphoneWords, type MicrophoneWords } from "./audio-words";
import type { CallAudio, CallAudioState } from "./call-audio";
import { useTabMark } from "./tab-mark";

type MicrophoneStateProps = Readonly<{ audio: CallAudio; state: CallAudioState; className?: string }>;

const LOOKS: Readonly<Record<MicrophoneWords["tone"], string>> = {
  open: "border-bad bg-bad text-on-accent",
  muted: "border-bad bg-bad-soft text-bad",
  waiting: "border-line-strong bg-surface-2 text-text-2",
  closed: "border-line-strong bg-surface text-text",
  problem: "border-warn bg-warn-soft text-warn",
};

/**
 * Whether the caller hears one: in words, by a colour that nothing else on the page has so much of, as it moves, in the tab's title and icon, and
 * spoken by screen readers. Shows nothing while one neither listens nor speaks and nothing went wrong.
 */
export function MicrophoneState({ audio, state, className }: MicrophoneStateProps) {
  const { phase, problem, notice } = state;
  const { tone, title, hint } = microphoneWords(state);
  const isOpen = tone === "open";
  useTabMark(isOpen, "Microphone open");
  const isOff = phase === "off" || phase === "failed";
  const news = problem ?? notice;
  return (
    <div className={clsx("space-y-2", className)} data-audio={phase}>
      {isOff && tone === "closed" ? null : (
        <div
          data-microphone={state.microphone}
          className={clsx("flex items-center gap-3 rounded-lg border-2 px-4 py-3", LOOKS[tone])}
        >
          <ToneIcon tone={tone} />
          <p role="status" aria-live={isOpen ? "assertive" : "polite"} className="min-w-0 flex-1">
            <span className={clsx("block font-semibold", isOpen ? "text-20" : "text-14")}>{title}</span>{" "}
            <span className="block text-13">{hint}</span>
          </p>
          {isOff || phase === "reconnecting" ? null : (
            <LevelMeter
              level={() => (isOpen ? audio.levels().mine : audio.levels().theirs)}
              className="hidden shrink-0 sm:block"
            />
          )}
          {isOpen || tone === "muted" ? (
            <Button aria-pressed={tone === "muted"} aria-keyshortcuts={MUTE_KEY} onClick={() => audio.setMuted(isOpen)}>
              {isOpen ? "Mute" : "Unmute"}
              <span aria-hidden className="hidden md:block">
                <Kbd>{MUTE_KEY}</Kbd>
              </span>
            </Button>
          ) : null}
        </div>
      )}
      {news === null ? null : (
        <p
          role="alert"
          className={clsx(
            "flex items-start gap-2 rounded-md px-3 py-2 text-13",
            problem === null ? "bg-warn-soft text-warn" : "bg-bad-soft text-bad",
          )}
        >
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {news}
        </p>
      )}
    </div>
  );
}

function ToneIcon({ tone }: Readonly<{ tone: MicrophoneWords["tone"] }>) {
  if (tone === "open") return <Mic aria-hidden className="size-6 shrink-0" />;
  if (tone === "closed") return <Ear aria-hidden className="size-5 shrink-0 text-text-3" />;
  return <MicOff aria-hidden className="size-5 shrink-0" />;
}
