import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { Block } from "@/lib/contracts/knowledge-blocks";
import { type SplitMode, splitBlocks } from "./split";

const heading = (level: number, text: string): Block => ({ kind: "heading", level, text });
const paragraph = (text: string): Block => ({ kind: "paragraph", text });
/** Of words of one token each. */
const sentence = (topic: string, words: number) =>
  `The ${Array.from({ length: words - 1 }, (_, at) => topic.slice(0, 4) + "abc".charAt(at % 3)).join(" ")}. `;

describe("by heading", () => {
  it("a section is a chunk, with the headings above it", () => {
    const long = sentence("tooth", 120).trim();
    const chunks = splitBlocks([
      heading(1, "Prices"),
      heading(2, "Crowns"),
      paragraph(long),
      heading(2, "Fillings"),
      paragraph(long),
    ]);
    expect(chunks.map((chunk) => chunk.heading)).toEqual(["Prices › Crowns", "Prices › Fillings"]);
  });

  it("small sections next to each other are one chunk, which says their headings", () => {
    const chunks = splitBlocks([
      heading(1, "Questions"),
      heading(2, "Do you take cards?"),
      paragraph("Yes, all of them."),
      heading(2, "Is there parking?"),
      paragraph("Behind the house."),
    ]);
    expect(chunks).toEqual([
      expect.objectContaining({
        heading: "Questions",
        text: "Do you take cards?\nYes, all of them.\nIs there parking?\nBehind the house.",
      }),
    ]);
  });

  it("what has no heading in common stays apart, and a heading is said once", () => {
    const chunks = splitBlocks([
      heading(1, "Prices"),
      heading(2, "Facials"),
      heading(3, "Classic"),
      paragraph("$95"),
      heading(3, "Deep"),
      paragraph("$120"),
      heading(2, "Nails"),
      paragraph("$40"),
      heading(1, "Hours"),
      paragraph("9 to 5"),
    ]);
    expect(chunks.map(({ heading: above, text }) => [above, text])).toEqual([
      ["Prices", "Facials\nClassic\n$95\nDeep\n$120\nNails\n$40"],
      ["Hours", "9 to 5"],
    ]);
  });

  it("a heading with nothing below it is said", () => {
    const said = splitBlocks([heading(1, "Closed on Mondays"), heading(1, "Parking"), paragraph("Behind the house.")]);
    expect(said.map(({ heading: above, text }) => `${above}|${text}`).join("\n")).toContain("Closed on Mondays");
  });

  it("a sentence that opens a list stays with it", () => {
    const filler = paragraph(sentence("filler", 345).trim());
    const chunks = splitBlocks([filler, paragraph("We take:"), { kind: "list", items: ["cards", "cash"] }]);
    expect(chunks.at(-1)?.text).toBe("We take:\n- cards\n- cash");
  });
});

describe("tables", () => {
  it("each row can be understood alone", () => {
    const two = splitBlocks([{ kind: "table", header: ["Treatment", "Price"], rows: [["Crown, porcelain", "$980"]] }]);
    expect(two[0]?.text).toBe("Treatment, Price:\nCrown, porcelain: $980");
    const three = splitBlocks([
      {
        kind: "table",
        header: ["Treatment", "Price", "Visits"],
        rows: [
          ["Crown", "$980", "2"],
          ["Check-up", "", "1"],
        ],
      },
    ]);
    expect(three[0]?.text).toBe("Treatment, Price, Visits:\nCrown: Price $980, Visits 2\nCheck-up: Visits 1");
  });

  it("one that fits stays whole, one that does not is cut between rows below its header", () => {
    const rows = Array.from({ length: 100 }, (_, at) => [`Treatment number ${at}`, `$${at + 100}`]);
    const table: Block = { kind: "table", header: ["Treatment", "Price"], rows };
    const chunks = splitBlocks([heading(1, "Prices"), table]);
    expect(chunks.length).toBeGreaterThan(1);
    for (const { text, heading: above } of chunks)
      expect([above, text.split("\n")[0]]).toEqual(["Prices", "Treatment, Price:"]);
    expect(chunks.flatMap(({ text }) => text.split("\n").slice(1))).toEqual(
      rows.map(([name, price]) => `${name}: ${price}`),
    );
    const filler = paragraph(sentence("filler", 300).trim());
    const small: Block = { kind: "table", header: ["Treatment", "Price"], rows: rows.slice(0, 20) };
    expect(
      splitBlocks([filler, small]).map(({ text }) => text.includes("number 0:") === text.includes("number 19:")),
    ).toEqual([true, true]);
  });
});

