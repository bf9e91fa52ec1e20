import { expect, test } from "vitest";
import { framesWorklet } from "./frames-worklet";

const RATE = 8_000;

type Processor = {
  port: {
    onmessage: ((event: { data: unknown }) => void) | null;
    posted: { kind: string; samples: Float32Array | number }[];
  };
  process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean;
};

/** The processors as a sound thread has them, with the very text that a browser gets. */
function load(): Record<string, new () => Processor> {
  const registered: Record<string, new () => Processor> = {};
  class AudioWorkletProcessor {
    port = {
      onmessage: null,
      posted: [] as unknown[],
      postMessage: (message: unknown) => void this.port.posted.push(message),
    };
  }
  const run = new Function("globals", `(${framesWorklet.toString()})(globals)`) as (globals: unknown) => void;
  run({
    AudioWorkletProcessor,
    sampleRate: RATE,
    registerProcessor: (name: string, processor: new () => Processor) => (registered[name] = processor),
  });
  return registered;
}

function player() {
  const processor = new (load()["aybiza-play"]!)();
  const play = (ms: number, value: number) =>
    processor.port.onmessage?.({ data: { kind: "play", samples: new Float32Array((RATE * ms) / 1000).fill(value) } });
  const listen = (ms: number) => {
    const heard: number[] = [];
    for (let at = 0; at < (RATE * ms) / 1000; at += 80) {
      const output = new Float32Array(80);
      processor.process([], [[output]]);
      heard.push(...output);
    }
    return heard;
  };
  return { processor, play, listen };
}
const msOf = (heard: number[], value: number) => (heard.filter((sample) => sample === value).length * 1000) / RATE;

test("sound waits until 60 ms are there, then plays whole", () => {
  const { play, listen } = player();
  play(40, 0.5);
  expect(msOf(listen(100), 0.5)).toBe(0);
  play(40, 0.5);
  expect(msOf(listen(100), 0.5)).toBe(80);
});

test("having run dry it waits for 60 ms again, so that it does not stutter", () => {
  const { play, listen } = player();
  play(60, 0.5);
  listen(100);
  play(20, 0.25);
  expect(msOf(listen(100), 0.25)).toBe(0);
  play(40, 0.25);
  expect(msOf(listen(100), 0.25)).toBe(60);
});

test("what piles up is dropped, oldest first, and what is cleared is never heard", () => {
  const { play, listen, processor } = player();
  for (let i = 0; i < 40; i++) play(20, 0.5);
  play(20, 0.25);
  const heard = listen(1000);
  expect(msOf(heard, 0.5) + msOf(heard, 0.25)).toBeLessThanOrEqual(400);
  expect(msOf(heard, 0.25)).toBe(20);
  play(300, 0.75);
  processor.port.onmessage?.({ data: { kind: "clear" } });
  expect(msOf(listen(400), 0.75)).toBe(0);
});

test("what a microphone hears comes in pieces of 20 ms, silence without one", () => {
  const processor = new (load()["aybiza-capture"]!)();
  for (let i = 0; i < 5; i++) processor.process([[new Float32Array(128).fill(0.5)]], []);
  for (let i = 0; i < 5; i++) processor.process([[]], []);
  const pieces = processor.port.posted.map(({ samples }) => samples as Float32Array);
  expect(pieces.map((piece) => piece.length)).toEqual(Array.from({ length: 8 }, () => 160));
  expect(pieces[0]?.every((sample) => sample === 0.5)).toBe(true);
  expect(pieces[7]?.every((sample) => sample === 0)).toBe(true);
});
