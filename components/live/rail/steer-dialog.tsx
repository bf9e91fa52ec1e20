"use client";

import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Failure } from "@/components/ui/failure";
import type { InterveneReply } from "@/lib/contracts/live/socket";

type SteerDialogProps = Readonly<{
  title: string;
  doIt: string;
  look?: "primary" | "danger";
  /** Resolves with what came of it; null: it is not known yet or was not sent. */
  onDo: () => Promise<InterveneReply | null>;
  /** What is wrong with which part of the command; said beside its field. */
  onFields?: (fields: Readonly<Record<string, string>>) => void;
  onClose: () => void;
  children: ReactNode;
}>;

/** Asks for what a command needs, has it done, and stays with its words when it was refused. */
export function SteerDialog({ title, doIt, look = "primary", onDo, onFields, onClose, children }: SteerDialogProps) {
  const [failure, setFailure] = useState<string | null>(null);
  const [isPending, setIsPending] = useState(false);
  const submit = async () => {
    if (isPending) return;
    setIsPending(true);
    setFailure(null);
    onFields?.({});
    const reply = await onDo();
    setIsPending(false);
    if (reply?.result === "done") return onClose();
    if (!reply) return;
    const fields = reply.result === "denied" ? reply.fields : {};
    if (onFields && Object.keys(fields).length > 0) onFields(fields);
    else setFailure(reply.message);
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={title} className="w-[min(480px,calc(100vw-24px))]">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
        className="flex min-h-0 flex-col"
      >
        <div className="space-y-4 overflow-y-auto p-4">
          {children}
          <Failure message={failure} />
        </div>
        <div className="flex shrink-0 justify-end gap-2 border-t border-line px-4 py-3">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look={look} disabled={isPending}>
            {doIt}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
