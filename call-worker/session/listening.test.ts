import { describe, expect, it } from "vitest";

import { silence, speechLike } from "../testing/audio-samples";
import { heardBy, numbered, setUpListening } from "./testing/listening-bench";

describe("listening", () => {
  it("passes all audio on in pieces of 80 ms, what came before the stream was open too", () => {
    const { clock, line, speechToText, listening } = setUpListening({ openAfterMs: 300 });
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
    const { clock, line, speechToText, listening } = setUpListening();
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
    const { clock, line, speechToText, listening } = setUpListening();
    const audio = numbered(300);
    line.deliver(audio.subarray(0, 960));
    listening.start();
    line.deliver(audio.subarray(960));
    clock.advance(100);
    expect(Buffer.compare(heardBy(speechToText.current()), Buffer.from(audio.subarray(0, 1_920)))).toBe(0);
  });

  it("fills nothing in for audio that only waits to be read after this process stood still", () => {
    const { clock, line, speechToText, listening } = setUpListening();
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
    const { clock, line, told, listening } = setUpListening({ startMs: 60_000 });
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
    const { clock, line, speechToText, recognitions, listening } = setUpListening({ startMs: 10_000 });
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
    const { clock, line, speechToText, recognitions, listening } = setUpListening();
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

  it("forces the end of a stuck turn, and ends it itself when that does not help", () => {
    const { clock, line, speechToText, listening, brief, recognitions } = setUpListening();
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
    const { clock, line, speechToText, listening, brief } = setUpListening();
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
});
