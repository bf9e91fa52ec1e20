import { describe, expect, it } from "vitest";

import type { SpeakListener, TextToSpeech } from "../ports/text-to-speech";
import { speechLike } from "../testing/audio-samples";
import { createFakeTextToSpeech } from "../testing/fake-text-to-speech";
import type { FakeSpeakStream, FakeVoiceOptions } from "../testing/fake-text-to-speech";
import { createVirtualClock } from "../testing/virtual-clock";
import { createSpeakingRate } from "./playout-speaking-rate";
import { createSpeaking } from "./speaking";

const LONG =
  "We are open from nine to five on weekdays and until noon on Saturdays, and you can always leave a message for the owner after that.";

function setUp(options: Partial<FakeVoiceOptions> = {}, replaced?: (voice: TextToSpeech) => TextToSpeech) {
  const clock = createVirtualClock(0);
  const voice = createFakeTextToSpeech({ clock, ...options });
  const audioMs = new Map<number, number>();
  const told: string[] = [];
  const speaking = createSpeaking({
    textToSpeech: replaced === undefined ? voice : replaced(voice),
    voice: "warm",
    rate: createSpeakingRate(1_000 / 15),
    clock,
    listener: {
      onAudio: (generation, mulaw) => audioMs.set(generation, (audioMs.get(generation) ?? 0) + mulaw.length / 8),
      onFirstAudio: (generation, ttfbMs) => told.push(`${generation} first audio after ${ttfbMs}`),
      onFinished: (generation) => told.push(`${generation} finished`),
      onFailed: (generation, message) => told.push(`${generation} failed: ${message}`),
      onLost: (message) => told.push(`lost: ${message}`),
      onRecovered: (gapMs) => told.push(`recovered after ${gapMs}`),
    },
  });
  return { clock, voice, speaking, told, audioMs };
}

function spokenOn(stream: FakeSpeakStream): string {
  return stream.asked.map((one) => (typeof one === "object" && "speak" in one ? one.speak : "")).join("");
}

