import { expect, test } from "vitest";
import { knownMatters, mattersIn } from "./matters";

const FIELDS = { departments: ["Front desk", "Office"], skills: ["Refunds", "Root canals", "Español"] };

test.each([
  ["I want a refund for the root canal", { department: null, skills: ["Refunds", "Root canals"] }],
  ["Put me through to your front desk", { department: "Front desk", skills: [] }],
  ["The front door is locked, and I have a canal boat", { department: null, skills: [] }],
  ["¿Habla ESPAÑOL?", { department: null, skills: ["Español"] }],
])("%s", (said, expected) => expect(mattersIn([said], FIELDS)).toEqual(expected));

test("of what somebody names, what the business does not have counts for nothing", () => {
  expect(knownMatters({ department: " office", skills: ["refunds", "Surgery"] }, FIELDS)).toEqual({
    department: "Office",
    skills: ["Refunds"],
  });
});
