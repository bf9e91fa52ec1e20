import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { ListenListener, Recognition, SpeechToText } from "../ports/speech-to-text";
import { silence } from "../testing/audio-samples";
import { createVirtualClock } from "../testing/virtual-clock";
import type { VirtualClock } from "../testing/virtual-clock";
import { createListening } from "./listening";
import { createPacer } from "./pacer";

const WORD_MS = 240;
const PAUSE_MS = 60;
const END_AFTER_MS = 400;

/** A word is a stretch of audio of one byte value that no other word has. */
function spoken(word: number): Buffer {
  return Buffer.concat([new Uint8Array(WORD_MS * 8).fill(word), silence(PAUSE_MS)]);
}

type Listener = ListenListener & { lost: boolean };

/** Recognises such words from the audio itself, so that what it was not given it cannot know. */
function createRecogniser(clock: VirtualClock, openAfterMs: number) {
  let current: Listener | null = null;
  const speechToText: SpeechToText = {
    open(_options, given) {
      const listener: Listener = { ...given, lost: false };
      current = listener;
      let bytes = 0;
      let words: number[] = [];
      let turn = 0;
      let quietMs = 0;
      let startMs = 0;
      const tell = (recognition: Recognition): void => {
        if (!listener.lost) listener.onRecognition(recognition);
      };
      clock.setTimer(openAfterMs, () => {
        if (!listener.lost) listener.onOpen();
      });
      const hear = (byte: number, ms: number): void => {
        bytes += ms * 8;
        if (byte !== 0xff) {
          quietMs = 0;
          if (words.includes(byte)) return;
          if (words.length === 0) startMs = bytes / 8;
          words.push(byte);
          tell({ kind: words.length === 1 ? "turn.started" : "turn.updated", turn, text: words.join(" ") });
          return;
        }
        quietMs += ms;
        if (words.length === 0 || quietMs < END_AFTER_MS) return;
        const text = words.join(" ");
        words = [];
        tell({
          kind: "turn.ended",
          turn: turn++,
          text,
          confidence: 1,
          trigger: "model",
          startMs,
          endMs: bytes / 8,
        });
      };
      return {
        push(mulaw) {
          for (let at = 0; at < mulaw.length && !listener.lost; at += 160) hear(mulaw[at] as number, 20);
        },
        forceEndOfTurn: () => undefined,
        bufferedBytes: () => 0,
        close: () => {
          listener.lost = true;
        },
      };
    },
  };
  return {
    speechToText,
    lose(): void {
      const listener = current;
      if (listener === null || listener.lost) return;
      listener.lost = true;
      listener.onLost({ message: "reset", retryable: true });
    },
  };
}

describe("listening, however often its recogniser is lost", () => {
  it("hears every word once, in order, in turns that start once and end once", () => {
    const turns = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 });
    const losses = fc.array(fc.integer({ min: 1, max: 1_500 }), { maxLength: 12 });
    fc.assert(
      fc.property(turns, losses, fc.integer({ min: 1, max: 400 }), (wordsOfTurns, lossesAfter20Ms, openAfterMs) => {
        const clock = createVirtualClock(0);
        const pacer = createPacer(clock, (error) => {
          throw error;
        });
        const recogniser = createRecogniser(clock, openAfterMs);
        const told: Recognition[] = [];
        const listening = createListening({
          speechToText: recogniser.speechToText,
          listen: {
            language: "en",
            endOfTurnThreshold: 0.7,
            eagerEndOfTurnThreshold: null,
            endOfTurnTimeoutMs: 3_000,
            keyterms: [],
          },
          clock,
          pacer,
          listener: {
            onRecognition: (recognition) => told.push(recognition),
            onSpeechStarted: () => undefined,
            onSpeechEnded: () => undefined,
            onLost: () => undefined,
            onRecovered: () => undefined,
            onFailed: (message) => {
              throw new Error(message);
            },
          },
        });
        let word = 0;
        const said = wordsOfTurns.map((count) => Array.from({ length: count }, () => ++word));
        const audio = Buffer.concat([
          ...said.flatMap((words) => [...words.map(spoken), silence(700)]),
          // Long enough for the last turn to be heard again after the last loss.
          silence(3_000),
        ]);
        listening.start();
        const lossTimes = new Set(lossesAfter20Ms);
        for (let at = 0; at < audio.length; at += 160) {
          listening.pushAudio(audio.subarray(at, at + 160));
          clock.advance(20);
          if (lossTimes.has(at / 160) && audio.length - at > 3_000 * 8) recogniser.lose();
        }
        const ends = told.filter(({ kind }) => kind === "turn.ended");
        expect(ends.map(({ text }) => text).join(" ")).toBe(said.flat().join(" "));
        const starts = told.filter(({ kind }) => kind === "turn.started").map(({ turn }) => turn);
        expect(starts).toEqual(starts.map((_, index) => index));
        expect(ends.map(({ turn }) => turn)).toEqual(starts);
        listening.close();
        clock.advance(5_000);
        expect(clock.pendingTimers()).toBe(0);
      }),
      { numRuns: 100 },
    );
  });
});