describe("speaking", () => {
  it("speaks on the connection opened ahead, token by token, and finishes once", () => {
    const { clock, voice, speaking, told, audioMs } = setUp();
    speaking.warm();
    speaking.warm();
    clock.advance(1_000);
    for (const token of ["Good ", "morning, ", "this is Anna."]) speaking.speak(1, token);
    speaking.finish(1);
    speaking.finish(1);
    clock.advance(3_000);
    expect(voice.streams.length).toBe(1);
    expect(told).toEqual(["1 first audio after 200", "1 finished"]);
    expect(audioMs.get(1)).toBe(voice.lengthMs("Good morning, this is Anna."));
    expect(voice.current().asked.length).toBe(4);
    expect(clock.pendingTimers()).toBe(0);
  });

  it("keeps text that comes before the connection is open", () => {
    const { clock, voice, speaking, told } = setUp({ openAfterMs: 400 });
    speaking.speak(1, "Hello ");
    speaking.speak(1, "there.");
    speaking.finish(1);
    clock.advance(3_000);
    expect(voice.current().asked).toEqual([{ speak: "Hello there.", generation: 1 }, { finish: 1 }]);
    expect(told).toEqual(["1 first audio after 600", "1 finished"]);
  });

  it("passes nothing of a cancelled answer on, and takes no more text for it", () => {
    const { clock, voice, speaking, told, audioMs } = setUp();
    speaking.warm();
    clock.advance(100);
    speaking.speak(1, LONG);
    speaking.finish(1);
    clock.advance(300);
    const before = audioMs.get(1);
    speaking.cancel();
    speaking.speak(1, "more");
    speaking.speak(2, "Sorry, go ahead.");
    speaking.finish(2);
    clock.advance(5_000);
    expect(before).toBeGreaterThan(0);
    expect(audioMs.get(1)).toBe(before);
    expect(audioMs.get(2)).toBe(voice.lengthMs("Sorry, go ahead."));
    expect(told.filter((one) => one.includes("finished"))).toEqual(["2 finished"]);
    // The voice is told too: what it goes on making for nobody would delay the next answer.
    expect(voice.current().asked).toContain("cancel");
  });

  it("drops audio that a voice delivers for an answer nobody waits for", () => {
    let late: (() => void) | null = null;
    const { clock, speaking, audioMs } = setUp({}, (voice) => ({
      open(options, listener) {
        late = () => listener.onAudio(1, speechLike(100));
        return voice.open(options, listener);
      },
    }));
    speaking.speak(1, "Hello.");
    clock.advance(60);
    speaking.cancel();
    (late as (() => void) | null)?.();
    expect(audioMs.size).toBe(0);
    expect(speaking.stats.staleBytes).toBe(800);
  });

  it("hears nothing of a connection that was replaced", () => {
    const listeners: SpeakListener[] = [];
    const { clock, speaking, audioMs, told } = setUp({ ttfbMs: 900 }, (voice) => ({
      open(options, listener) {
        listeners.push(listener);
        return voice.open(options, listener);
      },
    }));
    speaking.speak(1, "Hello.");
    speaking.finish(1);
    clock.advance(100);
    listeners[0]?.onLost({ message: "reset", retryable: true });
    clock.advance(100);
    listeners[0]?.onAudio(1, speechLike(100));
    listeners[0]?.onFinished(1);
    listeners[0]?.onLost({ message: "again", retryable: true });
    expect(audioMs.size).toBe(0);
    expect(told).toEqual(["lost: reset", "recovered after 50"]);
  });

  it("trims the silence before an answer, on a new connection too", () => {
    const { clock, voice, speaking, audioMs } = setUp({ leadingSilenceMs: 300 });
    speaking.warm();
    clock.advance(100);
    speaking.speak(1, LONG);
    speaking.finish(1);
    clock.advance(500);
    const first = audioMs.get(1) ?? 0;
    voice.current().lose();
    clock.advance(6_000);
    const rest = voice.lengthMs(spokenOn(voice.current()));
    expect(first % 100).toBeGreaterThanOrEqual(20);
    expect((audioMs.get(1) ?? 0) - first - rest).toBeGreaterThanOrEqual(20);
    expect((audioMs.get(1) ?? 0) - first - rest).toBeLessThanOrEqual(30);
  });

  it("voices a second answer after the first", () => {
    const { clock, speaking, told } = setUp();
    speaking.speak(1, LONG);
    speaking.finish(1);
    speaking.speak(2, "Anything else?");
    speaking.finish(2);
    clock.advance(6_000);
    expect(told.filter((one) => one.includes("finished"))).toEqual(["1 finished", "2 finished"]);
    expect(speaking.stats.opened).toBe(1);
  });

  it("says the rest on a new connection when one is lost in mid-answer, repeating at most a word", () => {
    const { clock, voice, speaking, told, audioMs } = setUp();
    speaking.warm();
    clock.advance(100);
    speaking.speak(1, LONG);
    speaking.finish(1);
    clock.advance(500);
    const cameMs = audioMs.get(1) ?? 0;
    expect(cameMs).toBeGreaterThan(2_000);
    voice.current().lose("reset");
    clock.advance(6_000);
    const rest = spokenOn(voice.current());
    expect(LONG.endsWith(rest)).toBe(true);
    const expectedChars = (cameMs / 1_000) * 15;
    expect(LONG.length - rest.length).toBeLessThanOrEqual(expectedChars);
    expect(LONG.length - rest.length).toBeGreaterThan(expectedChars - 10);
    expect(told).toEqual(["1 first audio after 200", "lost: reset", "recovered after 50", "1 finished"]);
  });

  it("takes more text of the answer while the connection is being replaced", () => {
    const { clock, voice, speaking, told } = setUp();
    speaking.warm();
    clock.advance(100);
    speaking.speak(1, "One ");
    voice.current().lose();
    speaking.speak(1, "two ");
    clock.advance(20);
    speaking.speak(1, "three.");
    speaking.finish(1);
    clock.advance(3_000);
    expect(spokenOn(voice.current())).toBe("One two three.");
    expect(told.at(-1)).toBe("1 finished");
  });

  it("blames no voice whose audio had come while this process stood still", () => {
    const { clock, voice, speaking, told } = setUp({ ttfbMs: 1_005 });
    speaking.warm();
    clock.advance(100);
    speaking.speak(1, "Hello.");
    speaking.finish(1);
    clock.advance(900);
    clock.block(600);
    clock.advance(3_000);
    expect(voice.streams.length).toBe(1);
    expect(told.at(-1)).toBe("1 finished");
    expect(told.some((one) => one.startsWith("lost"))).toBe(false);
  });

  it("tries another connection when the first audio takes over a second, and gives the answer up two seconds later", () => {
    const { clock, voice, speaking, told } = setUp();
    speaking.warm();
    clock.advance(100);
    voice.mute = true;
    speaking.speak(1, "Hello.");
    clock.advance(5_000);
    expect(told).toEqual([]);
    speaking.finish(1);
    clock.advance(1_100);
    expect(voice.streams.length).toBe(2);
    expect(spokenOn(voice.current())).toBe("Hello.");
    clock.advance(1_500);
    expect(told.some((one) => one.includes("failed"))).toBe(false);
    clock.advance(500);
    expect(told).toEqual([
      "lost: The voice gave no audio in time.",
      "recovered after 50",
      "1 failed: The voice gave no audio in time.",
    ]);
    voice.mute = false;
    speaking.speak(2, "Sorry.");
    speaking.finish(2);
    clock.advance(2_000);
    expect(told.at(-1)).toBe("2 finished");
  });

  it("does not give up a second answer for the time the first one took", () => {
    const { clock, speaking, told } = setUp({ speed: 1 });
    speaking.speak(1, LONG);
    speaking.finish(1);
    speaking.speak(2, LONG);
    speaking.finish(2);
    clock.advance(30_000);
    expect(told.filter((one) => !one.includes("first audio"))).toEqual(["1 finished", "2 finished"]);
  });

  it("says the rest again when the audio stops in mid-answer", () => {
    const { clock, voice, speaking, told } = setUp();
    speaking.speak(1, LONG);
    speaking.finish(1);
    clock.advance(400);
    voice.mute = true;
    clock.advance(2_900);
    voice.mute = false;
    clock.advance(6_000);
    expect(told).toContain("lost: The voice stopped in mid-answer.");
    expect(told.at(-1)).toBe("1 finished");
    expect(speaking.stats.respoken).toBe(1);
  });

  it("fails the answer at once when the voice refuses for good, and after some tries when it cannot be had", () => {
    const { clock, voice, speaking, told } = setUp();
    voice.refuse(1, false);
    speaking.speak(1, "Hello.");
    clock.advance(100);
    expect(told).toEqual(["1 failed: refused"]);
    voice.refuse(10);
    speaking.speak(2, "Hello.");
    clock.advance(3_000);
    expect(told.slice(1)).toEqual(["lost: refused", "2 failed: refused"]);
    expect(voice.streams.length).toBe(5);
  });

  it("gives up an answer that every connection breaks off", () => {
    const { clock, voice, speaking, told, audioMs } = setUp();
    speaking.speak(1, LONG);
    speaking.finish(1);
    for (let i = 0; i < 1_000; i++) {
      clock.advance(10);
      if ((audioMs.get(1) ?? 0) === 0) continue;
      audioMs.delete(1);
      voice.current().lose("reset");
    }
    expect(told.at(-1)).toBe("1 failed: reset");
    expect(voice.streams.length).toBe(4);
  });

  it("lets an idle connection go without a word and opens another with the next text", () => {
    const { clock, voice, speaking, told } = setUp();
    speaking.warm();
    clock.advance(100);
    voice.current().lose("idle");
    clock.advance(60_000);
    expect(voice.streams.length).toBe(1);
    speaking.speak(1, "Still there?");
    speaking.finish(1);
    clock.advance(3_000);
    expect(told).toEqual(["1 first audio after 250", "1 finished"]);
  });

  it("finishes an answer without text", () => {
    const { clock, voice, speaking, told } = setUp();
    speaking.finish(1);
    expect(told).toEqual([]);
    clock.advance(1);
    expect(told).toEqual(["1 finished"]);
    expect(voice.streams.length).toBe(0);
  });

  it("says nothing after close and leaves nothing running", () => {
    const { clock, voice, speaking, told } = setUp();
    speaking.speak(1, LONG);
    speaking.finish(1);
    clock.advance(100);
    speaking.close();
    speaking.speak(2, "Hello?");
    clock.advance(5_000);
    expect(told).toEqual([]);
    expect(voice.current().isClosed).toBe(true);
    expect(clock.pendingTimers()).toBe(0);
  });
});
