"use client";

import { Lock, LockOpen, Trash2 } from "lucide-react";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { showError } from "@/components/ui/toast";
import type { RecordingResource } from "@/lib/contracts/recordings";

type Done = { ok: true } | { ok: false; message: string };

/** What who manages recordings may do. The page is read anew after each. */
export type ManageRecording = {
  hold(held: boolean, reason: string): Promise<Done>;
  remove(): Promise<Done>;
};

type RecordingKeepingProps = Readonly<{ recording: RecordingResource; manage: ManageRecording }>;

/** Legal hold and deletion. What can't be undone is asked for again. */
export function RecordingKeeping({ recording, manage }: RecordingKeepingProps) {
  const [asking, setAsking] = useState<"hold" | "delete" | null>(null);
  const [reason, setReason] = useState("");
  const [isPending, start] = useTransition();
  const isHeld = recording.hold !== null;
  const run = (work: () => Promise<Done>) =>
    start(async () => {
      const done = await work();
      if (!done.ok) showError(done.message);
      setAsking(null);
    });
  return (
    <>
      {isHeld ? (
        <Button look="ghost" size="sm" disabled={isPending} onClick={() => run(() => manage.hold(false, ""))}>
          <LockOpen aria-hidden className="size-3.5" /> Lift hold
        </Button>
      ) : (
        <Button look="ghost" size="sm" disabled={isPending} onClick={() => setAsking("hold")}>
          <Lock aria-hidden className="size-3.5" /> Hold
        </Button>
      )}
      <Button
        look="ghost"
        size="sm"
        disabled={isPending || isHeld}
        title={isHeld ? "Under legal hold nothing is deleted" : undefined}
        onClick={() => setAsking("delete")}
      >
        <Trash2 aria-hidden className="size-3.5" /> Delete
      </Button>
      <Dialog open={asking === "hold"} onOpenChange={() => setAsking(null)} title="Put under legal hold">
        <form
          className="space-y-4 p-4"
          onSubmit={(event) => {
            event.preventDefault();
            run(() => manage.hold(true, reason));
          }}
        >
          <p className="text-13 text-text-2">
            Until somebody lifts the hold, neither its age nor anybody deletes this recording.
          </p>
          <Field
            label="Why it must be kept"
            name="reason"
            maxLength={500}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
          <Button type="submit" look="primary" disabled={isPending}>
            {isPending ? "Holding" : "Hold"}
          </Button>
        </form>
      </Dialog>
      <Dialog open={asking === "delete"} onOpenChange={() => setAsking(null)} title="Delete the recording">
        <div className="space-y-4 p-4">
          <p className="text-13 text-text-2">
            Its sound is gone for good, for everybody. The transcript and the rest of the call stay.
          </p>
          <Button look="danger" disabled={isPending} onClick={() => run(() => manage.remove())}>
            {isPending ? "Deleting" : "Delete for good"}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
