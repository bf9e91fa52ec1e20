import type { CallSummary } from "@/lib/contracts/live/call-summary";

/** Each worker sends its calls' changes together, ten times a second; those of several workers, and starts and ends, come in between. */
const GATHERED_MS = 100;

/** Hands news of calls on together, the latest of each call: the first at once, what comes soon after it a moment later. */
export function gatherNews(take: (calls: readonly CallSummary[]) => void) {
  const waiting = new Map<string, CallSummary>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    timer = undefined;
    if (waiting.size === 0) return;
    const calls = [...waiting.values()];
    waiting.clear();
    timer = setTimeout(flush, GATHERED_MS);
    take(calls);
  };
  return {
    push(calls: readonly CallSummary[]): void {
      for (const call of calls) waiting.set(call.id, call);
      if (timer === undefined) flush();
    },
    /** Forgets what is waiting: something newer has come in its stead. */
    drop(): void {
      waiting.clear();
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
