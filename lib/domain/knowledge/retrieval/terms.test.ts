import { expect, it } from "vitest";
import { nextHop } from "./next-hop";
import { lettersApart, soundOf } from "./sound";
import { queryOf, type Term, wantedOf, worthOf } from "./terms";

const term = (word: string, found: number, origin: Term["origin"] = "said"): Term => ({
  word,
  lexemes: [word],
  found,
  worth: worthOf(found, 1000),
  origin,
});

it("ranks whatever has any of the words where that is few, and goes from strict to loose where it is many", () => {
  expect(wantedOf([term("crown", 5), term("porcelain", 3)], 100)).toEqual(["('porcelain') | ('crown')"]);
  const [strictest, middle, loosest] = wantedOf([term("crown", 500), term("white", 90), term("price", 900)], 100);
  expect(strictest).toBe("('white') & ('crown') & ('price')");
  expect(middle).toContain("('white') & ('crown')");
  expect(loosest).toBe("('white')");
  expect(wantedOf([term("unknown", 0)], 100)).toEqual([]);
  expect(wantedOf([term("price", 4, "meant")], 100)).toEqual([]);
});

it("is worth more the fewer passages have it, and quotes what it is given", () => {
  expect(worthOf(1, 1000)).toBeGreaterThan(worthOf(100, 1000));
  expect(queryOf({ lexemes: ["o'neil", "a\\b"] })).toBe(String.raw`'o''neil' | 'a\\b'`);
});

it("goes on from a name, when something of the question is left", () => {
  const part = { query: "which day can the dentist who pulls teeth see me", words: ["day", "pulls"], meant: [] };
  const next = nextHop(
    part,
    [term("day", 4), term("pulls", 2)],
    [false, true],
    "Wisdom teeth are pulled by our surgeon, Dr. Osei, for $420.",
  );
  expect(next!.words).toEqual(["osei", "day"]);
  expect(nextHop(part, [term("day", 4), term("pulls", 2)], [true, true], "By Dr. Osei.")).toBeNull();
  expect(nextHop(part, [term("day", 0), term("pulls", 2)], [false, true], "By Dr. Osei.")).toBeNull();
});

it.each([
  ["clarna", "klarna"],
  ["invisaline", "invisalign"],
  ["hydra", "hydro"],
])("hears %j and %j alike", (heard, meant) => {
  expect(soundOf(heard)).toBe(soundOf(meant));
  expect(lettersApart(heard, meant, 3)).toBeLessThanOrEqual(3);
});
