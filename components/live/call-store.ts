import type { CallSummary } from "@/lib/contracts/live/call-summary";

/** The calls in progress outside of React, so that one call's news renders what shows this call, and nothing else. */
export type CallStore = {
  /** What the server rendered. */
  readonly initial: readonly CallSummary[];
  all(): readonly CallSummary[];
  find(callId: string): CallSummary | undefined;
  change(change: (known: readonly CallSummary[]) => readonly CallSummary[]): void;
  /** Told after each change. Returns what ends it. */
  subscribe(listener: () => void): () => void;
  /** Told only when a call has come or gone. Returns what ends it. */
  subscribeToTurns(listener: () => void): () => void;
};

export function createCallStore(initial: readonly CallSummary[]): CallStore {
  let calls = initial;
  let byId = byIdOf(calls);
  const listeners = new Set<() => void>();
  const turnListeners = new Set<() => void>();
  const added = (to: Set<() => void>, listener: () => void) => {
    to.add(listener);
    return () => void to.delete(listener);
  };
  return {
    initial,
    all: () => calls,
    find: (callId) => byId.get(callId),
    change(change) {
      const before = byId;
      const next = change(calls);
      if (next === calls) return;
      calls = next;
      byId = byIdOf(next);
      const isSame = before.size === byId.size && next.every(({ id }) => before.has(id));
      for (const tell of listeners) tell();
      if (!isSame) for (const tell of turnListeners) tell();
    },
    subscribe: (listener) => added(listeners, listener),
    subscribeToTurns: (listener) => added(turnListeners, listener),
  };
}

const byIdOf = (calls: readonly CallSummary[]): Map<string, CallSummary> =>
  new Map(calls.map((call) => [call.id, call]));
