import { expect, it } from "vitest";
import { plainNote, readNote } from "./note-text";

it("reads paragraphs, lists, quotes and marks", () => {
  expect(readNote("Call **before Friday**, *please*.\nSecond `line`\n\n- one\n- two\n1. first\n> they said")).toEqual([
    {
      kind: "paragraph",
      lines: [
        [
          { text: "Call " },
          { text: "before Friday", bold: true },
          { text: ", " },
          { text: "please", italic: true },
          { text: "." },
        ],
        [{ text: "Second " }, { text: "line", code: true }],
      ],
    },
    { kind: "list", ordered: false, items: [[{ text: "one" }], [{ text: "two" }]] },
    { kind: "list", ordered: true, items: [[{ text: "first" }]] },
    { kind: "quote", lines: [[{ text: "they said" }]] },
  ]);
});

it.each([
  "<script>alert(1)</script><img src=x onerror=alert(1)>",
  "[go](javascript:alert(1))",
  "[go](data:text/html;base64,AAAA)",
  "[go](JaVaScRiPt:alert)",
  "2 * 3 * 4 and ** nothing",
])("keeps %s as the text it is", (text) => {
  expect(readNote(text)).toEqual([{ kind: "paragraph", lines: [[{ text }]] }]);
});

it("links to the web alone", () => {
  expect(readNote("[Rules](https://example.com/a?b=1) [us](mailto:a@example.com)")[0]).toMatchObject({
    lines: [
      [
        { text: "Rules", href: "https://example.com/a?b=1" },
        { text: " " },
        { text: "us", href: "mailto:a@example.com" },
      ],
    ],
  });
  expect(plainNote("**Read** [rules](https://example.com/)\n- a\n- b")).toBe(
    "Read rules (https://example.com/)\n\n- a\n- b",
  );
});
