"use client";

import { useEffect, useState } from "react";

type Clock = { listeners: Set<(nowMs: number) => void>; timer: ReturnType<typeof setInterval> };
const clocks = new Map<number, Clock>();

/** One timer for all who want the time as often: two hundred durations on a page are renewed together. Returns what ends it. */
export function onTick(everyMs: number, listener: (nowMs: number) => void): () => void {
  let clock = clocks.get(everyMs);
  if (!clock) {
    const listeners: Clock["listeners"] = new Set();
    const timer = setInterval(() => {
      const now = Date.now();
      for (const tell of listeners) tell(now);
    }, everyMs);
    clock = { listeners, timer };
    clocks.set(everyMs, clock);
  }
  const { listeners, timer } = clock;
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    if (clocks.get(everyMs)?.timer === timer) clocks.delete(everyMs);
  };
}

/**
 * The reader's clock, in ms, renewed every `everyMs`. Text made from it differs between server and browser: suppress that warning, or, where
 * more than a text depends on it, begin with what the server took (`firstMs`).
 */
export function useNow(everyMs: number, firstMs?: number): number {
  const [now, setNow] = useState(() => firstMs ?? Date.now());
  useEffect(() => {
    const renew = (nowMs: number) => setNow(nowMs);
    renew(Date.now());
    return onTick(everyMs, renew);
  }, [everyMs]);
  return now;
}
