"use client";

import { Check, CircleAlert, X } from "lucide-react";
import { useEffect } from "react";
import type { Steering } from "./use-steering";

/** How long what went well stays in sight. */
const SHOWN_MS = 8_000;

/** What came of the last thing one did: that it took effect and what follows, or why not. */
export function NoticeLine({ steering }: Readonly<{ steering: Steering }>) {
  const { notice, tell } = steering;
  useEffect(() => {
    if (notice?.tone !== "done") return;
    const timer = setTimeout(() => tell(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice, tell]);
  const isRefused = notice?.tone === "refused";
  return (
    <div className="shrink-0 px-4 text-13 md:px-5">
      <p role="status" className="text-good">
        {notice && !isRefused ? (
          <span className="animate-rise flex items-center gap-2 pb-2">
            <Check aria-hidden className="size-4 shrink-0" />
            {notice.text}
          </span>
        ) : null}
      </p>
      <div role="alert">
        {notice && isRefused ? (
          <p className="animate-rise mb-2 flex items-start gap-2 rounded-md bg-bad-soft px-3 py-2 text-bad">
            <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
            <span className="min-w-0 flex-1">{notice.text}</span>
            <button type="button" aria-label="Dismiss" onClick={() => tell(null)} className="rounded-sm p-0.5">
              <X aria-hidden className="size-4" />
            </button>
          </p>
        ) : null}
      </div>
    </div>
  );
}
