import { useEffect, useState } from "react";

/** What is left, in ms, of the wait the server asked for with its last answer. */
export function useCountdown(state: { waitMs: number | null }): number {
  const [leftMs, setLeftMs] = useState(0);
  useEffect(() => {
    if (state.waitMs === null) return;
    const until = Date.now() + state.waitMs;
    const renew = () => {
      const left = Math.max(0, until - Date.now());
      setLeftMs(left);
      if (left === 0) clearInterval(timer);
    };
    const timer = setInterval(renew, 250);
    renew();
    return () => clearInterval(timer);
  }, [state]);
  return state.waitMs === null ? 0 : leftMs;
}
