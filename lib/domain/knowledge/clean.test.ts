import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { Block } from "@/lib/contracts/knowledge-blocks";
import { cleanBlocks, cleanText, findBoilerplate, joinLines, repeatedLines, withoutBoilerplate } from "./clean";
import { detectLanguage } from "./language";
import { sentencesOf } from "./sentences";

const paragraph = (text: string): Block => ({ kind: "paragraph", text });

describe("text", () => {
  test.each([
    ["treat\u00ADment", "treatment"],
    ["e\u0301te\u0301\u00A0 2026", "été 2026"],
    ["o\uFB03ce\u200B hours\r\n\n  9 to 5 ", "office hours\n9 to 5"],
  ])("%j is %j", (given, clean) => {
    expect(cleanText(given)).toBe(clean);
  });

  it("is clean after it was cleaned once", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(cleanText(cleanText(text))).toBe(cleanText(text));
      }),
    );
  });

  test.each([
    [["porce-", "lain crowns"], "porcelain crowns"],
    [["Monday -", "Friday"], "Monday - Friday"],
    [["X-", "Ray"], "X- Ray"],
  ])("lines %j are %j", (lines, whole) => {
    expect(joinLines(lines)).toBe(whole);
  });
});

it("a price alone goes to what it is the price of", () => {
  expect(cleanBlocks(["Crown", "$980", "Filling .....", "from 120 €", "We are open.", "$5"].map(paragraph))).toEqual(
    ["Crown: $980", "Filling: from 120 €", "We are open.", "$5"].map(paragraph),
  );
});

it("what is at the top or the foot of most pages is found, whatever page it counts; prices there are not alike", () => {
  const pages = [1, 2, 3, 4].map((page) => [
    "Brightside Dental",
    `Crown ${page}00 $${page}00`,
    ...["a", "b", "c", "d"].map((word) => word.repeat(page)),
    `Page ${page} of 4`,
  ]);
  expect(repeatedLines(pages).map((lines) => [...lines])).toEqual(pages.map(() => [0, 6]));
  expect(repeatedLines(pages.slice(0, 2)).map((lines) => [...lines])).toEqual([[], []]);
});

it("what stands on most pages of a site is found and taken out", () => {
  const pages = ["Crowns", "Fillings", "Braces", "Contact"].map((name): Block[] => [
    paragraph("Call us today!"),
    { kind: "list", items: ["Open 9 to 5", name] },
  ]);
  const boilerplate = findBoilerplate(pages);
  expect(withoutBoilerplate(pages[2] ?? [], boilerplate)).toEqual([{ kind: "list", items: ["Braces"] }]);
  expect(findBoilerplate(pages.slice(0, 3)).size).toBe(0);
});

test.each([
  ["We are open for you from Monday to Friday, and on Saturday if you have an appointment with us.", "en"],
  ["Wir sind von Montag bis Freitag für Sie da und am Samstag nach Vereinbarung mit der Praxis.", "de"],
  ["El precio de la consulta es de 50 euros para los pacientes que no están en el seguro.", "es"],
  ["Nous sommes ouverts du lundi au vendredi et le samedi sur rendez-vous pour les patients.", "fr"],
  ["Crown $980 Filling $120", null],
])("%s is %s", (text, language) => {
  expect(detectLanguage(text)).toBe(language);
});

describe("sentences", () => {
  test.each([
    [["Dr. Lee is here. ", "Ask for her."]],
    [["It costs approx. $90. ", "That is all."]],
    [["Geöffnet ab 8 Uhr, z. B. am Montag. ", "Am 3. Mai ist zu."]],
  ])("%j", (sentences) => {
    expect(sentencesOf(sentences.join(""))).toEqual(sentences);
  });

  it("together are the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(sentencesOf(text).join("")).toBe(text);
      }),
    );
  });
});
