import { useState, useTransition } from "react";

type Failure = { message: string; fields: Readonly<Record<string, string>> };

/** What an action of a page answers. */
type Outcome<T> = { ok: true; data: T } | ({ ok: false } & Failure);

const UNREACHED: Failure = {
  message: "This did not reach the server. Check the connection and try again.",
  fields: {},
};

/** Runs one change at a time; keeps why the last one failed. `then` gets what a good one gave. */
export function useChange() {
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isPending, start] = useTransition();
  const run = <T>(action: () => Promise<Outcome<T>>, then: (data: T) => void) => {
    if (isPending) return;
    start(async () => {
      setFailure(null);
      const outcome = await action().catch((): Outcome<T> => ({ ok: false, ...UNREACHED }));
      start(() => {
        if (outcome.ok) then(outcome.data);
        else setFailure(outcome);
      });
    });
  };
  return { run, isPending, failure, forget: () => setFailure(null) };
}
