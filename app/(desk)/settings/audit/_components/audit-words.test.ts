import { expect, test } from "vitest";
import { actionWords, changesOf, shown } from "./audit-words";

test("actions read as words", () => {
  expect(actionWords("member.role_changed")).toBe("Member role changed");
  expect(actionWords("api_key.created")).toBe("API key created");
});

test("a change names each field that was or is there", () => {
  expect(changesOf({ before: { role: "viewer" }, after: { role: "admin", days: 3 }, reason: "x" })).toEqual([
    { name: "role", before: "viewer", after: "admin" },
    { name: "days", before: undefined, after: 3 },
  ]);
  expect(changesOf({ before: ["a"], after: "b" })).toEqual([]);
  expect([undefined, false, 0, { a: 1 }].map(shown)).toEqual(["nothing", "no", "0", '{"a":1}']);
});
