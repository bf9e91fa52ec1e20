import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { completeSentences } from "./sentences";

describe("the sentences in buffered text", () => {
  it("are complete once something follows their end", () => {
    expect(completeSentences("Hello there. How are")).toEqual({ sentences: ["Hello there."], rest: "How are" });
    expect(completeSentences("Hello there.")).toEqual({ sentences: [], rest: "Hello there." });
    expect(completeSentences('Really?! "Yes." Good\nNext')).toEqual({
      sentences: ["Really?!", '"Yes."', "Good"],
      rest: "Next",
    });
  });

  it("do not end at decimal points, times and abbreviations", () => {
    const text = "Dr. Meier is in at 9.30 a.m. and costs 12.50 a visit";
    expect(completeSentences(text)).toEqual({ sentences: [], rest: text });
  });

  it("are the same however the text is cut into pieces", () => {
    const text = "One two. Three! Four, five? Six. Seven\nEight";
    const { sentences: whole, rest } = completeSentences(text);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (sizes) => {
        const found: string[] = [];
        let buffer = "";
        for (let at = 0, turn = 0; at < text.length; turn++) {
          const size = sizes[turn % sizes.length]!;
          const result = completeSentences(buffer + text.slice(at, at + size));
          found.push(...result.sentences);
          buffer = result.rest;
          at += size;
        }
        expect([...found, buffer].join("|").replace(/\s+/g, "")).toBe([...whole, rest].join("|").replace(/\s+/g, ""));
      }),
    );
  });
});
