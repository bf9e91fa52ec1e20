"use client";

import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from "react";

/** What can be done with a call's sound; the same object for as long as it is the same sound. Moments count as the call's events do, in ms. */
export type RecordingControls = {
  playFrom(ms: number): void;
  seek(ms: number): void;
  toggle(): void;
};

/** How it stands. `problem`: in words, what is wrong with it; null: nothing. */
export type RecordingPlace = { isPlaying: boolean; atMs: number; problem: string | null };

const Controls = createContext<RecordingControls | null>(null);
const Place = createContext<RecordingPlace | null>(null);

/** The sound of the call whose page this is; null where there is none to hear. */
export const useRecording = (): RecordingControls | null => useContext(Controls);

/** Where it is being played; changes with every frame. */
export const useRecordingPlace = (): RecordingPlace | null => useContext(Place);

type RecordingSoundProps = Readonly<{
  /** Where the sound is; null: there is none to hear. */
  address: string | null;
  startMs: number;
  durationMs: number;
  children: ReactNode;
}>;

/** Plays a call's sound for everything below it. Nothing is fetched, nor is hearing noted, before somebody wants to hear. */
export function RecordingSound({ address, startMs, durationMs, children }: RecordingSoundProps) {
  const audio = useRef<HTMLAudioElement>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [atMs, setAtMs] = useState(startMs);
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    if (!isPlaying) return;
    // The player's own news of the time come four times a second: too seldom for a hand that moves.
    let frame = requestAnimationFrame(function follow() {
      if (audio.current) setAtMs(startMs + audio.current.currentTime * 1000);
      frame = requestAnimationFrame(follow);
    });
    return () => cancelAnimationFrame(frame);
  }, [isPlaying, startMs]);

  const controls = useMemo<RecordingControls>(() => {
    const place = (ms: number) => {
      const within = Math.min(Math.max(ms, startMs), startMs + durationMs);
      if (audio.current) audio.current.currentTime = (within - startMs) / 1000;
      setAtMs(within);
    };
    const play = () => {
      setProblem(null);
      // What keeps it from playing comes as an error of the element.
      void audio.current?.play().catch(() => setPlaying(false));
    };
    return {
      seek: place,
      playFrom(ms) {
        place(ms);
        play();
      },
      toggle() {
        if (audio.current && !audio.current.paused) audio.current.pause();
        else play();
      },
    };
  }, [startMs, durationMs]);
  const state = useMemo(() => ({ isPlaying, atMs, problem }), [isPlaying, atMs, problem]);

  if (address === null) return children;
  return (
    <Controls.Provider value={controls}>
      {/* The words are the transcript, on the same page. */}
      <audio
        ref={audio}
        src={address}
        preload="none"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setPlaying(false)}
        onSeeked={({ currentTarget }) => setAtMs(startMs + currentTarget.currentTime * 1000)}
        onError={() => {
          setPlaying(false);
          void whatIsWrong(address).then(setProblem);
        }}
      />
      <Place.Provider value={state}>{children}</Place.Provider>
    </Controls.Provider>
  );
}

/** Plays from where a quote stands, for who came by it. A browser that lets nothing play by itself stays silent at that place. */
export function PlayOnArrival({ atMs }: Readonly<{ atMs: number }>) {
  const recording = useRecording();
  useEffect(() => recording?.playFrom(atMs), [recording, atMs]);
  return null;
}

/** An element that plays tells nobody why it does not; the server does. */
async function whatIsWrong(address: string): Promise<string> {
  try {
    const response = await fetch(address, { headers: { range: "bytes=0-0" } });
    if (response.ok) return "Your browser could not play the recording. Download it to hear it.";
    const { detail } = (await response.json()) as { detail?: string };
    return detail ?? "The recording can't be played at the moment. Try again.";
  } catch {
    return "The connection was lost. Try again.";
  }
}
