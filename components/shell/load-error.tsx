import { TriangleAlert } from "lucide-react";
import { Button } from "@/components/ui/button";
import { StatePanel } from "@/components/ui/state-panel";

type LoadErrorProps = Readonly<{ digest: string | undefined; retry: () => void }>;

/** What happened, what it does not touch, and what to do. */
export function LoadError({ digest, retry }: LoadErrorProps) {
  return (
    <StatePanel
      level={1}
      tone="bad"
      icon={<TriangleAlert className="size-5" />}
      title="This page could not be loaded"
      action={
        <Button look="primary" onClick={retry}>
          Try again
        </Button>
      }
    >
      The server did not answer as it should. Calls in progress go on: they are handled elsewhere. Try again in a
      moment.
      {digest ? (
        <span className="mt-2 block text-12 text-text-3">
          If it stays, look for <span className="font-mono">{digest}</span> in the web process’s log.
        </span>
      ) : null}
    </StatePanel>
  );
}
