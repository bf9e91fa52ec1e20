import { describe, expect, it } from "vitest";
import { isDatabaseUnavailable } from "./unavailable";

const withCode = (code: string) => Object.assign(new Error("x"), { code });

describe("isDatabaseUnavailable", () => {
  it.each(["57P01", "57P03", "53300", "08006", "ECONNREFUSED", "ECONNRESET", "P1001", "P2024"])(
    "is true for %s",
    (code) => {
      expect(isDatabaseUnavailable(withCode(code))).toBe(true);
    },
  );

  it.each(["23505", "42501", "22P02", "40001", "P2002", "P2025"])("is false for %s", (code) => {
    expect(isDatabaseUnavailable(withCode(code))).toBe(false);
  });

  it("looks through causes, groups of errors and Prisma's wrapping", () => {
    expect(isDatabaseUnavailable(new Error("a", { cause: new Error("b", { cause: withCode("ECONNREFUSED") }) }))).toBe(
      true,
    );
    expect(isDatabaseUnavailable(new AggregateError([withCode("23505"), withCode("ECONNREFUSED")]))).toBe(true);
    const wrapped = { code: "P2010", meta: { driverAdapterError: { cause: { originalCode: "57P01" } } } };
    expect(isDatabaseUnavailable(wrapped)).toBe(true);
  });

  it("is false for what is no error, and does not run in circles", () => {
    const circle: { cause?: unknown } = {};
    circle.cause = circle;
    for (const thing of [null, undefined, "ECONNREFUSED", 57, {}, circle])
      expect(isDatabaseUnavailable(thing)).toBe(false);
  });
});
