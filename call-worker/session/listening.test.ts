import { describe, expect, it } from "vitest";

import type { ListenListener, ListenOptions, Recognition, SpeechToText } from "../ports/speech-to-text";
import { silence, speechLike } from "../testing/audio-samples";
import { createFakeLine } from "../testing/fake-line";
import { createFakeSpeechToText } from "../testing/fake-speech-to-text";
import type { FakeListenStream } from "../testing/fake-speech-to-text";
import { createVirtualClock } from "../testing/virtual-clock";
import { createListening } from "./listening";
import { createPacer } from "./pacer";

const LISTEN: ListenOptions = {
  language: "en-US",
  endOfTurnThreshold: 0.7,
  eagerEndOfTurnThreshold: 0.4,
  endOfTurnTimeoutMs: 1_000,
  keyterms: [],
};

function setUp({ openAfterMs = 50, startMs = 0 } = {}, replaced?: (recogniser: SpeechToText) => SpeechToText) {
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

function heardBy(stream: FakeListenStream): Buffer {
  return Buffer.concat(stream.chunks.map(({ mulaw }) => mulaw));
}

/** Audio in which every 20 ms differ, so that a missing or repeated piece shows. */
function numbered(ms: number): Uint8Array {
  return Uint8Array.from({ length: ms * 8 }, (_, i) => (Math.floor(i / 160) * 7 + (i % 160)) & 0xff);
}

describe("listening", () => {
  it("passes all audio on in pieces of 80 ms, what came before the stream was open too", () => {
    const { clock, line, speechToText, listening } = setUp({ openAfterMs: 300 });
    const audio = numbered(2_000);
    listening.start();
    line.talk(audio);
    clock.advance(2_000);
    const stream = speechToText.current();
    expect(stream.chunks.every(({ mulaw }) => mulaw.length === 640)).toBe(true);
    expect(Buffer.compare(heardBy(stream), Buffer.from(audio))).toBe(0);
    expect(stream.chunks.at(-1)?.at).toBeLessThanOrEqual(2_000);
  });

  it("keeps audio flowing in real time when the line has none, and adds none to a line that only jitters", () => {
    const { clock, line, speechToText, listening } = setUp();
    listening.start();
    for (let i = 0; i < 10; i++) {
      clock.advance(100);
      line.deliver(silence(100));
    }
    expect(listening.stats.filledMs).toBe(0);
    for (let i = 0; i < 20; i++) {
      clock.advance(250);
      expect(1_250 + i * 250 - speechToText.current().heardMs()).toBeLessThanOrEqual(200);
    }
    expect(listening.streamMs()).toBeLessThanOrEqual(6_000);
    expect(
      heardBy(speechToText.current())
        .subarray(8_000)
        .every((byte) => byte === 0xff),
    ).toBe(true);
  });

  it("keeps audio that comes before it is started", () => {
    const { clock, line, speechToText, listening } = setUp();
    const audio = numbered(300);
    line.deliver(audio.subarray(0, 960));
    listening.start();
    line.deliver(audio.subarray(960));
    clock.advance(100);
    expect(Buffer.compare(heardBy(speechToText.current()), Buffer.from(audio.subarray(0, 1_920)))).toBe(0);
  });

  it("fills nothing in for audio that only waits to be read after this process stood still", () => {
    const { clock, line, speechToText, listening } = setUp();
    const audio = numbered(2_000);
    listening.start();
    line.talk(audio.subarray(0, 8_000));
    clock.advance(1_000);
    clock.block(400);
    // Timers come before sockets when the event loop goes on.
    clock.advance(0);
    line.deliver(audio.subarray(8_000, 11_200));
    line.talk(audio.subarray(11_200));
    clock.advance(600);
    expect(listening.stats.filledMs).toBe(0);
    expect(Buffer.compare(heardBy(speechToText.current()), Buffer.from(audio))).toBe(0);
    clock.advance(400);
    clock.block(400);
    clock.advance(40);
    expect(listening.stats.filledMs).toBeGreaterThan(600);
  });

  it("tells the start and end of speech, when it ended on the call's time and on the clock", () => {
    const { clock, line, told, listening } = setUp({ startMs: 60_000 });
    clock.advance(500);
    listening.start();
    line.talk(Buffer.concat([silence(400), speechLike(800), silence(800)]));
    clock.advance(2_000);
    const endMs = listening.lastSpeechEndMs() ?? 0;
    expect(endMs).toBeGreaterThan(61_140);
    expect(endMs).toBeLessThanOrEqual(61_200);
    expect(told.map((line) => line.split(" ", 2).join(" "))).toEqual(["speech from", "speech to"]);
    expect(told[1]).toBe(`speech to ${endMs}`);
    expect((listening.lastSpeechEndAt() ?? 0) - 500).toBeCloseTo(endMs - 60_000, -1.5);
    expect(listening.hearsSpeech()).toBe(false);
  });

  it("gives turns times of the call", () => {
    const { clock, line, speechToText, recognitions, listening } = setUp({ startMs: 10_000 });
    listening.start();
    line.talk(silence(5_000));
    clock.advance(2_000);
    speechToText.utter("good morning");
    clock.advance(2_000);
    const last = recognitions.at(-1);
    expect(last).toMatchObject({ kind: "turn.ended", turn: 0, text: "good morning" });
    if (last?.kind !== "turn.ended") return;
    expect(last.startMs).toBeGreaterThanOrEqual(11_900);
    expect(last.startMs).toBeLessThanOrEqual(12_000);
    expect(last.endMs).toBeGreaterThanOrEqual(12_900);
    expect(last.endMs).toBeLessThanOrEqual(13_020);
  });

  it("does not let audio that came late, after silence was filled in for it, shift the call's time", () => {
    const { clock, line, speechToText, recognitions, listening } = setUp();
    listening.start();
    line.talk(silence(1_000));
    clock.advance(1_000);
    clock.advance(1_000);
    line.deliver(silence(1_000));
    line.talk(silence(3_000));
    clock.advance(1_000);
    speechToText.utter("yes");
    clock.advance(1_000);
    const last = recognitions.at(-1);
    if (last?.kind !== "turn.ended") throw new Error("The turn did not end.");
    expect(Math.abs(last.endMs - 3_650)).toBeLessThanOrEqual(120);
  });

  it("replaces a lost stream at once and lets it hear the open turn from its start, as the same turn", () => {
    const { clock, line, speechToText, recognitions, told, listening, brief } = setUp();
    const audio = numbered(8_000);
    listening.start();
    line.talk(audio);
    clock.advance(1_000);
    speechToText.utter("first turn");
    clock.advance(1_500);
    const first = speechToText.current();
    const firstEnd = recognitions.at(-1);
    const firstTurnEnd = firstEnd?.kind === "turn.ended" ? firstEnd.endMs * 8 : -1;
    first.emit({ kind: "turn.started", turn: 1, text: "I" });
    clock.advance(500);
    first.emit({ kind: "turn.updated", turn: 1, text: "I need" });
    first.lose("connection reset");
    clock.advance(100);
    const second = speechToText.current();
    expect(second).not.toBe(first);
    expect(told).toContain("lost: connection reset");
    expect(told).toContain("recovered after 50");
    second.emit({ kind: "turn.started", turn: 0, text: "I need" });
    clock.advance(400);
    second.emit({
      kind: "turn.ended",
      turn: 0,
      text: "I need help.",
      confidence: 0.9,
      trigger: "model",
      startMs: 300,
      endMs: second.heardMs(),
    });
    expect(brief().slice(brief().findIndex((line) => line.startsWith("1")))).toEqual([
      "1 started I",
      "1 updated I need",
      "1 ended I need help.",
    ]);
    expect(brief().filter((line) => line.includes("ended")).length).toBe(2);
    const replayed = heardBy(second);
    // It begins where the first turn ended, and nothing is missing or repeated after it.
    const at = Buffer.from(audio).indexOf(replayed);
    expect(at).toBeGreaterThanOrEqual(firstTurnEnd);
    expect(at).toBeLessThanOrEqual(firstTurnEnd + 160);
  });

  it("bounds the replay to 8 s, keeping the text of a turn that began before", () => {
    const { clock, line, speechToText, listening, brief } = setUp();
    listening.start();
    line.talk(numbered(30_000));
    clock.advance(2_000);
    const first = speechToText.current();
    first.emit({ kind: "turn.started", turn: 0, text: "my number is" });
    for (let i = 1; i <= 12; i++) {
      clock.advance(1_000);
      first.emit({ kind: "turn.updated", turn: 0, text: `my number is ${"5 ".repeat(i).trim()}` });
    }
    first.lose();
    clock.advance(60);
    const second = speechToText.current();
    expect(second.heardMs()).toBeLessThanOrEqual(400);
    second.emit({ kind: "turn.started", turn: 0, text: "seven" });
    expect(brief().at(-1)).toBe(`0 updated my number is ${"5 ".repeat(12)}seven`);
  });

  it("replays no more than the last 8 s", () => {
    const { clock, line, speechToText, listening } = setUp();
    const audio = numbered(20_000);
    listening.start();
    line.talk(audio);
    clock.advance(15_000);
    speechToText.current().lose();
    clock.advance(60);
    const second = speechToText.current();
    expect(second.heardMs()).toBeGreaterThan(7_900);
    expect(second.heardMs()).toBeLessThanOrEqual(8_000);
    clock.advance(3_000);
    expect(Buffer.from(audio).indexOf(heardBy(second))).toBeGreaterThan(0);
  });

  it("gives up after failing for 4 s and says why", () => {
    const { clock, line, speechToText, told, listening } = setUp();
    line.talk(silence(20_000));
    listening.start();
    clock.advance(1_000);
    speechToText.refuse(100);
    speechToText.current().lose("reset");
    clock.advance(10_000);
    expect(told).toEqual(["lost: reset", "failed: refused"]);
    expect(speechToText.streams.length).toBeGreaterThanOrEqual(5);
    expect(speechToText.streams.length).toBeLessThanOrEqual(9);
    speechToText.refuse(0);
    listening.start();
    clock.advance(1_000);
    expect(speechToText.current().heardMs()).toBeGreaterThan(5_000);
  });

  it("gives up at once when it is refused for good", () => {
    const { clock, speechToText, told, listening } = setUp();
    speechToText.refuse(1, false);
    listening.start();
    clock.advance(5_000);
    expect(told).toEqual(["failed: refused"]);
    expect(speechToText.streams.length).toBe(1);
  });

  it("does not spin on a recogniser that hangs up as soon as it is open", () => {
    const { clock, speechToText, told, listening } = setUp({ openAfterMs: 5 });
    listening.start();
    for (let i = 0; i < 2_000; i++) {
      clock.advance(5);
      if (speechToText.current().isOpen) speechToText.current().lose("bad audio");
    }
    expect(told.at(-1)).toBe("failed: bad audio");
    expect(speechToText.streams.length).toBeLessThan(10);
  });

  it("tries another connection when one does not answer", () => {
    const { clock, line, speechToText, listening } = setUp();
    speechToText.hang(true);
    listening.start();
    line.talk(silence(10_000));
    clock.advance(1_400);
    speechToText.hang(false);
    clock.advance(300);
    expect(speechToText.streams.length).toBe(2);
    expect(speechToText.streams[0]?.isClosed).toBe(true);
    expect(speechToText.current().heardMs()).toBeGreaterThan(1_400);
  });

  it("forces the end of a stuck turn, and ends it itself when that does not help", () => {
    const { clock, line, speechToText, listening, brief, recognitions } = setUp();
    listening.start();
    line.talk(silence(30_000));
    clock.advance(1_000);
    const stream = speechToText.current();
    stream.emit({ kind: "turn.started", turn: 0, text: "well" });
    clock.advance(2_000);
    stream.emit({ kind: "turn.updated", turn: 0, text: "well" });
    clock.advance(1_900);
    expect(stream.forcedEnds).toBe(0);
    speechToText.deaf = true;
    clock.advance(200);
    expect(stream.forcedEnds).toBe(1);
    clock.advance(2_100);
    expect(brief()).toEqual(["0 started well", "0 ended well"]);
    expect(recognitions.at(-1)).toMatchObject({ trigger: "timeout", confidence: null });
    clock.advance(10_000);
    expect(stream.forcedEnds).toBe(1);
    speechToText.deaf = false;
    stream.emit({ kind: "turn.updated", turn: 0, text: "well yes" });
    expect(brief().at(-1)).toBe("1 started yes");
  });

  it("ends the turn within 2 s when asked to, whatever the recogniser does", () => {
    const { clock, line, speechToText, listening, brief } = setUp();
    listening.start();
    line.talk(silence(30_000));
    clock.advance(500);
    listening.forceEndOfTurn();
    speechToText.current().emit({ kind: "turn.started", turn: 0, text: "one two" });
    listening.forceEndOfTurn();
    clock.advance(100);
    expect(brief().at(-1)).toBe("0 ended one two");
    speechToText.current().emit({ kind: "turn.started", turn: 1, text: "three" });
    speechToText.deaf = true;
    listening.forceEndOfTurn();
    for (let i = 0; i < 4; i++) {
      clock.advance(500);
      listening.forceEndOfTurn();
    }
    clock.advance(100);
    expect(brief().at(-1)).toBe("1 ended three");
  });

  it("replaces a recogniser that is silent while somebody speaks, less and less often if that does not help", () => {
    const { clock, line, speechToText, told, listening } = setUp();
    speechToText.deaf = true;
    listening.start();
    line.talk(speechLike(30_000));
    clock.advance(3_500);
    expect(speechToText.streams.length).toBe(2);
    expect(told).toContain("lost: The recogniser hears nothing while somebody speaks.");
    clock.advance(26_000);
    expect(speechToText.streams.length).toBeLessThanOrEqual(4);
  });

  it("replaces a recogniser that heard nothing of a short sentence, so that the sentence is heard after all", () => {
    const { clock, line, speechToText, listening, brief } = setUp();
    listening.start();
    line.talk(silence(1_000));
    clock.advance(1_000);
    speechToText.deaf = true;
    line.talk(Buffer.concat([speechLike(1_200), silence(20_000)]));
    clock.advance(2_000);
    expect(speechToText.streams.length).toBe(1);
    speechToText.deaf = false;
    clock.advance(1_000);
    expect(speechToText.streams.length).toBe(2);
    expect(brief()).toEqual([]);
    const again = heardBy(speechToText.current());
    expect(again.filter((byte) => byte !== 0xff).length).toBeGreaterThan(1_000 * 8);
    // What was no speech after all is forgotten.
    clock.advance(15_000);
    expect(speechToText.streams.length).toBeLessThanOrEqual(3);
  });

  it("keeps a recogniser that ends turns quickly: the last sound of a turn is no speech it failed to hear", () => {
    const { clock, line, speechToText, listening } = setUp();
    listening.start();
    line.talk(silence(1_000));
    clock.advance(1_000);
    for (let turn = 0; turn < 4; turn++) {
      line.talk(Buffer.concat([speechLike(1_000), silence(3_000)]));
      clock.advance(350);
      speechToText.current().emit({ kind: "turn.started", turn, text: "well" });
      clock.advance(600);
      speechToText
        .current()
        .emit({ kind: "turn.ended", turn, text: "well", confidence: 0.9, trigger: "model", startMs: 0, endMs: 900 });
      clock.advance(3_050);
    }
    expect(speechToText.streams.length).toBe(1);
  });

  it("replaces a recogniser that does not end a turn long over; the next one hears the turn from its start", () => {
    const { clock, line, speechToText, listening, brief } = setUp();
    listening.start();
    line.talk(Buffer.concat([silence(1_000), speechLike(1_000), silence(20_000)]));
    clock.advance(1_300);
    speechToText.current().emit({ kind: "turn.started", turn: 0, text: "when are" });
    clock.advance(600);
    speechToText.current().emit({ kind: "turn.updated", turn: 0, text: "when are you" });
    speechToText.deaf = true;
    clock.advance(2_000);
    expect(speechToText.streams.length).toBe(1);
    speechToText.deaf = false;
    clock.advance(1_000);
    expect(speechToText.streams.length).toBe(2);
    speechToText.current().emit({ kind: "turn.started", turn: 0, text: "when are you open" });
    const [startMs, endMs] = [0, 1_000];
    speechToText
      .current()
      .emit({
        kind: "turn.ended",
        turn: 0,
        text: "when are you open",
        confidence: 0.9,
        trigger: "model",
        startMs,
        endMs,
      });
    expect(brief().at(-1)).toBe("0 ended when are you open");
    expect(heardBy(speechToText.current()).filter((byte) => byte !== 0xff).length).toBeGreaterThan(900 * 8);
  });

  it("replaces a connection that takes no more audio", () => {
    const { clock, line, speechToText, listening } = setUp();
    listening.start();
    line.talk(silence(20_000));
    clock.advance(1_000);
    speechToText.current().backlogBytes = 50_000;
    clock.advance(3_300);
    expect(speechToText.streams.length).toBe(2);
    expect(speechToText.streams[0]?.isClosed).toBe(true);
  });

  it("hears nothing of a stream that was replaced", () => {
    const listeners: ListenListener[] = [];
    const { clock, listening, recognitions, told, speechToText } = setUp({}, (recogniser) => ({
      open(options, listener) {
        listeners.push(listener);
        return recogniser.open(options, listener);
      },
    }));
    listening.start();
    clock.advance(100);
    listeners[0]?.onLost({ message: "reset", retryable: true });
    clock.advance(100);
    listeners[0]?.onRecognition({ kind: "turn.started", turn: 0, text: "ghost" });
    listeners[0]?.onLost({ message: "again", retryable: true });
    clock.advance(100);
    expect(recognitions).toEqual([]);
    expect(told).toEqual(["lost: reset", "recovered after 50"]);
    expect(speechToText.streams.length).toBe(2);
  });

  it("is silent after close and leaves nothing running", () => {
    const { clock, line, pacer, speechToText, listening, recognitions } = setUp();
    listening.start();
    line.talk(silence(3_000));
    clock.advance(500);
    const first = speechToText.current();
    first.lose();
    clock.advance(100);
    first.emit({ kind: "turn.started", turn: 0, text: "ghost" });
    listening.close();
    speechToText.current().emit({ kind: "turn.started", turn: 0, text: "ghost" });
    clock.advance(5_000);
    expect(recognitions).toEqual([]);
    expect(pacer.stats.members).toBe(0);
    expect(clock.pendingTimers()).toBe(0);
    expect(speechToText.streams.length).toBe(2);
  });
});
