"use client";

import { useState } from "react";
import { TextArea } from "@/components/ui/text-area";
import { SteerDialog } from "./steer-dialog";
import { doneWords } from "./steer-words";
import type { Rail } from "./use-rail";

/** Asks what was promised before the agent goes on: it has heard everything, but what counts is for the person to say. */
export function GiveBackDialog({ rail, onClose }: Readonly<{ rail: Rail; onClose: () => void }>) {
  const { steering, audio, sound } = rail;
  const [text, setText] = useState("");
  const giveBack = async () => {
    const promised = text.trim();
    const command = { action: "give_back", promised } as const;
    // By the connection that has the microphone; from another tab or a lost one, by command.
    if (sound.phase !== "talking") return steering.send(command);
    audio.giveBack(promised);
    steering.tell({ tone: "done", text: doneWords(command) });
    return { result: "done" } as const;
  };
  return (
    <SteerDialog title="Give the call back to the agent" doIt="Give back" onDo={giveBack} onClose={onClose}>
      <p className="text-13 text-text-2">
        The agent takes over at once, and your microphone closes. It has heard everything that was said.
      </p>
      <TextArea
        label="What did you promise? (optional)"
        autoFocus
        value={text}
        maxLength={1000}
        onChange={(event) => setText(event.target.value)}
        hint="The agent keeps to it, and says it when the caller asks."
        placeholder="15 % off the next visit"
      />
    </SteerDialog>
  );
}
