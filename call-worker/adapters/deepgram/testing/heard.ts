import type { ListenListener, ListenOptions, Recognition } from "@/call-worker/ports/speech-to-text";
import { Recorder } from "@/call-worker/ports/testing/recorder";

export type Heard =
  | { kind: "open" }
  | { kind: "recognition"; recognition: Recognition }
  | { kind: "lost"; message: string; retryable: boolean };

export const ENGLISH: ListenOptions = {
  language: "en-US",
  endOfTurnThreshold: 0.7,
  eagerEndOfTurnThreshold: 0.4,
  endOfTurnTimeoutMs: 3_000,
  keyterms: [],
};

/** A listener that keeps everything it is told. */
export function recordListening(): { heard: Recorder<Heard>; listener: ListenListener } {
  const heard = new Recorder<Heard>();
  return {
    heard,
    listener: {
      onOpen: () => heard.add({ kind: "open" }),
      onRecognition: (recognition) => heard.add({ kind: "recognition", recognition }),
      onLost: (lost) => heard.add({ kind: "lost", ...lost }),
    },
  };
}
