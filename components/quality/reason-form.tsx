"use client";

import { type FormEvent, type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { TextArea } from "@/components/ui/text-area";
import type { Saved } from "@/lib/contracts/saved";

type ReasonFormProps = Readonly<{
  /** What is asked for: "Why 50 %?" */
  label: string;
  submit: string;
  /** Above the reason. */
  children?: ReactNode;
  onSubmit: (reason: string) => Promise<Saved<unknown>>;
  onDone: () => void;
  onCancel: () => void;
}>;

/** A change that needs a reason. */
export function ReasonForm({ label, submit, children, onSubmit, onDone, onCancel }: ReasonFormProps) {
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim().length < 3) return setProblem("Say why, in a few words.");
    setBusy(true);
    const saved = await onSubmit(reason.trim());
    setBusy(false);
    if (saved.ok) onDone();
    else setProblem(saved.message);
  };
  return (
    <form
      onSubmit={(event) => void send(event)}
      className="mt-3 space-y-3 rounded-lg border border-line bg-surface-2 p-3"
    >
      {children}
      <TextArea
        label={label}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
        error={problem}
        autoFocus
        rows={2}
      />
      <div className="flex justify-end gap-2">
        <Button look="ghost" size="sm" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" look="primary" size="sm" disabled={isBusy}>
          {submit}
        </Button>
      </div>
    </form>
  );
}
