"use client";

import dynamic from "next/dynamic";
import { createContext, type ReactNode, useContext } from "react";
import type { CallSummary } from "@/lib/contracts/live/call-summary";
import type { LiveCall } from "@/lib/domain/live-call/apply-event";
import { type Rail, type RailInfo, useRail } from "./use-rail";

// They open on a press at the earliest: the page does not pay for them at first load.
const RailDialogs = dynamic(() => import("./rail-dialogs").then((module) => module.RailDialogs), { ssr: false });

const RailContext = createContext<Rail | null>(null);

type RailProviderProps = Readonly<{
  summary: CallSummary;
  call: LiveCall;
  /** Null for those who may only look: nothing of the rail is shown then. */
  info: RailInfo | null;
  children: ReactNode;
}>;

/** What one can do with the call on screen, for the parts of the page that show it. */
export function RailProvider({ info, ...rest }: RailProviderProps) {
  return info ? <Provided info={info} {...rest} /> : rest.children;
}

function Provided({ summary, call, info, children }: RailProviderProps & Readonly<{ info: RailInfo }>) {
  const rail = useRail(summary.id, call, info);
  return (
    <RailContext value={rail}>
      {children}
      {rail.dialog !== null && rail.dialog !== "more" ? (
        <RailDialogs rail={rail} instructions={instructionsOf(call)} isBrowserCall={summary.channel === "browser"} />
      ) : null}
    </RailContext>
  );
}

/** Null for those who may only look. */
export const useRailOnPage = (): Rail | null => useContext(RailContext);

/** What was last written for the rest of this call; empty: nothing, or it was taken back. */
function instructionsOf({ items }: LiveCall): string {
  const last = items.findLast((item) => item.kind === "acted" && item.action === "override");
  return last?.kind === "acted" ? last.text : "";
}
