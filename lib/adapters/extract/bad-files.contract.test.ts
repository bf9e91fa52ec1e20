import { mkdtempSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { makePdf, makePdfOf, priceListPdf } from "@/scripts/test/make-pdf";
import { makeDocx, makeZip } from "@/scripts/test/make-zip";
import { ExtractError } from "./extract-error";
import { extractText } from "./extract-text";
import type { ExtractLimits } from "./limits";

const PDF = "application/pdf";
const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const paragraph = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;

/** Why it was not read; and that what comes next is. */
async function problemOf(bytes: Uint8Array, mediaType: string, limits: Partial<ExtractLimits> = {}) {
  const failure = await extractText({ bytes, mediaType, name: "it" }, limits).then(
    () => null,
    (error: unknown) => error,
  );
  const next = await extractText({ bytes: Buffer.from("The next one."), mediaType: "text/plain", name: "next.txt" });
  expect(next.blocks).toEqual([{ kind: "paragraph", text: "The next one." }]);
  if (!(failure instanceof ExtractError)) throw new Error(`Expected a reason, got ${String(failure)}`);
  expect(failure.message).toMatch(/\b(?:add|Give)\b.*\.$/);
  return failure.problem;
}

describe("PDFs", () => {
  it("a scan of 300 pages has no text", async () => {
    const scan = makePdfOf(Array.from({ length: 300 }, () => Buffer.from("q 595 0 0 842 0 0 cm 0.5 g 0 0 1 1 re f Q")));
    expect(await problemOf(scan, PDF)).toBe("no_text");
  });

  it("one with a password", async () => {
    const locked = makePdf([[{ x: 60, y: 60, text: "secret" }]], {
      trailer: `/ID [<${"ab".repeat(16)}> <${"ab".repeat(16)}>] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <${"12".repeat(32)}> /U <${"34".repeat(32)}> >>`,
    });
    expect(await problemOf(locked, PDF)).toBe("encrypted");
  });

  it("one that is cut off, and one that is nothing after its first line", async () => {
    const whole = priceListPdf("Prices", [{ name: "Crowns", rows: [["Crown", "$980"]] }]);
    expect(await problemOf(whole.subarray(0, 300), PDF)).toBe("broken");
    expect(await problemOf(Buffer.from("%PDF-1.7\nnothing of the kind"), PDF)).toBe("broken");
  });

  it("one whose page unpacks to more than there is room for", async () => {
    const zeros = Buffer.alloc(16 * 1024 * 1024, " ");
    let packed = deflateSync(Buffer.concat(Array.from({ length: 20 }, () => zeros)), { level: 9 });
    // Packed twice: 320 MB come out of some kilobytes.
    packed = deflateSync(packed, { level: 9 });
    const bomb = Buffer.from(
      makePdfOf([Buffer.from("BOMB")])
        .toString("latin1")
        .replace(
          /\/Length \d+ \/Filter \/FlateDecode >>\nstream\n[\s\S]*?\nendstream/,
          () =>
            `/Length ${packed.length} /Filter [/FlateDecode /FlateDecode] >>\nstream\n${packed.toString("latin1")}\nendstream`,
        ),
      "latin1",
    );
    expect(bomb.length).toBeLessThan(100_000);
    expect(["too_much_memory", "too_slow"]).toContain(await problemOf(bomb, PDF));
  });

  it("one of 100,000 pages", async () => {
    const many = makePdfOf(Array.from({ length: 100_000 }, () => new Uint8Array()));
    expect(await problemOf(many, PDF)).toBe("too_many_pages");
  });

  it("one with a program in it is read, and the program is not run", async () => {
    const active = makePdf([[{ x: 60, y: 60, text: "Open on Sundays" }]], {
      catalog:
        "/OpenAction << /S /JavaScript /JS (while \\(true\\) {}) >> /AA << /WC << /S /JavaScript /JS (app.alert\\(1\\)) >> >>",
    });
    const { blocks } = await extractText({ bytes: active, mediaType: PDF, name: "a.pdf" });
    expect(blocks).toEqual([{ kind: "paragraph", text: "Open on Sundays" }]);
  });
});

describe("Word documents", () => {
  it("one that is cut off, one of which a part is, and one with a password", async () => {
    const whole = makeDocx(paragraph("Words"));
    expect(await problemOf(whole.subarray(0, whole.length - 40), DOCX)).toBe("broken");
    expect(
      await problemOf(
        makeZip([{ name: "word/document.xml", content: "<w:document><w:body><w:p><w:r><w:t>Wor" }]),
        DOCX,
      ),
    ).toBe("broken");
    const locked = Buffer.concat([
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]),
      Buffer.alloc(600),
      Buffer.from("EncryptedPackage", "utf16le"),
    ]);
    expect(await problemOf(locked, DOCX)).toBe("encrypted");
  });

  it("one that says it unpacks to nothing, and unpacks to too much", async () => {
    const bomb = makeZip([
      { name: "word/document.xml", content: Buffer.alloc(200_000_000, "<w:p/>"), declaredBytes: 0 },
    ]);
    expect(bomb.length).toBeLessThan(1_000_000);
    expect(await problemOf(bomb, DOCX)).toBe("unpacks_to_too_much");
  });

  it("one that needs more memory than there is, or holds more than is kept, once its text is looked at", async () => {
    const bomb = makeDocx(paragraph("word ").repeat(1_200_000));
    expect(["too_large", "too_much_memory", "too_slow"]).toContain(await problemOf(bomb, DOCX, { timeMs: 3_000 }));
  });

  it("one of very many parts", async () => {
    const parts = Array.from({ length: 6_000 }, (_, at) => ({ name: `../../${at}`, content: "" }));
    expect(await problemOf(makeDocx(paragraph("Words"), parts), DOCX)).toBe("unpacks_to_too_much");
  });

  it("archives in it, and names that lead out of it, do nothing", async () => {
    const inner = makeZip([{ name: "x", content: Buffer.alloc(50_000_000) }]);
    const { blocks } = await extractText({
      bytes: makeDocx(paragraph("Words"), [
        { name: "../../etc/passwd", content: "x" },
        { name: "word/embeddings/a.zip", content: inner },
      ]),
      mediaType: DOCX,
      name: "a.docx",
    });
    expect(blocks).toEqual([{ kind: "paragraph", text: "Words" }]);
  });
});

