import { expect, test } from "vitest";
import { csvLine } from "./csv";

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1+1", "\n@x"])("%j is text to a spreadsheet", (cell) => {
  expect(csvLine([cell])).toBe(`"'${cell}"\r\n`);
});

test("quotes, commas and line ends stay within their cell", () => {
  expect(csvLine(['say "no"', "a,b", "two\nlines", "", "2026-11-20T10:00:00.000Z"])).toBe(
    '"say ""no""","a,b","two\nlines","","2026-11-20T10:00:00.000Z"\r\n',
  );
});
