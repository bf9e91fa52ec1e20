import type { TwimlElement } from "../parse";
import type { Entry } from "../program";
import type { Run } from "../run";
import { connect, start, stop } from "./connect";
import { dial } from "./dial";
import { gather } from "./gather";
import { record } from "./record";
import { hangup, pause, play, redirect, reject, say } from "./simple";

/** Does one verb. Returns where to go on when that is not the document's next verb. */
export type VerbHandler = (element: TwimlElement, run: Run) => Promise<Entry | undefined>;

const HANDLERS: ReadonlyMap<string, VerbHandler> = new Map([
  ["Connect", connect],
  ["Dial", dial],
  ["Gather", gather],
  ["Hangup", hangup],
  ["Pause", pause],
  ["Play", play],
  ["Record", record],
  ["Redirect", redirect],
  ["Reject", reject],
  ["Say", say],
  ["Start", start],
  ["Stop", stop],
]);

export function handlerOf(verb: string): VerbHandler | undefined {
  return HANDLERS.get(verb);
}
