import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { seal, unseal } from "./seal";

const key = randomBytes(32);

it("opens what it sealed, and never seals the same way twice", () => {
  const first = seal(key, "test", "a secret, ü 🙂");
  expect(unseal(key, "test", first)).toBe("a secret, ü 🙂");
  expect(seal(key, "test", "a secret, ü 🙂")).not.toBe(first);
  expect(first).not.toContain("secret");
});

it("refuses another key, another purpose, and anything that was changed or cut off", () => {
  const sealed = seal(key, "test", "a secret");
  expect(() => unseal(randomBytes(32), "test", sealed)).toThrow();
  expect(() => unseal(key, "other", sealed)).toThrow();
  const bytes = Buffer.from(sealed, "base64url");
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => unseal(key, "test", changed.toString("base64url"))).toThrow();
  }
  expect(() => unseal(key, "test", sealed.slice(0, 20))).toThrow();
});
