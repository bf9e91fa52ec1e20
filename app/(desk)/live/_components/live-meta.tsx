"use client";

import { useLive } from "@/components/live/live-provider";

const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

/** Beside the title: how many calls, and whether this is the present. */
export function LiveMeta() {
  const { calls, status } = useLive();
  const ringing = calls.filter((call) => call.status === "ringing" || call.status === "initiated").length;
  const isLive = status === "live";
  return (
    <>
      <span
        aria-hidden
        className={`size-2 shrink-0 rounded-full ${isLive ? (calls.length > 0 ? "animate-pulse-dot bg-live" : "bg-good") : "bg-line-strong"}`}
      />
      <span className="truncate figures">
        {plural(calls.length, "call", "calls")}
        {ringing > 0 ? ` · ${ringing} ringing` : ""}
        {status === "connecting" ? " · connecting" : status === "lost" ? " · not up to date" : ""}
      </span>
    </>
  );
}
