import { expect, it } from "vitest";
import { compress, tokensOf } from "./compress";
import { speakable } from "./speakable";

it.each([
  ["A crown is $950.", "A crown is 950 dollars."],
  ["Between $3,800–$5,600 or $120 - $150", "Between 3,800 to 5,600 dollars or 120 to 150 dollars"],
  ["Einzelzimmer 129 € bis 159€", "Einzelzimmer 129 euros bis 159 euros"],
  ["$1 off, $49.90 with code, £5.00 fee", "1 dollar off, 49.90 dollars with code, 5 pounds fee"],
  ["Open 9–17, 15% off", "Open 9 to 17, 15 percent off"],
  ["See https://example.com/prices?x=1 for more", "See our web site for more"],
  ["**Bold** and [a link](https://example.com), `code`", "Bold and a link, code"],
  ["## Prices\n- Crown\n- Bridge", "Prices\nCrown\nBridge"],
  ["snake_case_name stays", "snake_case_name stays"],
])("says %j as %j", (text, said) => expect(speakable(text)).toBe(said));

it("says rows of a table with the names of their columns, and no bars", () => {
  const table = "| Filling | One surface | Two surfaces |\n| --- | --- | --- |\n| White | $180 | $230 |";
  expect(speakable(table)).toBe("White: One surface 180 dollars, Two surfaces 230 dollars.");
});

it("cuts a passage to the sentences that a question needs, in their order", () => {
  const filler = "This is a sentence about nothing in particular that goes on. ".repeat(12);
  const text = `${filler}A zirconia crown costs $1,290. ${filler}It is made in two visits.`;
  const cut = compress(text, ["how much is a zirconia crown"], 60);
  expect(cut).toContain("A zirconia crown costs $1,290.");
  expect(tokensOf(cut)).toBeLessThanOrEqual(60);
  expect(compress("Short.", ["anything"], 60)).toBe("Short.");
});

it("keeps the rows that answer, with the head of their table", () => {
  const rows = Array.from({ length: 40 }, (_, at) => `| Item number ${at} | ${at} dollars |`);
  const cut = compress(
    ["| Item | Price |", ...rows, "| Zirconia crown | 1290 dollars |"].join("\n"),
    ["zirconia crown price"],
    40,
  );
  expect(cut).toContain("| Item | Price |");
  expect(cut).toContain("Zirconia crown");
});
