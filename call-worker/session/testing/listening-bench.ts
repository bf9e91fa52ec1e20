import { createListening } from "../listening";
import { createPacer } from "../pacer";
import type { ListenOptions, Recognition, SpeechToText } from "../../ports/speech-to-text";
import { createFakeLine } from "../../testing/fake-line";
import { createFakeSpeechToText, type FakeListenStream } from "../../testing/fake-speech-to-text";
import { createVirtualClock } from "../../testing/virtual-clock";

const LISTEN: ListenOptions = {
  language: "en-US",
  endOfTurnThreshold: 0.7,
  eagerEndOfTurnThreshold: 0.4,
  endOfTurnTimeoutMs: 1_000,
  keyterms: [],
};

/** A line and a scripted recogniser around real listening, on virtual time. */
export function setUpListening(
  { openAfterMs = 50, startMs = 0 } = {},
  replaced?: (recogniser: SpeechToText) => SpeechToText,
) {
  const clock = createVirtualClock(0);
  const line = createFakeLine({ clock });
  const pacer = createPacer(clock, (error) => {
    throw error;
  });
  const speechToText = createFakeSpeechToText(clock, openAfterMs);
  const recognitions: Recognition[] = [];
  const told: string[] = [];
  const listening = createListening({
    speechToText: replaced === undefined ? speechToText : replaced(speechToText),
    listen: LISTEN,
    clock,
    pacer,
    startMs,
    listener: {
      onRecognition: (recognition) => recognitions.push(recognition),
      onSpeechStarted: (at) => told.push(`speech from ${at}`),
      onSpeechEnded: (at) => told.push(`speech to ${at}`),
      onLost: (message) => told.push(`lost: ${message}`),
      onRecovered: (gapMs) => told.push(`recovered after ${gapMs}`),
      onFailed: (message) => told.push(`failed: ${message}`),
    },
  });
  line.listen({
    onAudio: (mulaw) => listening.pushAudio(mulaw),
    onMark: () => undefined,
    onKey: () => undefined,
    onClosed: () => undefined,
  });
  const brief = (): string[] => recognitions.map(({ kind, turn, text }) => `${turn} ${kind.slice(5)} ${text}`);
  return { clock, line, pacer, speechToText, recognitions, told, listening, brief };
}

export function heardBy(stream: FakeListenStream): Buffer {
  return Buffer.concat(stream.chunks.map(({ mulaw }) => mulaw));
}

/** Audio in which every 20 ms differ, so that a missing or repeated piece shows. */
export function numbered(ms: number): Uint8Array {
  return Uint8Array.from({ length: ms * 8 }, (_, i) => (Math.floor(i / 160) * 7 + (i % 160)) & 0xff);
}
