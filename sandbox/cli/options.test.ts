import { describe, expect, it } from "vitest";
import { readOptions, UsageError } from "./options";

describe("the command line", () => {
  it("keeps lines, recordings and keys in the order in which they were given", () => {
    expect(readOptions(["--say", "one", "--dtmf", "12#", "--wav", "a.wav", "--say", "two"])).toMatchObject({
      lines: [
        { kind: "say", text: "one" },
        { kind: "dtmf", digits: "12#" },
        { kind: "wav", file: "a.wav" },
        { kind: "say", text: "two" },
      ],
      timeoutMs: 180_000,
      isJson: false,
    });
  });

  it("reads numbers with their units", () => {
    expect(readOptions(["--interrupt-after", "800", "--timeout", "5"])).toMatchObject({
      interruptAfterMs: 800,
      timeoutMs: 5_000,
    });
  });

  it.each([
    [["--shout", "hey"]],
    [["--say", "…"]],
    [["--dtmf", "xyz"]],
    [["--timeout", "soon"]],
    [["--interactive", "--json"]],
    [["hello"]],
  ])("refuses %j", (args) => {
    expect(() => readOptions(args)).toThrow(UsageError);
  });

  it("helps", () => {
    expect(readOptions(["--help"])).toBe("help");
  });
});
