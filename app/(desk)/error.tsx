"use client";

import { TriangleAlert } from "lucide-react";
import { Button } from "@/components/ui/button";
import { StatePanel } from "@/components/ui/state-panel";

type DeskErrorProps = Readonly<{ error: Error & { digest?: string }; reset: () => void }>;

/** The shell stays; the page says what happened and what it does not touch. */
export default function DeskError({ error, reset }: DeskErrorProps) {
  return (
    <div className="flex flex-1 items-center overflow-y-auto">
      <StatePanel
        level={1}
        tone="bad"
        icon={<TriangleAlert className="size-5" />}
        title="This page could not be loaded"
        action={
          <Button look="primary" onClick={reset}>
            Try again
          </Button>
        }
      >
        The server did not answer as it should. Calls in progress go on: they are handled elsewhere. Try again in a
        moment.
        {error.digest ? (
          <span className="mt-2 block text-12 text-text-3">
            If it stays, look for <span className="font-mono">{error.digest}</span> in the web process’s log.
          </span>
        ) : null}
      </StatePanel>
    </div>
  );
}
