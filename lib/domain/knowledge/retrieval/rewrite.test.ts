import { expect, it } from "vitest";
import { rewriteQuestion } from "./rewrite";

const caller = (text: string) => ({ speaker: "caller" as const, text });
const agent = (text: string) => ({ speaker: "agent" as const, text });
const queries = (...given: Parameters<typeof rewriteQuestion>) =>
  rewriteQuestion(...given).parts.map(({ query }) => query);

it("leaves hesitation, greeting and the ways around a question out", () => {
  expect(queries("Um, hi there, I was wondering if you could tell me, uh, how much is a crown?")).toEqual([
    "how much is a crown?",
  ]);
  expect(queries("Äh, guten Tag, ich wollte fragen, was kostet eine Krone?")).toEqual(["was kostet eine Krone?"]);
});

it("puts in what was talked about before", () => {
  const [asked] = rewriteQuestion("and how much is that?", [
    caller("Do you do zirconia crowns?"),
    agent("Yes, we do."),
  ]).parts;
  expect(asked!.words).toEqual(["zirconia", "crowns"]);
  expect(asked!.meant).toContain("price");
  const [other] = rewriteQuestion("what about implants?", [caller("How much is a crown?")]).parts;
  expect(other!.words).toEqual(["implants"]);
  expect(other!.meant).toContain("price");
});

it("leaves a question alone that says all of itself", () => {
  expect(queries("Where can I park my car?", [caller("How much is a crown?")])).toEqual(["Where can I park my car?"]);
});

it("makes two of two questions in one breath, and knows in the second what the first was about", () => {
  expect(queries("how much is a crown and do you take Delta Dental")).toEqual([
    "how much is a crown",
    "do you take Delta Dental",
  ]);
  const [, second] = rewriteQuestion("do you repair jackets and how long does it take").parts;
  expect(second!.words).toEqual(["repair", "jackets"]);
  expect(queries("is breakfast for me and my wife included")).toHaveLength(1);
});

it("gives back what it was when nothing else is left", () => {
  expect(queries("hello")).toEqual(["hello"]);
});
