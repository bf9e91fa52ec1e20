import { expect, test } from "vitest";
import { cleanFileName, fileTypeOf } from "./file-name";

test.each([
  ["C:\\Users\\Dana\\Price list.pdf", "Price list.pdf"],
  ["../../etc/passwd.txt", "passwd.txt"],
  ["  Öffnungs\u0000zeiten\r\n 2026 .md", "Öffnungszeiten 2026.md"],
  // Written so that it looks like invoice.exe.txt the other way round.
  ["invoice\u202etxt.exe", "invoicetxt.exe"],
  ["\u200bhidden\u200b.csv", "hidden.csv"],
  ['a<b>"c|d?.html', "a_b__c_d_.html"],
  [".pdf", "pdf"],
  ["///", "file"],
  [`${"x".repeat(300)}.docx`, `${"x".repeat(115)}.docx`],
])("%j is kept as %j", (given, kept) => {
  expect(cleanFileName(given)).toBe(kept);
});

test.each([
  ["Prices.PDF", "pdf"],
  ["notes.markdown", "md"],
  ["page.htm", "html"],
  ["table.xlsx", null],
  ["archive.tar.gz", null],
  ["README", null],
])("%s is %s", (name, type) => {
  expect(fileTypeOf(name)).toBe(type);
});
