"use client";

import { useState } from "react";
import { Field } from "@/components/ui/field";
import { SteerDialog } from "./steer-dialog";
import type { Steering } from "./use-steering";

export function EndDialog({ steering, onClose }: Readonly<{ steering: Steering; onClose: () => void }>) {
  const [reason, setReason] = useState("");
  return (
    <SteerDialog
      title="End this call?"
      doIt="End the call"
      look="danger"
      onDo={() => steering.send({ action: "end", reason: reason.trim() })}
      onClose={onClose}
    >
      <p className="text-13 text-text-2">The agent says goodbye and hangs up. This can’t be taken back.</p>
      <Field
        label="Why (optional)"
        autoFocus
        value={reason}
        maxLength={500}
        onChange={(event) => setReason(event.target.value)}
        placeholder="Kept with the call"
      />
    </SteerDialog>
  );
}
