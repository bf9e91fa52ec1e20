import fc from "fast-check";
import { expect, test } from "vitest";
import { IncomingPackets } from "./incoming-packets";

const frame = (value: number) => new Uint8Array(160).fill(value);

function receive(numbers: readonly number[]) {
  const values: number[] = [];
  const packets = new IncomingPackets((mulaw) => values.push(mulaw[0] ?? -1));
  for (const number of numbers) packets.push(number & 0xffff, frame(number & 0x7f));
  return values;
}

test("packets pass in order, over the end of their numbers too", () => {
  const numbers = Array.from({ length: 50 }, (_, i) => 65_520 + i);
  expect(receive(numbers)).toEqual(numbers.map((number) => number & 0x7f));
});

test("two that came the wrong way round are put right, and a repeated one passes once", () => {
  expect(receive([1, 2, 4, 3, 4, 5, 3, 6])).toEqual([1, 2, 3, 4, 5, 6]);
});

test("a lost one is silence of its length once it is certainly lost", () => {
  expect(receive([1, 2, 4, 5, 6, 7])).toEqual([1, 2, 0xff, 4, 5, 6, 7]);
});

test("after a long gap it goes on where the sender does", () => {
  expect(receive([1, 2, 300, 301])).toEqual([1, 2, 300 & 0x7f, 301 & 0x7f]);
});

test("whatever comes, sound is never put out twice and never more than there was time for", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(40), { maxLength: 80 }), (numbers) => {
      const values = receive(numbers).filter((value) => value !== 0xff);
      expect(new Set(values).size).toBe(values.length);
      expect([...values]).toEqual([...values].sort((a, b) => a - b));
    }),
  );
});

test("what is no sound of a telephone's is left out", () => {
  const values: number[] = [];
  const packets = new IncomingPackets((mulaw) => values.push(mulaw.length));
  packets.push(1, new Uint8Array(0));
  packets.push(1, new Uint8Array(5000));
  packets.push(1, frame(1));
  expect(values).toEqual([160]);
});
