import { describe, expect, it } from "vitest";

import type { ListenListener } from "../ports/speech-to-text";
import { silence, speechLike } from "../testing/audio-samples";
import { heardBy, numbered, setUpListening } from "./testing/listening-bench";

describe("a recogniser that fails", () => {
  it("replaces a lost stream at once and lets it hear the open turn from its start, as the same turn", () => {
    const { clock, line, speechToText, recognitions, told, listening, brief } = setUpListening();
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
    const { clock, line, speechToText, listening, brief } = setUpListening();
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
    const { clock, line, speechToText, listening } = setUpListening();
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
    const { clock, line, speechToText, told, listening } = setUpListening();
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
    const { clock, speechToText, told, listening } = setUpListening();
    speechToText.refuse(1, false);
    listening.start();
    clock.advance(5_000);
    expect(told).toEqual(["failed: refused"]);
    expect(speechToText.streams.length).toBe(1);
  });

  it("does not spin on a recogniser that hangs up as soon as it is open", () => {
    const { clock, speechToText, told, listening } = setUpListening({ openAfterMs: 5 });
    listening.start();
    for (let i = 0; i < 2_000; i++) {
      clock.advance(5);
      if (speechToText.current().isOpen) speechToText.current().lose("bad audio");
    }
    expect(told.at(-1)).toBe("failed: bad audio");
    expect(speechToText.streams.length).toBeLessThan(10);
  });

  it("tries another connection when one does not answer", () => {
    const { clock, line, speechToText, listening } = setUpListening();
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

  it("replaces a recogniser that is silent while somebody speaks, less and less often if that does not help", () => {
    const { clock, line, speechToText, told, listening } = setUpListening();
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
    const { clock, line, speechToText, listening, brief } = setUpListening();
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
    const { clock, line, speechToText, listening } = setUpListening();
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
    const { clock, line, speechToText, listening, brief } = setUpListening();
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
    speechToText.current().emit({
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
    const { clock, line, speechToText, listening } = setUpListening();
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
    const { clock, listening, recognitions, told, speechToText } = setUpListening({}, (recogniser) => ({
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
    const { clock, line, pacer, speechToText, listening, recognitions } = setUpListening();
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
