"use client";

import { clsx } from "clsx";
import type { MouseEvent, ReactNode } from "react";
import { placeOfPress } from "./recording/place-of-press";
import { useRecording } from "./recording/use-recording";
import { formatClock } from "@/components/format/duration";

export type Voice = "caller" | "agent" | "human";

const voices: Record<Voice, { name: string; className: string }> = {
  caller: { name: "Caller", className: "text-caller" },
  agent: { name: "Agent", className: "text-ai" },
  human: { name: "Person", className: "text-human" },
};

type TranscriptRowProps = Readonly<{
  voice: Voice;
  /** Whose it is, where more is known than the voice; the first word is shown. */
  name?: string | null;
  /** Not part of the conversation: the caller hears nothing of it. */
  aside?: "private";
  /** From the start of the audio; null while unknown. */
  atMs: number | null;
  /** Where it ends; absent: not known, so a word in it is at its beginning. */
  endMs?: number | null;
  turnId?: string;
  marked?: boolean;
  /** The line before is the same person's: the name need not be read again. */
  goesOn?: boolean;
  children: ReactNode;
}>;

/** When, who, what. On a narrow screen the first two stand above the third. */
export function TranscriptRow(props: TranscriptRowProps) {
  const { voice, name = null, aside, atMs, endMs = null, turnId, marked = false, goesOn = false, children } = props;
  const { name: role, className } = voices[voice];
  const recording = useRecording();
  const playWord = (event: MouseEvent<HTMLElement>) => {
    if (!recording || atMs === null) return;
    const place = placeOfPress(event.currentTarget, event);
    if (place !== null) recording.playFrom(atMs + place * Math.max(0, (endMs ?? atMs) - atMs));
  };
  return (
    <li
      data-line
      data-voice={voice}
      data-turn={turnId}
      data-aside={aside}
      className={clsx(
        "grid grid-cols-[auto_1fr] gap-x-2.5 gap-y-0.5 rounded-md transition-colors duration-300",
        goesOn ? "pb-1.5" : "py-1.5",
        "md:grid-cols-[44px_56px_minmax(0,1fr)] md:gap-x-3",
        marked && "bg-accent-soft",
        aside && "relative before:absolute before:inset-y-1 before:-left-2.5 before:w-0.5 before:bg-human",
      )}
    >
      <span className="font-mono text-12 leading-6 text-text-3 md:text-13 md:leading-6">
        {atMs === null ? (
          <span aria-hidden>·</span>
        ) : recording ? (
          <button
            type="button"
            aria-label={`Play from ${formatClock(atMs)}`}
            onClick={() => recording.playFrom(atMs)}
            className="rounded-sm hover:text-accent hover:underline"
          >
            {formatClock(atMs)}
          </button>
        ) : (
          formatClock(atMs)
        )}
      </span>
      <span
        title={name ?? undefined}
        className={clsx(
          "truncate text-13 leading-6 font-semibold md:leading-6",
          name === null && "md:text-14",
          className,
          goesOn && "md:opacity-0",
        )}
      >
        {name?.split(/\s/)[0] ?? role}
      </span>
      {/* A press on a word plays it; by the keyboard, the time before it does. */}
      <div
        onClick={playWord}
        className={clsx("col-span-2 max-w-[68ch] text-14 leading-6 md:col-span-1", recording && "cursor-pointer")}
      >
        {children}
      </div>
    </li>
  );
}
