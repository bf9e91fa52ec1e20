import { describe, expect, it } from "vitest";
import type { Block } from "@/lib/contracts/knowledge-blocks";
import { makePdf, type PdfText } from "@/scripts/test/make-pdf";
import { EXTRACT_LIMITS } from "../limits";
import { readPdf } from "./pdf";

const blocksOf = async (...pages: PdfText[][]): Promise<Block[]> =>
  (await readPdf(makePdf(pages), EXTRACT_LIMITS)).blocks;
/** Lines one below the other, from the top of a page. */
const column = (x: number, lines: readonly string[], y = 100, step = 14): PdfText[] =>
  lines.map((text, at) => ({ x, y: y + at * step, text }));

describe("tables", () => {
  it("names and prices with dots between", async () => {
    const lines = column(60, [
      "Crown, porcelain ................ $980",
      "Filling . . . . . . . . . . . $120",
      "Check-up ___________________ $90",
    ]);
    expect(await blocksOf(lines)).toEqual([
      {
        kind: "table",
        header: null,
        rows: [
          ["Crown, porcelain", "$980"],
          ["Filling", "$120"],
          ["Check-up", "$90"],
        ],
      },
    ]);
  });

  it("a cell of two lines is one cell, in whichever column", async () => {
    const rows: PdfText[] = [
      ...[60, 250, 450].map((x, at) => ({
        x,
        y: 100,
        text: ["Treatment", "What it is", "Price"][at] ?? "",
        bold: true,
      })),
      { x: 60, y: 124, text: "Crown" },
      { x: 250, y: 124, text: "Made of porcelain and" },
      { x: 450, y: 124, text: "$980" },
      { x: 250, y: 137, text: "fitted in two visits" },
      { x: 60, y: 161, text: "Whitening, both jaws" },
      { x: 250, y: 161, text: "In the practice" },
      { x: 450, y: 161, text: "$300" },
      { x: 60, y: 174, text: "(without check-up)" },
    ];
    expect(await blocksOf(rows)).toEqual([
      {
        kind: "table",
        header: ["Treatment", "What it is", "Price"],
        rows: [
          ["Crown", "Made of porcelain and fitted in two visits", "$980"],
          ["Whitening, both jaws (without check-up)", "In the practice", "$300"],
        ],
      },
    ]);
  });

  it("two lists beside each other are read one after the other", async () => {
    const rows = [
      ["Crown", "$980", "Braces", "$3,000"],
      ["Filling", "$120", "Retainer", "$250"],
      ["Check-up", "$90", "Splint", "$400"],
    ];
    const texts = rows.flatMap((row, line) =>
      row.map((text, at) => ({ x: [60, 220, 320, 480][at] ?? 0, y: 100 + line * 18, text })),
    );
    expect(await blocksOf(texts)).toEqual([
      { kind: "table", header: null, rows: rows.map((row) => row.slice(0, 2)) },
      { kind: "table", header: null, rows: rows.map((row) => row.slice(2)) },
    ]);
  });

  it("a line in other letters amid rows begins a part of its own", async () => {
    const pair = (y: number, name: string, price: string): PdfText[] => [
      { x: 60, y, text: name },
      { x: 400, y, text: price },
    ];
    const texts = [
      ...pair(100, "Crown", "$980"),
      ...pair(118, "Bridge", "$1,500"),
      { x: 60, y: 136, text: "Children", bold: true },
      ...pair(154, "Filling", "$80"),
      ...pair(172, "Check-up", "$0"),
    ];
    expect(await blocksOf(texts)).toEqual([
      {
        kind: "table",
        header: null,
        rows: [
          ["Crown", "$980"],
          ["Bridge", "$1,500"],
        ],
      },
      { kind: "heading", level: 1, text: "Children" },
      {
        kind: "table",
        header: null,
        rows: [
          ["Filling", "$80"],
          ["Check-up", "$0"],
        ],
      },
    ]);
  });
});

describe("running text", () => {
  it("paragraphs by the space between, cut words joined, lists by their marks", async () => {
    const texts = [
      ...column(60, [
        "We are glad that you are here and that you want to know what a treat-",
        "ment costs. Prices are for the whole of it.",
      ]),
      ...column(60, ["What else there is to know is below."], 150),
      ...column(60, ["• cards", "• cash, in euros or in", "  dollars"], 180),
    ];
    expect(await blocksOf(texts)).toEqual([
      {
        kind: "paragraph",
        text: "We are glad that you are here and that you want to know what a treatment costs. Prices are for the whole of it.",
      },
      { kind: "paragraph", text: "What else there is to know is below." },
      { kind: "list", items: ["cards", "cash, in euros or in dollars"] },
    ]);
  });

  it("columns of it are read one after the other", async () => {
    const words = (side: string) =>
      Array.from({ length: 8 }, (_, at) => `the ${side} column goes on with line ${"abcdefgh".charAt(at)}`);
    expect(await blocksOf([...column(60, words("left")), ...column(330, words("other"))])).toEqual([
      { kind: "paragraph", text: words("left").join(" ") },
      { kind: "paragraph", text: words("other").join(" ") },
    ]);
  });

  it("what is on each page is said once, its number never", async () => {
    const pages = [1, 2, 3].map((page) => [
      { x: 60, y: 40, text: "Brightside Dental, 12 Main Street" },
      ...column(
        60,
        Array.from({ length: 6 }, (_, at) => `Sentence ${page * 10 + at} of the text.`),
        100,
        30,
      ),
      { x: 280, y: 800, text: `Page ${page} of 3` },
    ]);
    const said = (await blocksOf(...pages)).map((block) => ("text" in block ? block.text : ""));
    expect(said.filter((text) => text.startsWith("Brightside"))).toHaveLength(1);
    expect(said.filter((text) => text.startsWith("Page"))).toEqual([]);
    expect(said).toHaveLength(19);
  });
});
