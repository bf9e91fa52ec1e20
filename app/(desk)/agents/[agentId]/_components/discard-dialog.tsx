"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { AgentResource } from "@/lib/contracts/agents";
import { discardDraftAction } from "../../actions";
import { UNREACHED } from "../../outcome";

type DiscardDialogProps = Readonly<{
  agent: AgentResource;
  onClose: () => void;
  onDiscarded: (agent: AgentResource) => void;
}>;

/** Asks first: what is thrown away does not come back. */
export function DiscardDialog({ agent, onClose, onDiscarded }: DiscardDialogProps) {
  const [failure, setFailure] = useState<string | null>(null);
  const [isPending, start] = useTransition();
  const discard = () =>
    start(async () => {
      setFailure(null);
      const outcome = await discardDraftAction(agent.id, agent.draft.revision).catch(() => UNREACHED);
      start(() => {
        if (!outcome.ok) return setFailure(outcome.message);
        onDiscarded(outcome.data);
        onClose();
      });
    });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Throw the draft away?">
      <div className="space-y-3 p-4 text-14 text-pretty text-text-2">
        <p>
          Everything that was changed since version {agent.published?.number} is lost, whoever changed it. The draft is
          then as that version is. Callers notice nothing.
        </p>
        {failure ? (
          <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-13 text-bad">
            {failure}
          </p>
        ) : null}
      </div>
      <div className="flex justify-end gap-2 border-t border-line px-4 py-3">
        <Button onClick={onClose}>Keep it</Button>
        <Button look="danger" disabled={isPending} onClick={discard}>
          {isPending ? "Throwing away" : "Throw away"}
        </Button>
      </div>
    </Dialog>
  );
}
