import type { ReadBack } from "@/lib/contracts/live/outcomes";
import type { ConversationEffect } from "@/lib/domain/conversation/effects";
import type { ConversationEvent } from "@/lib/domain/conversation/events";
import type { Clock } from "../ports/clock";

type Wanted = Extract<ConversationEffect, { kind: "read_back" }>;

/** Reads from the system of record how something stands that a tool did in this call. */
export type ReadOutcome = (
  done: Pick<Wanted, "toolCallId" | "name" | "reference">,
) => Promise<{ read: ReadBack; timeZone: string }>;

/** Reads back beside everything else: nothing that is said waits for it. */
export async function readBack(
  { toolCallId, name, reading, reference }: Wanted,
  { read, clock, onError }: { read: ReadOutcome | undefined; clock: Clock; onError: (error: unknown) => void },
  dispatch: (event: ConversationEvent) => void,
): Promise<void> {
  const unknown: ReadBack = { found: "unknown", problem: "the system of record could not be asked" };
  const outcome = { read: unknown, timeZone: "UTC" };
  const found = read
    ? await read({ toolCallId, name, reference }).catch((error: unknown) => {
        onError(error);
        return outcome;
      })
    : outcome;
  dispatch({ kind: "outcome.read", toolCallId, reading, ...found, nowMs: clock.wallTime().getTime() });
}
