import { deflateSync } from "node:zlib";

/** Points from the left and from the top; an A4 page is 595 by 842. */
export type PdfText = { x: number; y: number; text: string; size?: number; bold?: boolean };

export type PdfExtras = {
  title?: string;
  /** Entries of the catalog, such as an action on opening. */
  catalog?: string;
  /** Entries of the trailer, such as how it is encrypted. */
  trailer?: string;
};

const HEIGHT = 842;
/** Its number among the objects. */
const FIRST_PAGE = 6;

/** A PDF of these pages, with what is written where on each. Characters of Western Europe only. */
export function makePdf(pages: readonly (readonly PdfText[])[], extras: PdfExtras = {}): Buffer {
  return makePdfOf(
    pages.map((texts) => Buffer.from(texts.map(toOperators).join("\n"), "latin1")),
    extras,
  );
}

/** The same, of what draws each page; a page of nothing is an empty one. */
export function makePdfOf(
  contents: readonly Uint8Array[],
  { title, catalog = "", trailer = "" }: PdfExtras = {},
): Buffer {
  const resources = "<< /Font << /F1 3 0 R /F2 4 0 R >> >>";
  const infoTitle = title ? `/Title <FEFF${Buffer.from(title, "utf16le").swap16().toString("hex")}>` : "";
  const pages: Buffer[] = [];
  const kids: number[] = [];
  for (const content of contents) {
    const number = FIRST_PAGE + pages.length;
    kids.push(number);
    const drawn = content.length > 0 ? `/Contents ${number + 1} 0 R` : "";
    pages.push(text(`<< /Type /Page /Parent 2 0 R ${drawn} >>`));
    if (content.length === 0) continue;
    const packed = deflateSync(content);
    const head = `<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n`;
    pages.push(Buffer.concat([text(head), packed, text("\nendstream")]));
  }
  return assemble(
    [
      text(`<< /Type /Catalog /Pages 2 0 R ${catalog} >>`),
      text(
        `<< /Type /Pages /Count ${kids.length} /MediaBox [0 0 595 ${HEIGHT}] /Resources ${resources} /Kids [${kids.map((number) => `${number} 0 R`).join(" ")}] >>`,
      ),
      text("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"),
      text("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>"),
      text(`<< ${infoTitle} >>`),
      ...pages,
    ],
    trailer,
  );
}

/** Numbers the objects and says where each of them is. */
function assemble(objects: readonly Buffer[], trailer: string): Buffer {
  const parts: Buffer[] = [text("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")];
  const places: number[] = [];
  let length = parts[0]?.length ?? 0;
  const push = (part: Buffer) => {
    parts.push(part);
    length += part.length;
  };
  objects.forEach((object, at) => {
    places.push(length);
    push(Buffer.concat([text(`${at + 1} 0 obj\n`), object, text("\nendobj\n")]));
  });
  const start = length;
  const rows = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
  push(text(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`));
  push(
    text(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 5 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`),
  );
  return Buffer.concat(parts);
}

function toOperators({ x, y, text: words, size = 11, bold = false }: PdfText): string {
  return `BT /${bold ? "F2" : "F1"} ${size} Tf 1 0 0 1 ${x} ${HEIGHT - y} Tm ${quoted(words)} Tj ET`;
}

const text = (content: string): Buffer => Buffer.from(content, "latin1");

const quoted = (words: string): string => `(${winAnsi(words).replace(/[\\()]/g, "\\$&")})`;

/** What Windows-1252 has where Latin-1 has controls. */
const OTHERS: Record<string, string> = {
  "€": "\x80",
  "–": "\x96",
  "—": "\x97",
  "’": "\x92",
  "“": "\x93",
  "”": "\x94",
  "•": "\x95",
  "…": "\x85",
};
const winAnsi = (words: string): string => words.replace(/[€–—’“”•…]/g, (character) => OTHERS[character] ?? "?");

/** A price list as businesses make them: a heading, a line of small print, sections with a name and a price in each row. */
export function priceListPdf(
  title: string,
  sections: readonly { name: string; rows: readonly (readonly [string, string])[] }[],
): Buffer {
  const pages: PdfText[][] = [];
  let page: PdfText[] = [];
  let y = 0;
  const begin = () => {
    page = [];
    pages.push(page);
    y = 70;
  };
  begin();
  page.push({ x: 60, y, text: title, size: 22, bold: true });
  y += 40;
  for (const { name, rows } of sections) {
    if (y > 700) begin();
    page.push({ x: 60, y, text: name, size: 14, bold: true });
    y += 24;
    page.push({ x: 60, y, text: "Treatment", bold: true }, { x: 430, y, text: "Price", bold: true });
    for (const [what, price] of rows) {
      y += 18;
      if (y > 780) begin();
      page.push({ x: 60, y, text: what }, { x: 430, y, text: price });
    }
    y += 36;
  }
  return makePdf(pages, { title });
}
