"use client";

import { RotateCcw } from "lucide-react";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextArea } from "@/components/ui/text-area";
import { showError } from "@/components/ui/toast";
import type { EscalationResource } from "@/lib/contracts/escalations";
import { completeEscalationAction, reopenEscalationAction } from "../../actions";

const UNREACHED = "This did not reach the server. What you typed is still here: check the connection and try again.";

/** Settling an escalation with how it was settled, and opening it again. */
export function SettleActions({ escalation }: Readonly<{ escalation: EscalationResource }>) {
  const { id, state } = escalation;
  const [isOpen, setIsOpen] = useState(false);
  const [resolution, setResolution] = useState(escalation.resolution ?? "");
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, start] = useTransition();
  const complete = () =>
    start(async () => {
      const saved = await completeEscalationAction(id, resolution).catch(() => null);
      if (saved?.ok) setIsOpen(false);
      setProblem(saved?.ok ? null : (saved?.message ?? UNREACHED));
    });
  const reopen = () =>
    start(async () => {
      const saved = await reopenEscalationAction(id).catch(() => null);
      if (!saved?.ok) showError(saved?.message ?? UNREACHED);
    });
  const isOver = state === "completed" || state === "abandoned";
  return (
    <>
      {isOver ? (
        <Button onClick={reopen} disabled={isPending}>
          <RotateCcw aria-hidden className="size-3.5" />
          Reopen
        </Button>
      ) : null}
      {state === "completed" ? null : (
        <Button look="primary" onClick={() => setIsOpen(true)}>
          Complete
        </Button>
      )}
      {isOpen ? (
        <Dialog open onOpenChange={setIsOpen} title="Complete this escalation">
          <form
            className="space-y-4 px-4 py-4"
            onSubmit={(event) => {
              event.preventDefault();
              complete();
            }}
          >
            <TextArea
              label="How it was settled"
              name="resolution"
              value={resolution}
              maxLength={2000}
              rows={4}
              placeholder="Moved the appointment to Tuesday and waived the fee."
              onChange={({ target }) => setResolution(target.value)}
              error={problem}
            />
            <p className="text-12 text-pretty text-text-3">
              It stands with the escalation, for colleagues and for the next call of this caller.
            </p>
            <div className="flex justify-end gap-2">
              <Button onClick={() => setIsOpen(false)}>Cancel</Button>
              <Button type="submit" look="primary" disabled={isPending}>
                {isPending ? "Saving" : "Complete"}
              </Button>
            </div>
          </form>
        </Dialog>
      ) : null}
    </>
  );
}
