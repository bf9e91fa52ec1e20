import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accountIdFrom, isSpeakableCode, userCodeFrom } from "./speakable-code";

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

describe("speakable codes", () => {
  it("have their form, no character that sounds or looks like another, and check themselves", () => {
    fc.assert(
      fc.property(bytes(11), (random) => {
        const code = accountIdFrom(random);
        expect(code).toMatch(/^AYB(-[A-HJ-NP-Z2-9]{4}){3}$/);
        expect(isSpeakableCode(code)).toBe(true);
        expect(isSpeakableCode(code.toLowerCase())).toBe(true);
      }),
    );
    expect(userCodeFrom(new Uint8Array(9))).toMatch(/^USR-[A-HJ-NP-Z2-9]{10}$/);
    expect(() => userCodeFrom(new Uint8Array(8))).toThrow(RangeError);
  });

  it("notice any one wrong character", () => {
    fc.assert(
      fc.property(
        bytes(9),
        fc.nat(9),
        fc.constantFrom(..."ABCDEFGHJKLMNPQRSTUVWXYZ23456789"),
        (random, place, wrong) => {
          const code = userCodeFrom(random);
          const index = 4 + place;
          fc.pre(code[index] !== wrong);
          expect(isSpeakableCode(code.slice(0, index) + wrong + code.slice(index + 1))).toBe(false);
        },
      ),
    );
  });

  it("notice what is none", () => {
    for (const text of ["", "AYB-AAAA", "USR-OOOOOOOOOO", "XYZ-AAAA-AAAA-AAAA"])
      expect(isSpeakableCode(text)).toBe(false);
  });
});
