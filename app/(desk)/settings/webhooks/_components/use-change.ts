import { useState, useTransition } from "react";
import type { Outcome } from "../actions";

type Failure = { message: string; fields: Readonly<Record<string, string>> };

const UNREACHED: Failure = {
  message: "This did not reach the server. Check the connection and try again.",
  fields: {},
};

/** Runs one change at a time; keeps why the last one failed. `then` gets what a good one gave. */
export function useChange() {
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isPending, start] = useTransition();
  const run = <T>(action: () => Promise<Outcome<T>>, then: (data: T) => void) =>
    start(async () => {
      setFailure(null);
      const outcome = await action().catch((): Outcome<T> => ({ ok: false, ...UNREACHED }));
      start(() => {
        if (outcome.ok) then(outcome.data);
        else setFailure(outcome);
      });
    });
  return { run, isPending, failure, forget: () => setFailure(null) };
}
