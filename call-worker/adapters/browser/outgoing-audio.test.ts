import fc from "fast-check";
import { expect, test } from "vitest";
import { OutgoingAudio } from "./outgoing-audio";

/** Sends frames every 20 ms until nothing is left; returns all bytes and when each mark was reached. */
function play(audio: OutgoingAudio, playoutMs: number) {
  const bytes: number[] = [];
  const reached: [string, number][] = [];
  let nowMs = 0;
  for (let left = 60; left > 0; nowMs += 20) {
    if (audio.queuedBytes === 0) left -= 1;
    bytes.push(...audio.nextFrame(nowMs, playoutMs));
    for (const name of audio.reached(nowMs)) reached.push([name, nowMs]);
  }
  return { bytes, reached };
}

test("what is sent in pieces of any size is played in order, in frames of 20 ms, then silence", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ minLength: 1, maxLength: 700 }), { maxLength: 8 }), (pieces) => {
      const audio = new OutgoingAudio();
      for (const piece of pieces) audio.push(piece);
      const all = pieces.flatMap((piece) => [...piece]);
      const { bytes } = play(audio, 0);
      expect(bytes.length % 160).toBe(0);
      expect(bytes.slice(0, all.length)).toEqual(all);
      expect(bytes.slice(all.length).every((byte) => byte === 0xff)).toBe(true);
    }),
  );
});

test("a mark is reached when the sound before it has been sent, has arrived and been played", () => {
  const audio = new OutgoingAudio();
  audio.mark("at once");
  audio.push(new Uint8Array(1600).fill(1)); // 200 ms
  audio.mark("after 200");
  audio.push(new Uint8Array(800).fill(2));
  audio.mark("after 300");
  const { reached } = play(audio, 100);
  expect(reached.map(([name]) => name)).toEqual(["at once", "after 200", "after 300"]);
  const at = Object.fromEntries(reached);
  expect(at["after 200"]).toBe(300);
  expect(at["after 300"]).toBe(400);
});

test("clear forgets what is unsent and returns what was not reached, sent or not, in order", () => {
  const audio = new OutgoingAudio();
  audio.push(new Uint8Array(160).fill(1));
  audio.mark("sent");
  audio.push(new Uint8Array(8000).fill(1));
  audio.mark("unsent");
  audio.nextFrame(0, 100);
  expect(audio.clear()).toEqual(["sent", "unsent"]);
  expect(audio.queuedBytes).toBe(0);
  expect([...audio.nextFrame(20, 100)].every((byte) => byte === 0xff)).toBe(true);
  expect(audio.reached(10_000)).toEqual([]);
});

test("the caller's buffer may be used again at once", () => {
  const audio = new OutgoingAudio();
  const piece = new Uint8Array(160).fill(1);
  audio.push(piece);
  piece.fill(9);
  expect(audio.nextFrame(0, 0)[0]).toBe(1);
});
