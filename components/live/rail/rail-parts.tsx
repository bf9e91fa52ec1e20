"use client";

import { clsx } from "clsx";
import { MicrophoneState } from "../supervisor-audio/microphone-state";
import { ListeningSides } from "./listening-sides";
import { ActionBar } from "./action-bar";
import { ActionGrid } from "./action-grid";
import { Composer } from "./composer";
import { NoticeLine } from "./notice-line";
import { useRailOnPage } from "./rail-provider";

/** Above the transcript: whether one hears the call, and whether the caller hears one. Nothing while neither. */
export function RailMicrophone() {
  const rail = useRailOnPage();
  if (!rail) return null;
  const { phase, problem, notice, microphone } = rail.sound;
  const isQuiet = phase === "off" && microphone === "closed" && problem === null && notice === null;
  return (
    <div
      className={clsx("shrink-0 space-y-2 px-3 md:px-5", isQuiet ? "hidden" : "border-b border-line bg-surface py-3")}
    >
      <MicrophoneState audio={rail.audio} state={rail.sound} />
      {phase === "listening" ? <ListeningSides rail={rail} /> : null}
    </div>
  );
}

/** Below the transcript: what came of the last action, the words for agent or caller, and on small screens the actions. */
export function RailFoot() {
  const rail = useRailOnPage();
  if (!rail) return null;
  return (
    <>
      <NoticeLine steering={rail.steering} />
      <Composer rail={rail} />
      <ActionBar rail={rail} />
    </>
  );
}

/** Beside the transcript, where there is room; it stays where it is while what is below it is scrolled. */
export function RailSide() {
  const rail = useRailOnPage();
  return rail ? <ActionGrid rail={rail} /> : null;
}
