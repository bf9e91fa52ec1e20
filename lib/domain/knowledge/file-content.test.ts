import { describe, expect, it, test } from "vitest";
import type { KnowledgeFileType } from "@/lib/contracts/knowledge";
import { checkContent } from "./file-content";

const bytes = (text: string) => Buffer.from(text, "latin1");

/** The verdict on all of it, given in pieces of this size. */
function verdict(type: KnowledgeFileType, content: Buffer, pieceBytes = 7): string | null {
  const check = checkContent(type);
  for (let at = 0; at < content.length; at += pieceBytes) check.add(content.subarray(at, at + pieceBytes));
  return check.end();
}

const PDF = bytes("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\n");
const ZIP = bytes("PK\x03\x04\x14\0\x06\0");
const DOCX = Buffer.concat([ZIP, bytes(`${"x".repeat(5000)}word/document.xml${"y".repeat(100)}`)]);
const PNG = bytes("\x89PNG\r\n\x1A\n\0\0\0\rIHDR");

describe("what is what its name says", () => {
  test.each<[string, KnowledgeFileType, Buffer]>([
    ["a PDF", "pdf", PDF],
    ["a PDF with something before it, as some programs write it", "pdf", Buffer.concat([bytes("\r\n\r\n"), PDF])],
    ["a Word document", "docx", DOCX],
    ["text", "txt", Buffer.from("Geöffnet bis 17 Uhr – täglich.\n")],
    ["text as Windows programs write it", "txt", bytes("Ge\xF6ffnet")],
    ["text in UTF-16", "csv", Buffer.from("\uFEFFName;Preis\n", "utf16le")],
    ["text that begins like a program", "txt", Buffer.from("MZ is what the town's cars begin with.")],
    ["a table", "csv", Buffer.from("name,price\ncheck-up,90\n")],
    ["Markdown", "md", Buffer.from("# Prices\n\n- check-up: $90\n")],
    ["a web page", "html", Buffer.from("<!doctype html><p>Hello</p>")],
    ["a piece of one", "html", Buffer.from("Some words and <p class=x>a paragraph</p>")],
  ])("%s", (_, type, content) => {
    expect(verdict(type, content)).toBeNull();
    expect(verdict(type, content, 65_536)).toBeNull();
  });
});

describe("what is something else is refused and named", () => {
  test.each<[string, KnowledgeFileType, Buffer]>([
    ["a picture", "pdf", PNG],
    ["a picture", "txt", PNG],
    ["a PDF", "txt", PDF],
    ["a zip archive without a Word document", "docx", ZIP],
    ["an old Office document", "docx", bytes("\xD0\xCF\x11\xE0\xA1\xB1")],
    ["a zip archive", "csv", DOCX],
    ["a program", "md", bytes("MZ\x90\0\x03\0")],
    ["text without any HTML", "html", Buffer.from("1 < 2, and that is all.")],
    ["bytes that no text has", "txt", Buffer.concat([Buffer.alloc(100_000, "a"), Buffer.from([0])])],
  ])("%s called .%s", (what, type, content) => {
    expect(verdict(type, content, 4096)).toContain(what);
  });

  it("says it as soon as it is certain", () => {
    const check = checkContent("txt");
    expect(check.add(Buffer.from("Hello"))).toBeNull();
    expect(check.add(Buffer.from([7, 7]))).toContain("no text has");
  });

  it("a file of nothing is nothing", () => {
    expect(verdict("txt", Buffer.alloc(0))).toBe("The file is empty.");
  });
});
