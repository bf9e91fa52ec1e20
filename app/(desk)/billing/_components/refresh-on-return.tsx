"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Has the server write the page anew when its tab is looked at again: an invoice may have been paid in another. Renders nothing. */
export function RefreshOnReturn() {
  const router = useRouter();
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === "visible") router.refresh();
    };
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [router]);
  return null;
}
