"use client";

import { useEffect, useState } from "react";

/** The reader's clock, in ms, renewed every `everyMs`. Text made from it differs between server and browser: suppress that warning. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const renew = () => setNow(Date.now());
    renew();
    const timer = setInterval(renew, everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
