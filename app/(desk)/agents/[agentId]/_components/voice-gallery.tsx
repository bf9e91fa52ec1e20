"use client";

import { clsx } from "clsx";
import { LoaderCircle, Play, Square } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { findVoice, voicesFor, type Voice } from "@/lib/domain/agents/voices";

type VoiceGalleryProps = Readonly<{
  language: string;
  voice: string;
  disabled: boolean;
  onChange: (voice: string) => void;
}>;

const SHOWN = 6;

/** The voices of the agent's language, each to be heard before one chooses. */
export function VoiceGallery({ language, voice, disabled, onChange }: VoiceGalleryProps) {
  const name = useId();
  const [all, setAll] = useState(false);
  const sample = useSample();
  const fitting = voicesFor(language);
  const chosen = findVoice(voice);
  // The chosen one is always seen, also when it is of another language or further down.
  const outside = chosen && !fitting.includes(chosen) ? [chosen] : [];
  const first = all ? fitting : fitting.slice(0, SHOWN);
  const below = chosen && fitting.includes(chosen) && !first.includes(chosen) ? [chosen] : [];
  const shown = [...outside, ...first, ...below];
  return (
    <fieldset disabled={disabled}>
      <legend className="mb-1.5 text-13 font-medium">Voice</legend>
      {voice === "" ? (
        <p className="mb-2 text-13 text-warn">None is chosen yet. Without one it cannot be published.</p>
      ) : null}
      {fitting.length === 0 ? (
        <p className="mb-2 text-13 text-text-2">
          There is no voice for this language yet. Choose another language above.
        </p>
      ) : null}
      <div className="grid grid-cols-1 gap-2 min-[480px]:grid-cols-2 lg:grid-cols-3">
        {shown.map((each) => (
          <Card
            key={each.id}
            voice={each}
            name={name}
            isChosen={each.id === voice}
            playing={sample.of === each.id ? sample.state : null}
            onPlay={() => sample.toggle(each.id)}
            onChoose={() => onChange(each.id)}
          />
        ))}
      </div>
      {sample.problem ? (
        <p role="alert" className="mt-2 text-13 text-bad">
          {sample.problem}
        </p>
      ) : null}
      {fitting.length > SHOWN && !all ? (
        <Button look="ghost" size="sm" className="mt-1.5 -ml-1" onClick={() => setAll(true)}>
          Show all {fitting.length}
        </Button>
      ) : null}
    </fieldset>
  );
}

type CardProps = Readonly<{
  voice: Voice;
  name: string;
  isChosen: boolean;
  playing: "loading" | "playing" | null;
  onPlay: () => void;
  onChoose: () => void;
}>;

function Card({ voice, name, isChosen, playing, onPlay, onChoose }: CardProps) {
  const Icon = playing === "loading" ? LoaderCircle : playing === "playing" ? Square : Play;
  return (
    <div
      className={clsx(
        "relative flex items-center gap-1 rounded-lg border bg-surface transition-colors duration-150",
        isChosen ? "border-accent ring-1 ring-accent" : "border-line hover:border-line-strong",
      )}
    >
      <button
        type="button"
        onClick={onPlay}
        aria-label={playing ? `Stop ${voice.name}` : `Hear ${voice.name}`}
        aria-pressed={playing !== null}
        className="relative z-10 m-1.5 flex size-9 shrink-0 items-center justify-center rounded-md text-text-2 hover:bg-surface-2 hover:text-text"
      >
        <Icon aria-hidden className={clsx("size-4", playing === "loading" && "animate-spin")} />
      </button>
      <label className="min-w-0 flex-1 cursor-pointer py-2.5 pr-3 after:absolute after:inset-0 has-focus-visible:after:rounded-lg has-focus-visible:after:outline-2 has-focus-visible:after:outline-accent">
        <input
          type="radio"
          name={name}
          value={voice.id}
          checked={isChosen}
          onChange={onChoose}
          className="sr-only"
          aria-label={`${voice.name}: ${voice.character}, ${voice.accent}, ${voice.sex}`}
        />
        <span className="block truncate text-14 font-medium">{voice.name}</span>
        <span className="block text-12 text-pretty text-text-3">
          {voice.character} · {voice.accent}
        </span>
      </label>
    </div>
  );
}

/** One sample at a time. */
function useSample() {
  const audio = useRef<HTMLAudioElement | null>(null);
  const [of, setOf] = useState<string | null>(null);
  const [state, setState] = useState<"loading" | "playing" | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const stop = () => {
    audio.current?.pause();
    audio.current = null;
    setOf(null);
    setState(null);
  };
  useEffect(() => () => audio.current?.pause(), []);
  const toggle = (id: string) => {
    const same = of === id;
    stop();
    setProblem(null);
    if (same) return;
    const player = new Audio(`/agents/voices/${id}`);
    audio.current = player;
    setOf(id);
    setState("loading");
    const isCurrent = () => audio.current === player;
    const fail = () => {
      if (!isCurrent()) return;
      stop();
      setProblem("The sample could not be played: the voice’s vendor did not answer. Try again in a moment.");
    };
    player.addEventListener("playing", () => isCurrent() && setState("playing"));
    player.addEventListener("ended", () => isCurrent() && stop());
    player.addEventListener("error", fail);
    player.play().catch(fail);
  };
  return { of, state, problem, toggle };
}
