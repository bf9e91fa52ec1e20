import { describe, expect, it } from "vitest";

import type { ModelEvent, ModelRequest } from "../ports/language-model";
import type { Recognition } from "../ports/speech-to-text";
import { createFakeLanguageModel } from "./fake-language-model";
import { createFakeSpeechToText } from "./fake-speech-to-text";
import { createFakeTextToSpeech } from "./fake-text-to-speech";
import { createVirtualClock } from "./virtual-clock";

const REQUEST: ModelRequest = {
  model: "m",
  system: "",
  situation: "",
  messages: [],
  tools: [],
  maxTokens: 100,
  temperature: 0,
  thinkingBudgetTokens: null,
};

describe("the fake language model", () => {
  it("says its script word by word, calls tools and ends once", () => {
    const clock = createVirtualClock(0);
    const model = createFakeLanguageModel(clock);
    model.script({ text: "One moment. ", toolCalls: [{ name: "end_call", input: {} }], ttftMs: 250, tokenEveryMs: 10 });
    const got: string[] = [];
    const note = (event: ModelEvent): number =>
      got.push(`${event.kind} ${"text" in event ? event.text : ""}@${clock.now()}`);
    model.run(REQUEST, note);
    clock.advance(1_000);
    expect(got).toEqual(["text One@250", "text  moment. @260", "tool-call @270", "done @270"]);
    expect(model.runs[0]?.over).toBe(true);
  });

  it("says nothing more once aborted, and fails when told to", () => {
    const clock = createVirtualClock(0);
    const model = createFakeLanguageModel(clock);
    model.script("a b c d", { failed: { message: "throttled", retryable: true } });
    const got: ModelEvent[] = [];
    const run = model.run(REQUEST, (event) => got.push(event));
    clock.advance(330);
    run.abort();
    clock.advance(1_000);
    expect(got.map((event) => ("text" in event ? event.text : event.kind))).toEqual(["a", " b"]);
    model.run(REQUEST, (event) => got.push(event));
    clock.advance(1_000);
    expect(got.at(-1)).toEqual({ kind: "failed", message: "throttled", retryable: true });
  });
});

describe("the fake recogniser", () => {
  it("tells an utterance as a recogniser does, turn after turn", () => {
    const clock = createVirtualClock(0);
    const recogniser = createFakeSpeechToText(clock);
    const got: Recognition[] = [];
    recogniser.open(
      {
        language: "en",
        endOfTurnThreshold: 0.7,
        eagerEndOfTurnThreshold: null,
        endOfTurnTimeoutMs: 1_000,
        keyterms: [],
      },
      { onOpen: () => undefined, onRecognition: (recognition) => got.push(recognition), onLost: () => undefined },
    );
    clock.advance(100);
    recogniser.utter("two words");
    clock.advance(2_000);
    recogniser.utter("bye", { endingAfterMs: null });
    clock.advance(2_000);
    expect(got.map(({ kind, turn, text }) => `${turn} ${kind} ${text}`)).toEqual([
      "0 turn.started two",
      "0 turn.updated two words",
      "0 turn.ending two words",
      "0 turn.ended two words",
      "1 turn.started bye",
      "1 turn.ended bye",
    ]);
  });
});

describe("the fake voice", () => {
  it("makes audio as long as the text, in order, and finishes what is complete", () => {
    const clock = createVirtualClock(0);
    const voice = createFakeTextToSpeech({ clock, charsPerSecond: 10 });
    const got: string[] = [];
    const stream = voice.open(
      { voice: "v" },
      {
        onOpen: () => got.push("open"),
        onAudio: (generation, mulaw) => got.push(`${generation} ${mulaw.length / 8}`),
        onFinished: (generation) => got.push(`${generation} finished`),
        onLost: () => got.push("lost"),
      },
    );
    clock.advance(50);
    stream.speak(1, "ab");
    stream.speak(1, "c");
    clock.advance(1_000);
    stream.finish(1);
    stream.speak(2, "de");
    stream.finish(2);
    clock.advance(1_000);
    expect(got).toEqual(["open", "1 100", "1 100", "1 100", "1 finished", "2 100", "2 100", "2 finished"]);
    stream.speak(3, "never heard");
    stream.cancel();
    clock.advance(1_000);
    expect(got.length).toBe(8);
  });
});
