"use client";

import { Ear, EarOff, Mic, Undo2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import type { AudioSides } from "@/lib/contracts/call-audio";
import { MicrophoneState } from "./microphone-state";
import { useCallAudio } from "./use-call-audio";

const SIDES: readonly { value: AudioSides; label: string }[] = [
  { value: "both", label: "Both" },
  { value: "caller", label: "Caller" },
  { value: "agent", label: "Agent" },
];

type AudioActionsProps = Readonly<{ callId: string; mayListen: boolean; maySpeak: boolean }>;

/** Listening to a call in progress, taking it over by voice and giving it back. */
export function AudioActions({ callId, mayListen, maySpeak }: AudioActionsProps) {
  const { audio, state } = useCallAudio(callId);
  const { phase, microphone } = state;
  const isTalking = phase === "talking";
  const isOff = phase === "off" || phase === "failed";
  if (!mayListen && !maySpeak) return null;
  return (
    <section aria-label="Listen and speak" className="space-y-2 border-b border-line bg-surface px-4 py-2.5 md:px-5">
      <div className="flex flex-wrap items-center gap-2">
        {isOff ? (
          <Button data-action="listen" onClick={() => void audio.listen()}>
            <Ear aria-hidden className="size-4" />
            Listen
          </Button>
        ) : isTalking ? null : (
          <Button data-action="listen" onClick={() => audio.stop()}>
            <EarOff aria-hidden className="size-4" />
            Stop listening
          </Button>
        )}
        {!maySpeak || (isTalking && microphone !== "lost") ? null : (
          <Button
            data-action="take_over"
            look={isTalking ? "primary" : "secondary"}
            disabled={phase === "connecting" || phase === "reconnecting" || microphone === "opening"}
            onClick={() => void audio.takeOver()}
          >
            <Mic aria-hidden className="size-4" />
            {isTalking ? "Use another microphone" : "Take over"}
          </Button>
        )}
        {isTalking ? (
          <Button data-action="give_back" look="primary" onClick={() => audio.giveBack()}>
            <Undo2 aria-hidden className="size-4" />
            Give back to the AI
          </Button>
        ) : null}
        {phase === "listening" ? (
          <Segmented
            label="Whom you hear"
            value={state.sides}
            options={SIDES}
            onChange={(sides) => audio.setSides(sides)}
          />
        ) : null}
      </div>
      <MicrophoneState audio={audio} state={state} />
    </section>
  );
}
