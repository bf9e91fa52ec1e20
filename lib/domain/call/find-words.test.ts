import { describe, expect, it } from "vitest";
import { cutAround, markSought, readSought, soughtIn, toAnyTsquery, toTsquery } from "./find-words";

const query = (typed: string) => {
  const sought = readSought(typed);
  return sought && toTsquery(sought);
};
const marked = (text: string, typed: string) =>
  markSought(text, readSought(typed) ?? { all: [], not: [] })
    .map((piece) => (piece.isFound ? `[${piece.text}]` : piece.text))
    .join("");

describe("readSought", () => {
  it.each([
    ["refund invoice", "'refund':* & 'invoice':*"],
    ['"two hundred" dollars', "('two':* <-> 'hundred':*) & 'dollars':*"],
    ["refund -invoice", "'refund':* & !('invoice':*)"],
    ["Señor MÜLLER Straße", "'senor':* & 'muller':* & 'strasse':*"],
    ["don't", "('don':* <-> 't')"],
    ["4 pm", "'4' & 'pm'"],
    ["+1 (415) 555-0134", "'1' & '415':* & ('555':* <-> '0134':*)"],
    ["a'; drop table calls --", "'a' & 'drop':* & 'table':* & 'calls':*"],
    ["\\' :* | !", null],
    ["-only", null],
    ["   ", null],
  ])("%s", (typed, expected) => expect(query(typed)).toBe(expected));

  it("takes twelve words at most, and any of them for what is shown", () => {
    expect(query(Array.from({ length: 40 }, (_, n) => `word${n}`).join(" "))?.split(" & ")).toHaveLength(12);
    expect(toAnyTsquery(readSought('"my card" refund') ?? { all: [], not: [] })).toBe(
      "('my' <-> 'card':*) | 'refund':*",
    );
  });
});

describe("markSought", () => {
  it.each([
    ["The Señora wants two hundred dollars back.", "senora", "The [Señora] wants two hundred dollars back."],
    ["I want two hundred dollars, two of them.", '"two hundred"', "I want [two hundred] dollars, two of them."],
    ["Appointments and an appointment", "appointment", "[Appointments] and an [appointment]"],
    ["<b>refund</b> & =SUM(A1)", "refund", "<b>[refund]</b> & =SUM(A1)"],
    ["Die Straße ist gesperrt", "strasse", "Die [Straße] ist gesperrt"],
    ["nothing here", "refund", "nothing here"],
  ])("%s / %s", (text, typed, expected) => expect(marked(text, typed)).toBe(expected));

  it("loses no letter, and cuts around what was found", () => {
    const text = `${"before ".repeat(40)}the refund ${"after ".repeat(80)}`;
    const pieces = markSought(text, readSought("refund") ?? { all: [], not: [] });
    expect(pieces.map((piece) => piece.text).join("")).toBe(text);
    const cut = cutAround(pieces);
    expect(cut.find(({ isFound }) => isFound)?.text).toBe("refund");
    expect(cut.map((piece) => piece.text).join("").length).toBeLessThan(200);
  });
});

it("says whether a text has all, some or none of what is looked for", () => {
  const sought = readSought('refund "two hundred" -invoice')!;
  expect(soughtIn("A REFUND of two hundred dollars", sought)).toBe("all");
  expect(soughtIn("hundred two refunds", sought)).toBe("any");
  expect(soughtIn("the invoice", sought)).toBe("none");
  expect(soughtIn("Señora, mañana", readSought("senora manana")!)).toBe("all");
  expect(soughtIn("", sought)).toBe("none");
});
