"use client";

import { useState } from "react";
import { TextArea } from "@/components/ui/text-area";
import { SteerDialog } from "./steer-dialog";
import type { Steering } from "./use-steering";

type InstructionsDialogProps = Readonly<{
  steering: Steering;
  /** What was last written for this call; empty: nothing. */
  inForce: string;
  onClose: () => void;
}>;

export function InstructionsDialog({ steering, inForce, onClose }: InstructionsDialogProps) {
  const [text, setText] = useState(inForce);
  const isTakenBack = inForce !== "" && text.trim() === "";
  const [error, setError] = useState<string | null>(null);
  const send = async () => {
    if (text.trim() === "" && inForce === "") {
      setError("Write what the agent should do for the rest of this call.");
      return null;
    }
    return steering.send({ action: "override", text: text.trim() });
  };
  return (
    <SteerDialog
      title="Instructions for this call"
      doIt={isTakenBack ? "Take them back" : "Instruct the agent"}
      onDo={send}
      onClose={onClose}
    >
      <p className="text-13 text-text-2">
        They count more than the agent’s own, until this call ends. Other calls are not touched. The caller hears
        nothing of it.
      </p>
      <TextArea
        label="For the rest of this call"
        autoFocus
        value={text}
        maxLength={4000}
        error={error}
        onChange={(event) => {
          setText(event.target.value);
          setError(null);
        }}
        hint={inForce === "" ? undefined : "Empty them to take them back."}
        placeholder="Offer the whitening for 199 dollars. Do not talk about the spring offer."
      />
    </SteerDialog>
  );
}