describe("others", () => {
  it("what is something else than its name says is refused or read as what it is", async () => {
    const picture = Buffer.from("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\0\0\0\0\0\0", "latin1");
    expect(await problemOf(picture, PDF)).toBe("wrong_type");
    expect(await problemOf(picture, "text/plain")).toBe("wrong_type");
    expect(await problemOf(picture, "image/png")).toBe("wrong_type");
    const page = Buffer.from("<!doctype html><title>Hours</title><p>Open on <b>Sundays</b></p>");
    const { title, blocks } = await extractText({ bytes: page, mediaType: "text/plain", name: "a.txt" });
    expect({ title, blocks }).toEqual({ title: "Hours", blocks: [{ kind: "paragraph", text: "Open on Sundays" }] });
  });

  it("one of a gigabyte is refused before it is read", async () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), "aybiza-")), "a.csv");
    writeFileSync(file, "a,b\n");
    truncateSync(file, 1_000_000_000);
    const failure = extractText({ path: file, mediaType: "text/csv", name: "a.csv" });
    await expect(failure).rejects.toMatchObject({
      problem: "too_large",
      message: expect.stringContaining("1000 MB, and 20 MB is the most"),
    });
  });

  it("nothing, spaces alone, and markup alone", async () => {
    expect(await problemOf(Buffer.alloc(0), "text/plain")).toBe("empty");
    expect(await problemOf(Buffer.from(" \n\t \n"), "text/plain")).toBe("no_text");
    expect(
      await problemOf(Buffer.from("<html><body><div id=app></div><script>go()</script></body></html>"), "text/html"),
    ).toBe("no_text");
  });

  it("a page of which each element is in the one before", async () => {
    const deep = Buffer.from(`${"<div>".repeat(4_000)}Words${"</div>".repeat(4_000)}<p>after</p>`);
    const { blocks } = await extractText({ bytes: deep, mediaType: "text/html", name: "a" });
    expect(blocks.at(-1)).toEqual({ kind: "paragraph", text: "after" });
  });

  it("who no longer waits is not kept waiting", async () => {
    const signal = AbortSignal.abort(new Error("stopped"));
    const reading = extractText({ bytes: Buffer.from("a"), mediaType: "text/plain", name: "a" }, {}, signal);
    await expect(reading).rejects.toThrow("stopped");
  });
});
