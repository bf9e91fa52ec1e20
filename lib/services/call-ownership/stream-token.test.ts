import fc from "fast-check";
import { expect, test } from "vitest";
import { createStreamToken, readStreamToken } from "./stream-token";

const secret = "only-for-tests";
const claims = fc.record({ organizationId: fc.uuid(), callId: fc.uuid(), epoch: fc.integer({ min: 0, max: 255 }) });

test("a token says whose it is, is the same each time, and fits a stream's parameters", () => {
  fc.assert(
    fc.property(claims, (each) => {
      const token = createStreamToken(each, secret);
      expect(token).toBe(createStreamToken(each, secret));
      expect(token.length).toBeLessThan(100);
      expect(readStreamToken(token, secret)).toEqual(each);
    }),
  );
});

test("a token changed anywhere, cut, extended or signed by another is none of ours", () => {
  fc.assert(
    fc.property(claims, fc.nat(86), fc.constantFrom(..."AZaz09-_"), (each, at, character) => {
      const token = createStreamToken(each, secret);
      const changed = token.slice(0, at) + character + token.slice(at + 1);
      const same = Buffer.from(changed, "base64url").equals(Buffer.from(token, "base64url"));
      expect(readStreamToken(changed, secret) === null).toBe(!same);
      expect(readStreamToken(token, "another")).toBeNull();
      expect(readStreamToken(token.slice(1), secret)).toBeNull();
      expect(readStreamToken(`${token}A`, secret)).toBeNull();
    }),
  );
  expect(readStreamToken("", secret)).toBeNull();
});
