import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { AudioQueue } from "./playout-audio-queue";

describe("the queue of unsent audio", () => {
  it("gives back what was put in, in order, however it is cut up", () => {
    const sizes = fc.array(fc.nat(300), { maxLength: 200 });
    fc.assert(
      fc.property(sizes, fc.array(fc.nat(500), { maxLength: 200 }), (pushed, taken) => {
        const queue = new AudioQueue();
        let next = 0;
        const given: Uint8Array[] = [];
        const back: Uint8Array[] = [];
        for (let i = 0; i < Math.max(pushed.length, taken.length); i++) {
          const piece = Uint8Array.from({ length: pushed[i] ?? 0 }, () => next++ & 0xff);
          queue.push(piece);
          given.push(piece);
          back.push(queue.take(Math.min(queue.bytes, taken[i] ?? 0)));
        }
        back.push(queue.take(queue.bytes));
        expect(Buffer.compare(Buffer.concat(back), Buffer.concat(given))).toBe(0);
        expect(queue.bytes).toBe(0);
      }),
    );
  });

  it("stays right over many small pieces that wait together", () => {
    const queue = new AudioQueue();
    for (let i = 0; i < 500; i++) queue.push(Uint8Array.of(i & 0xff, i >> 8));
    for (let i = 0; i < 400; i++) expect([...queue.take(2)]).toEqual([i & 0xff, i >> 8]);
    expect(queue.bytes).toBe(200);
  });

  it("copies nothing while a message lies within one piece", () => {
    const queue = new AudioQueue();
    const piece = new Uint8Array(1_000);
    queue.push(piece);
    expect(queue.take(400).buffer).toBe(piece.buffer);
    expect(queue.take(600).buffer).toBe(piece.buffer);
  });
});
