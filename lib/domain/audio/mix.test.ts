import fc from "fast-check";
import { expect, test } from "vitest";
import { mixMulaw } from "./mix";
import { linearToMulaw, MULAW_SILENCE, MULAW_TO_LINEAR } from "./mulaw";

const frame = (...samples: number[]) => Uint8Array.from(samples, linearToMulaw);
const linear = (mulaw: Uint8Array | null) => [...(mulaw ?? [])].map((byte) => MULAW_TO_LINEAR[byte]);
const into = () => new Uint8Array(3);

test("what both say adds up, and what is too loud is as loud as can be, without wrapping round", () => {
  expect(linear(mixMulaw(frame(1_000, -8_000, 20_000), frame(1_000, 8_000, 30_000), into()))).toEqual([
    MULAW_TO_LINEAR[linearToMulaw(2_000)],
    0,
    32_124,
  ]);
});

test("a side that is silent changes nothing, whether it is none or silence", () => {
  const said = frame(500, -700, 12_000);
  expect(mixMulaw(said, null, into())).toBe(said);
  expect(mixMulaw(null, said, into())).toBe(said);
  expect(mixMulaw(null, null, into())).toBeNull();
  expect(linear(mixMulaw(said, new Uint8Array(3).fill(MULAW_SILENCE), into()))).toEqual(linear(said));
});

test("it makes no difference who is who, and nothing is changed but the buffer", () => {
  const side = fc.uint8Array({ minLength: 20, maxLength: 20 });
  fc.assert(
    fc.property(side, side, (one, other) => {
      const before = [Uint8Array.from(one), Uint8Array.from(other)];
      expect(mixMulaw(one, other, new Uint8Array(20))).toEqual(mixMulaw(other, one, new Uint8Array(20)));
      expect([one, other]).toEqual(before);
    }),
  );
});
