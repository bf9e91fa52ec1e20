import { describe, expect, it } from "vitest";
import { FRAME_MS, SILENCE_FRAME, silence, tone } from "../audio/frames";
import { Ear } from "./ear";

/** Lets an ear hear stretches of sound and silence, in milliseconds, and notes what it says about them. */
function listen(): {
  ear: Ear;
  notes: string[];
  sound: (ms: number) => void;
  quiet: (ms: number) => void;
  nowMs: () => number;
} {
  const notes: string[] = [];
  let nowMs = 0;
  const ear = new Ear(800, {
    started: (atMs, talkedOver) => notes.push(`start ${Math.round(atMs)}${talkedOver ? " talked over" : ""}`),
    ended: ({ startedAtMs, endedAtMs }) => notes.push(`end ${Math.round(startedAtMs)}-${Math.round(endedAtMs)}`),
  });
  const play = (audio: Buffer): void => {
    for (let offset = 0; offset < audio.length; offset += 160) {
      ear.hear(audio.subarray(offset, offset + 160), nowMs);
      nowMs += FRAME_MS;
    }
  };
  return {
    ear,
    notes,
    sound: (ms) => play(tone([400], ms)),
    quiet: (ms) => {
      for (let passed = 0; passed < ms; passed += FRAME_MS, nowMs += FRAME_MS) ear.hear(SILENCE_FRAME, nowMs);
    },
    nowMs: () => nowMs,
  };
}

describe("hearing by energy", () => {
  it("finds the first and the last audible sample inside a frame", () => {
    const { ear, notes } = listen();
    ear.hear(Buffer.concat([silence(10), tone([400], 10)]), 100);
    ear.hear(Buffer.concat([tone([400], 5), silence(15)]), 120);
    ear.close();
    expect(notes).toEqual(["start 110", "end 110-125"]);
  });

  it("takes pauses between words as part of the speech and a longer silence as its end", () => {
    const { notes, sound, quiet } = listen();
    sound(400);
    quiet(300);
    sound(300);
    quiet(1_000);
    expect(notes).toHaveLength(2);
    expect(notes[1]).toBe("end 0-1000");
  });

  it("begins a new stretch for the answer when the listener has just finished talking", () => {
    const { ear, notes, sound, quiet, nowMs } = listen();
    sound(400);
    quiet(200);
    ear.expectAnswer(nowMs());
    quiet(200);
    sound(200);
    expect(notes[1]).toMatch(/^end 0-400$/);
    expect(notes[2]).toMatch(/^start 80\d$/);
  });

  it("does not take the tail of what was interrupted for an answer", () => {
    const { ear, notes, sound, quiet, nowMs } = listen();
    sound(400);
    ear.expectAnswer(nowMs());
    sound(100);
    quiet(140);
    sound(100);
    expect(notes).toEqual(["start 0"]);
    quiet(400);
    sound(100);
    expect(notes).toHaveLength(3);
  });

  it("takes an agent that talks on and on as answering, but with no delay to measure", () => {
    const { ear, notes, sound, nowMs } = listen();
    sound(400);
    ear.expectAnswer(nowMs());
    sound(2_000);
    expect(notes[2]).toMatch(/talked over$/);
  });
});
