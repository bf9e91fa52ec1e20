"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { VersionSummary } from "@/lib/contracts/agents";
import { rollBackAction } from "../../../actions";
import { UNREACHED } from "../../../outcome";

type RollBackDialogProps = Readonly<{
  agentId: string;
  version: VersionSummary;
  publishedNumber: number | null;
  onClose: () => void;
}>;

/** Says what going back does, and does it. */
export function RollBackDialog({ agentId, version, publishedNumber, onClose }: RollBackDialogProps) {
  const router = useRouter();
  const [failure, setFailure] = useState<string | null>(null);
  const [isPending, start] = useTransition();
  const rollBack = () =>
    start(async () => {
      setFailure(null);
      const outcome = await rollBackAction(agentId, version.id).catch(() => UNREACHED);
      start(() => {
        if (!outcome.ok) return setFailure(outcome.message);
        router.refresh();
        onClose();
      });
    });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={`Roll back to version ${version.number}`}>
      <div className="space-y-3 p-4 text-14 text-pretty text-text-2">
        <p>
          The settings of version {version.number} are published again, as a new version, and answer within three
          seconds. Calls in progress go on with the version they began with.
        </p>
        <p>
          {publishedNumber === null ? "" : `Version ${publishedNumber} stays in the list, so you can go back to it. `}
          Your draft stays as it is.
        </p>
        {failure ? (
          <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-13 text-bad">
            {failure}
          </p>
        ) : null}
      </div>
      <div className="flex justify-end gap-2 border-t border-line px-4 py-3">
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" disabled={isPending} onClick={rollBack}>
          {isPending ? "Rolling back" : "Roll back"}
        </Button>
      </div>
    </Dialog>
  );
}
