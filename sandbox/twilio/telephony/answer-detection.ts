import { FRAME_MS, firstAudible } from "../audio/frames";
import type { Leg, Tap } from "./leg";

/** Parameters of answering-machine detection (twilio.com/docs/voice/answering-machine-detection). */
export interface DetectionOptions {
  readonly mode: "Enable" | "DetectMessageEnd";
  readonly timeoutMs: number;
  readonly speechThresholdMs: number;
  readonly speechEndThresholdMs: number;
  readonly silenceTimeoutMs: number;
  /** Present when detection runs beside the call (AsyncAmd); an empty URL when nobody is told. */
  readonly callback?: { readonly url: string; readonly method: "GET" | "POST" };
}

export type AnsweredBy =
  "human" | "machine_start" | "machine_end_beep" | "machine_end_silence" | "machine_end_other" | "unknown";

/** A beep this long, at a steady pitch, ends a machine's greeting. */
const BEEP_FRAMES = 8;

/**
 * Decides by ear whether a person or a machine answered: a short word followed by silence is a person; speech longer
 * than the threshold is a machine; nothing at all is unknown. In DetectMessageEnd it waits for the beep or the silence after the greeting.
 */
export function detectAnswer(
  leg: Leg,
  options: DetectionOptions,
): Promise<{ answeredBy: AnsweredBy; durationMs: number }> {
  return new Promise((resolve) => {
    const beganAtMs = leg.nowMs;
    let speechMs = 0;
    let silenceMs = 0;
    let steadyFrames = 0;
    let lastCrossings = -1;
    const decide = (answeredBy: AnsweredBy): void => {
      leg.untap(tap);
      resolve({ answeredBy, durationMs: leg.nowMs - beganAtMs });
    };
    const tap: Tap = {
      inbound(frame, nowMs) {
        if (firstAudible(frame) >= 0) {
          // Pauses between the words belong to the greeting.
          speechMs += FRAME_MS + (speechMs > 0 ? silenceMs : 0);
          silenceMs = 0;
          const crossings = zeroCrossings(frame);
          steadyFrames = crossings > 25 && Math.abs(crossings - lastCrossings) <= 1 ? steadyFrames + 1 : 0;
          lastCrossings = crossings;
        } else {
          silenceMs += FRAME_MS;
          steadyFrames = 0;
        }
        const isMachine = speechMs >= options.speechThresholdMs;
        if (steadyFrames >= BEEP_FRAMES && options.mode === "DetectMessageEnd") decide("machine_end_beep");
        else if (isMachine && options.mode === "Enable") decide("machine_start");
        else if (!isMachine && speechMs > 0 && silenceMs >= options.speechEndThresholdMs) decide("human");
        else if (isMachine && silenceMs >= options.speechEndThresholdMs) decide("machine_end_silence");
        else if (speechMs === 0 && silenceMs >= options.silenceTimeoutMs) decide("unknown");
        else if (nowMs - beganAtMs >= options.timeoutMs) decide(isMachine ? "machine_end_other" : "unknown");
      },
    };
    leg.tap(tap);
  });
}

function zeroCrossings(frame: Buffer): number {
  let count = 0;
  // The top bit of a mu-law byte is its sign.
  for (let index = 1; index < frame.length; index += 1)
    if (((frame[index] ?? 0) ^ (frame[index - 1] ?? 0)) & 0x80) count += 1;
  return count;
}
