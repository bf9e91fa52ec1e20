"use client";

import { CircleAlert, CircleCheck } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { Saved } from "@/lib/contracts/saved";

type SaveBarProps = Readonly<{
  isChanged: boolean;
  isPending: boolean;
  outcome: Saved<unknown> | null;
  problems: Readonly<Record<string, string>>;
  onUndo: () => void;
}>;

/** Stays in sight below a long form as long as there is something to save, and says what became of it. */
export function SaveBar({ isChanged, isPending, outcome, problems, onUndo }: SaveBarProps) {
  const wrong = Object.keys(problems).length;
  return (
    <div className="sticky bottom-0 z-10 -mx-1 mt-4 flex flex-wrap items-center gap-3 border-t border-line bg-bg px-1 py-3">
      <Button type="submit" look="primary" disabled={isPending || !isChanged}>
        {isPending ? "Saving" : "Save changes"}
      </Button>
      {isChanged && !isPending ? (
        <Button look="ghost" onClick={onUndo}>
          Undo changes
        </Button>
      ) : null}
      <p role="status" className="text-13">
        {outcome?.ok === false ? (
          <span className="flex items-start gap-1.5 text-bad">
            <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
            {outcome.message}
          </span>
        ) : isChanged && wrong > 0 ? (
          <span className="text-text-2">
            {wrong === 1 ? "One thing is" : `${wrong} things are`} not right yet: {Object.values(problems)[0]}
          </span>
        ) : outcome?.ok && !isChanged ? (
          <span className="flex items-center gap-1.5 text-good">
            <CircleCheck aria-hidden className="size-4" />
            Saved.
          </span>
        ) : null}
      </p>
    </div>
  );
}
