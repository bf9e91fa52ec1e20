import { describe, expect, it } from "vitest";

import { noise, silence, speechLike } from "../testing/audio-samples";
import { createVoiceActivity, observeAudio, observeFilledSilence } from "./voice-activity";
import type { VoiceActivity, VoiceChange } from "./voice-activity";

type Heard = { change: VoiceChange; atMs: number };

function hear(state: VoiceActivity, audio: Uint8Array): Heard[] {
  const heard: Heard[] = [];
  for (let at = 0; at < audio.length; at += 160) {
    const change = observeAudio(state, audio.subarray(at, at + 160));
    if (change !== "none") heard.push({ change, atMs: state.streamMs });
  }
  return heard;
}

function mixed(speech: Uint8Array, background: Uint8Array): Uint8Array {
  return speech.map((byte, i) => (byte === 0xff ? (background[i] ?? byte) : byte));
}

describe("the voice detector", () => {
  it("tells the start within 80 ms and the end 300 ms after the last sound", () => {
    const state = createVoiceActivity();
    const heard = hear(state, Buffer.concat([silence(1_000), speechLike(1_200), silence(1_000)]));
    expect(heard.map(({ change }) => change)).toEqual(["started", "ended"]);
    expect(heard[0]?.atMs).toBeLessThanOrEqual(1_080);
    expect(state.speechStartMs).toBeGreaterThanOrEqual(1_000);
    expect(state.speechStartMs).toBeLessThanOrEqual(1_040);
    expect(state.lastSpeechEndMs).toBeGreaterThanOrEqual(2_140);
    expect(state.lastSpeechEndMs).toBeLessThanOrEqual(2_200);
    expect(heard[1]?.atMs).toBe(state.lastSpeechEndMs + 300);
  });

  it("does not take a click for speech", () => {
    const state = createVoiceActivity();
    expect(hear(state, Buffer.concat([silence(500), speechLike(40), silence(500)]))).toEqual([]);
    expect(state.lastSpeechEndMs).toBe(-1);
  });

  it("does not add clicks up to speech", () => {
    const state = createVoiceActivity();
    const clicks = Buffer.concat(Array.from({ length: 20 }, () => Buffer.concat([speechLike(40), silence(100)])));
    expect(hear(state, Buffer.concat([silence(500), clicks]))).toEqual([]);
  });

  it("bridges the pauses between words", () => {
    const state = createVoiceActivity();
    const words = Buffer.concat([speechLike(400), silence(200), speechLike(400), silence(200), speechLike(400)]);
    expect(hear(state, Buffer.concat([silence(500), words, silence(600)])).length).toBe(2);
  });

  it("learns a noisy line within some seconds and then hears speech above it, not the noise", () => {
    const state = createVoiceActivity();
    hear(state, noise(6_000, 900));
    expect(state.speaking).toBe(false);
    expect(hear(state, noise(4_000, 900, 7))).toEqual([]);
    const speech = mixed(Buffer.concat([speechLike(1_000, 12_000), silence(1_000)]), noise(2_000, 900, 3));
    expect(hear(state, speech).map(({ change }) => change)).toEqual(["started", "ended"]);
  });

  it("hears soft speech on a quiet line", () => {
    const state = createVoiceActivity();
    const heard = hear(state, Buffer.concat([noise(1_000, 40), speechLike(1_000, 900)]));
    expect(heard.map(({ change }) => change)).toEqual(["started"]);
  });

  it("keeps hearing a person who talks for long", () => {
    const state = createVoiceActivity();
    const heard = hear(state, Buffer.concat([silence(500), speechLike(20_000)]));
    expect(heard.map(({ change }) => change)).toEqual(["started"]);
  });

  it("ends speech on filled-in silence and counts it as time", () => {
    const state = createVoiceActivity();
    hear(state, Buffer.concat([silence(200), speechLike(600)]));
    expect(observeFilledSilence(state, 400)).toBe("ended");
    expect(state.streamMs).toBe(1_200);
    expect(state.lastSpeechEndMs).toBeLessThanOrEqual(800);
  });

  it("judges long buffers as it judges frames", () => {
    const audio = Buffer.concat([silence(1_000), speechLike(700), silence(80)]);
    const byFrame = createVoiceActivity();
    hear(byFrame, audio);
    const atOnce = createVoiceActivity();
    observeAudio(atOnce, audio);
    expect(atOnce).toEqual(byFrame);
  });
});
