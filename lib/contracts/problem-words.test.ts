import { expect, test } from "vitest";
import { z } from "zod";
import { useProblemWords } from "./problem-words";

useProblemWords();

test.each([
  [z.object({ a: z.string() }), {}, "this is missing"],
  [z.object({ a: z.string().min(1) }), { a: "" }, "this is missing"],
  [z.object({ a: z.int().min(5) }), { a: 0 }, "at least 5"],
  [z.object({ a: z.number() }), { a: Number("abc") }, "give a number"],
  [z.object({ a: z.int() }), { a: 1.5 }, "give a whole number"],
  [z.object({ a: z.string().max(3) }), { a: "abcd" }, "at most 3 characters"],
  [z.object({ a: z.array(z.string()).min(1) }), { a: [] }, "at least 1 entry"],
  [z.object({ a: z.email() }), { a: "x" }, "give an e-mail address, such as anna@example.com"],
  [z.object({ a: z.enum(["x", "y"]) }), { a: "z" }, "this has to be one of x, y"],
  [z.strictObject({}), { b: 1 }, "there is no “b” here"],
  [z.object({ a: z.string("its own words") }), { a: 1 }, "its own words"],
])("%# is said in words", (schema, input, words) => {
  expect(schema.safeParse(input).error?.issues[0]?.message).toBe(words);
});