it("a paragraph that is too long is cut between sentences, and its last sentence is said again", () => {
  const sentences = Array.from({ length: 60 }, (_, at) => `Sentence ${at} says something about teeth and their care.`);
  const chunks = splitBlocks([paragraph(sentences.join(" "))]);
  expect(chunks.length).toBeGreaterThan(1);
  const [first, second] = chunks.map(({ text }) => text);
  const last = first?.split(/(?<=\.) /).at(-1);
  expect(second?.startsWith(last ?? "none")).toBe(true);
});

it("by meaning: cut where a sentence has nothing in common with the one before", () => {
  const about = (topic: string) => Array.from({ length: 8 }, () => sentence(topic, 12)).join("");
  const chunks = splitBlocks([paragraph(about("crown") + about("parking"))], { mode: "semantic" });
  expect(chunks.map(({ text }) => [text.includes("crow"), text.includes("park")])).toEqual([
    [true, false],
    [false, true],
  ]);
});

const word = fc.oneof(
  { weight: 9, arbitrary: fc.stringMatching(/^([A-Za-zäß]{1,12}[.,:!]?|[$€]?[0-9]{1,4})$/) },
  { weight: 1, arbitrary: fc.stringMatching(/^[a-z漢字1-9]{60,150}$/) },
);
const words = fc.array(word, { minLength: 1, maxLength: 30 }).map((all) => all.join(" "));
const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant("heading" as const), level: fc.integer({ min: 1, max: 6 }), text: words }),
  fc.record({ kind: fc.constant("paragraph" as const), text: words }),
  fc.record({ kind: fc.constant("code" as const), text: words }),
  fc.record({ kind: fc.constant("list" as const), items: fc.array(words, { maxLength: 5 }) }),
  fc.record({
    kind: fc.constant("table" as const),
    header: fc.option(fc.array(word, { minLength: 3, maxLength: 3 })),
    rows: fc.array(fc.array(words, { minLength: 3, maxLength: 3 }), { maxLength: 8 }),
  }),
);

test.each<SplitMode>(["heading", "paragraph", "sentence", "semantic"])(
  "%s: no word is lost, no chunk is too large",
  (mode) => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 6 }), fc.integer({ min: 40, max: 350 }), (blocks, maxTokens) => {
        const chunks = splitBlocks(blocks, { mode, maxTokens, minTokens: maxTokens / 3, overlapTokens: 15 });
        for (const chunk of chunks) expect(chunk.tokens).toBeLessThanOrEqual(maxTokens);
        // What has no spaces in it may be cut anywhere.
        const kept = chunks.map(({ heading: above, text }) => `${above} ${text}`).join(" ");
        const letters = kept.replace(/[^\p{L}\p{N}]/gu, "");
        for (const said of wordsOf(blocks)) {
          const bare = said.replace(/[^\p{L}\p{N}]/gu, "");
          expect(
            bare.length > 30 ? Array.from(bare).every((letter) => letters.includes(letter)) : letters.includes(bare),
          ).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  },
);

function wordsOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap((each) => {
    if (each.kind === "list") return each.items.flatMap((item) => item.split(" "));
    if (each.kind === "table") return [each.header ?? [], ...each.rows].flat().flatMap((cell) => cell.split(" "));
    return each.text.split(" ");
  });
}
