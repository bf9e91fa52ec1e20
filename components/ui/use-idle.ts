"use client";

import { useEffect, useState } from "react";

/** False until the page has loaded and has nothing better to do: for what is heavy and can wait. */
export function useIdle(): boolean {
  const [isIdle, setIsIdle] = useState(false);
  useEffect(() => {
    const become = () => setIsIdle(true);
    // Safari has no idle callback.
    const wait = () =>
      "requestIdleCallback" in window ? requestIdleCallback(become, { timeout: 1_500 }) : setTimeout(become, 200);
    if (document.readyState === "complete") wait();
    else window.addEventListener("load", wait, { once: true });
    return () => window.removeEventListener("load", wait);
  }, []);
  return isIdle;
}
