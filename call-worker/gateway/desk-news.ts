import type { CallSummary } from "@/lib/contracts/live/call-summary";
import type { Clock, TimerHandle } from "../ports/clock";

/** Nobody's eye is quicker, and a browser takes one message of forty calls far easier than forty of one. */
const GATHERED_MS = 100;

export type DeskNews = {
  push(organizationId: string, call: CallSummary): void;
  /** Forgets what is waiting of a call: something newer goes out by itself. */
  drop(organizationId: string, callId: string): void;
  close(): void;
};

/** Gathers the changes of an organization's calls for its dashboards, the latest of each call, and hands them on together. */
export function createDeskNews(
  clock: Clock,
  send: (organizationId: string, calls: readonly CallSummary[]) => void,
): DeskNews {
  const waiting = new Map<string, Map<string, CallSummary>>();
  let timer: TimerHandle | null = null;
  const flush = () => {
    timer = null;
    const gathered = [...waiting];
    waiting.clear();
    for (const [organizationId, calls] of gathered) if (calls.size > 0) send(organizationId, [...calls.values()]);
  };
  return {
    push(organizationId, call) {
      const calls = waiting.get(organizationId) ?? new Map<string, CallSummary>();
      waiting.set(organizationId, calls.set(call.id, call));
      timer ??= clock.setTimer(GATHERED_MS, flush);
    },
    drop: (organizationId, callId) => void waiting.get(organizationId)?.delete(callId),
    close() {
      if (timer !== null) clock.clearTimer(timer);
      waiting.clear();
    },
  };
}
