"use client";

import { useLive } from "@/components/live/live-provider";
import { useWall } from "./wall-provider";

const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

/** Beside the title: how many calls, whether one needs somebody, and whether this is the present. */
export function LiveMeta() {
  const { status } = useLive();
  const { ranked, total, needing } = useWall();
  const ringing = ranked.filter(({ call }) => call.status === "ringing" || call.status === "initiated").length;
  const isLive = status === "live";
  return (
    <>
      <span
        aria-hidden
        className={`size-2 shrink-0 rounded-full ${isLive ? (total > 0 ? "animate-pulse-dot bg-live" : "bg-good") : "bg-line-strong"}`}
      />
      <span className="truncate figures">
        {plural(total, "call", "calls")}
        {total === 0 ? "" : needing === 0 ? " · all quiet" : ` · ${needing} ${needing === 1 ? "needs" : "need"} you`}
        {ringing > 0 ? ` · ${ringing} ringing` : ""}
        {status === "connecting" ? " · connecting" : status === "lost" ? " · not up to date" : ""}
      </span>
    </>
  );
}
