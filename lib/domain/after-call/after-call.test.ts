import { describe, expect, test } from "vitest";
import { AfterCallCondition, type StepParameter } from "@/lib/contracts/after-call";
import type { FinishedCall } from "./call-facts";
import { whyNot } from "./condition";
import { mapInput } from "./map-input";
import { piecesOf, unknownPieces } from "./template";

const CALL: FinishedCall = {
  direction: "inbound",
  isAnswered: true,
  outcome: "not_settled",
  timeZone: "America/Los_Angeles",
  facts: {
    caller_number: "+14155550134",
    summary: "The caller's sink leaks.",
    started: { atMs: Date.parse("2026-12-01T18:05:00Z") },
    seconds: 100,
    resolved: false,
  },
  fields: { make: "Opel {summary}", count: "1,250", urgent: "yes" },
  labels: { make: "Make of the car", count: "How many", urgent: "Urgent", colour: "Colour" },
};
const parameter = (change: Partial<StepParameter> = {}): StepParameter => ({
  ...{ name: "subject", description: "", type: "text", options: [], required: true },
  ...change,
});
const map = (value: string, change: Partial<StepParameter> = {}, ifMissing: "empty" | "skip" = "empty") =>
  mapInput([parameter(change)], [{ parameter: change.name ?? "subject", value, ifMissing }], CALL);

describe("what goes into a parameter", () => {
  test("fixed words with pieces of the call, put in once: a piece within a caller's words is words", () => {
    expect(map("{field.make} from {caller_number}: {summary}").input).toEqual({
      subject: "Opel {summary} from +14155550134: The caller's sink leaks.",
    });
  });

  test("braces that hold no piece are words, and mistyped ones are named", () => {
    expect(map('{"a": {summery}}').input).toEqual({ subject: '{"a": {summery}}' });
    expect(unknownPieces("{summery} {field.model} {summary} {field.make}", new Set(["make"]))).toEqual([
      "{summery}",
      "{field.model}",
    ]);
    expect(piecesOf("a{call_id}")).toEqual([
      { kind: "words", text: "a" },
      { kind: "fact", fact: "call_id" },
    ]);
  });

  test("a piece that is missing leaves nothing, or skips the step with why", () => {
    expect(map("Car: {field.colour}").input).toEqual({ subject: "Car:" });
    expect(map("Car: {field.colour}", {}, "skip").skip).toBe("“Colour” is not known of this call.");
    expect(map("{caller_name}").skip).toMatch(/^Subject is needed, and “The caller’s name” is not known/);
    expect(map("{caller_name}", { required: false })).toMatchObject({ skip: null, problem: null, input: {} });
  });

  test.each([
    ["number", "{field.count}", 1250],
    ["whole_number", "{seconds}", 100],
    ["yes_no", "{field.urgent}", true],
    ["yes_no", "{resolved}", false],
    ["date", "{started}", "2026-12-01"],
    ["date_time", "{started}", "2026-12-01T10:05"],
    ["choice", "HIGH", "high"],
    ["text", "{started}", "Dec 1, 2026, 10:05 AM (America/Los_Angeles)"],
  ] as const)("%s from %s", (type, value, wanted) => {
    expect(map(value, { type, options: ["low", "high"] }).input).toEqual({ subject: wanted });
  });

  test.each([
    ["number", "about ten", "Subject: “about ten” is no number."],
    ["whole_number", "1.5", "Subject: “1.5” is no whole number."],
    ["yes_no", "maybe", "Subject: “maybe” is neither yes nor no."],
    ["date", "tomorrow", "Subject: “tomorrow” is no date such as 2026-12-31."],
    ["date_time", "at three", "Subject: “at three” is no date and time such as 2026-12-31T14:30."],
    ["choice", "urgent", "Subject: “urgent” is none of low, high."],
  ] as const)("%s that does not fit is told in words", (type, value, problem) => {
    const mapped = map(value, { type, options: ["low", "high"] });
    expect([mapped.problem, mapped.input]).toEqual([problem, {}]);
  });

  test("a text is cut where the action would not take more", () => {
    expect(String(map("x".repeat(1600)).input.subject)).toHaveLength(1000);
  });

  test("a detail that the action does not have any more is told", () => {
    const mapping = [{ parameter: "old_name", value: "x", ifMissing: "empty" as const }];
    expect(mapInput([parameter({ required: false })], mapping, CALL).problem).toMatch(/^Old name is no detail/);
  });
});

describe("which calls a step is for", () => {
  const why = (condition: object, call: Partial<FinishedCall> = {}) =>
    whyNot(AfterCallCondition.parse(condition), { ...CALL, ...call });
  test.each<[object, Partial<FinishedCall>, string | null]>([
    [{}, {}, null],
    [{}, { isAnswered: false }, "Nobody answered this call."],
    [{ calls: "missed" }, {}, "This call was answered."],
    [{ calls: "missed" }, { isAnswered: false, outcome: null }, null],
    [{ calls: "any" }, { isAnswered: false, outcome: null }, null],
    [{ direction: "outbound" }, {}, "This is an incoming call."],
    [{ outcomes: ["settled"] }, {}, "This call came out as: not settled."],
    [{ outcomes: ["settled", "not_settled"] }, {}, null],
    [{ outcomes: ["settled"] }, { outcome: null }, "It is not known how this call came out."],
    [{ fields: [{ field: "make", is: "found" }] }, {}, null],
    [{ fields: [{ field: "colour", is: "found" }] }, {}, "“Colour” was not found in this call."],
    [{ fields: [{ field: "make", is: "not_found" }] }, {}, "“Make of the car” was found in this call."],
    [{ fields: [{ field: "urgent", is: "equal", value: " YES" }] }, {}, null],
    [{ fields: [{ field: "urgent", is: "equal", value: "no" }] }, {}, "“Urgent” is “yes” in this call."],
    [{ fields: [{ field: "urgent", is: "not_equal", value: "no" }] }, {}, null],
    [{ fields: [{ field: "colour", is: "not_equal", value: "red" }] }, {}, null],
  ])("%j %j", (condition, call, wanted) => {
    expect(why(condition, call)).toBe(wanted);
  });
});
