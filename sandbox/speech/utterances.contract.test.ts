import { createCipheriv } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Recogniser } from "./recogniser";
import { registerUtterance } from "./utterances";

const MEGABYTE = 1024 * 1024;

/** A megabyte: two seconds of sound of its own, with one word at its start, and then silence. */
function recording(seed: number) {
  const cipher = createCipheriv("aes-128-ctr", Buffer.alloc(16, seed & 0xff), Buffer.alloc(16, seed >> 8));
  const audio = new Uint8Array(MEGABYTE).fill(0xff);
  audio.set(cipher.update(Buffer.alloc(16_000)));
  return { audio, words: [{ word: `recording-${seed}`, startMs: 0, endMs: 500 }] };
}

function hear(audio: Uint8Array): string {
  return new Recogniser()
    .push(audio.subarray(0, 8000))
    .map(({ word }) => word)
    .join(" ");
}

describe("known utterances", () => {
  it("are forgotten beyond 40 MB, those first that were not used the longest", () => {
    const recordings = Array.from({ length: 42 }, (_, seed) => recording(seed));
    for (const { audio, words } of recordings.slice(0, 39)) registerUtterance({ audio, words });
    registerUtterance(recordings[0]!);
    for (const { audio, words } of recordings.slice(39)) registerUtterance({ audio, words });
    const heard = [0, 1, 2, 3, 4, 20, 41].map((at) => hear(recordings[at]!.audio) !== "");
    expect(heard).toEqual([true, false, false, true, true, true, true]);
  });

  it("are told apart by the one used last when they sound the same", () => {
    const { audio } = recording(1000);
    const spelled = (word: string) => ({ key: word, audio, words: [{ word, startMs: 0, endMs: 500 }] });
    registerUtterance(spelled("four"));
    registerUtterance(spelled("4"));
    expect(hear(audio)).toBe("4");
    registerUtterance(spelled("four"));
    expect(hear(audio)).toBe("four");
  });
});
