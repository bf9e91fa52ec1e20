import type { CallKind } from "@/lib/contracts/live/call-summary";
import type { CallEvent } from "@/lib/contracts/live/events";
import type { LiveSpeech } from "@/lib/contracts/live/socket";
import { forCaller } from "@/lib/domain/live-call/for-caller";
import type { Line } from "../ports/line";

/** How often a browser may come back to one call. */
export const MOST_RETURNS = 20;

export type Screen = { event(event: CallEvent): void; speech(speech: LiveSpeech): void };

/** The far end's screen, if it has one. A visitor of a web site is shown what a caller hears, a member of the organization all of it. */
export function screenOf(line: Line, kind: CallKind): Screen | null {
  if (!line.show) return null;
  const show = line.show.bind(line);
  return {
    event(event) {
      const shown = kind === "widget" ? forCaller(event) : event;
      if (shown) show({ kind: "event", event: shown });
    },
    speech: (speech) => show({ kind: "speech", speech }),
  };
}
