import { expect, test } from "vitest";
import { blocksText } from "./blocks-text";
import { textBlocks } from "./text-blocks";

test("headings, paragraphs and lists are what they look like", () => {
  const text =
    "# Prices\r\nA crown is $900.\nIt takes two visits.\n\nWe take:\n- Delta\n- Aetna\n\n* Cigna\n### Notes\n#hash is no heading";
  expect(textBlocks(text)).toEqual([
    { kind: "heading", level: 1, text: "Prices" },
    { kind: "paragraph", text: "A crown is $900.\nIt takes two visits." },
    { kind: "paragraph", text: "We take:" },
    { kind: "list", items: ["Delta", "Aetna", "Cigna"] },
    { kind: "heading", level: 3, text: "Notes" },
    { kind: "paragraph", text: "#hash is no heading" },
  ]);
  expect(textBlocks(" \n\n")).toEqual([]);
});

test("a table comes back as it was written out, its first row without figures being its head", () => {
  const header = ["Treatment", "Price"];
  const rows = [
    ["Crown", "$900"],
    ["Filling", "$180"],
  ];
  const text = blocksText([{ kind: "table", header, rows }]);
  expect(textBlocks(text)).toEqual([{ kind: "table", header, rows }]);
  expect(textBlocks("Crown | $900\nFilling | $180")).toEqual([{ kind: "table", header: null, rows }]);
  expect(textBlocks("One | two\nand no more")).toMatchObject([{ kind: "paragraph" }]);
});
