import { readFileSync } from "node:fs";
import path from "node:path";
import PDFDocument from "pdfkit";
import { type CallToRead, clock, factsOf, localTime, oneLine, speakerName } from "@/lib/domain/call/call-text";
import { plainNote } from "@/lib/domain/call/note-text";
import { runsOf, SCRIPTS, type Script } from "./scripts";

const FONTS = path.join(process.cwd(), "node_modules/@fontsource/noto-sans/files");
const MARGIN = 48;
const INK = "#1a1d21";
const QUIET = "#6b7280";
const COLOURS = { caller: "#374151", agent: "#1d4ed8", human: "#047857" };

type Weight = 400 | 700;
type Doc = PDFKit.PDFDocument;

let fonts: Map<string, Buffer> | null = null;
/** Read once: each is some 20 kB. */
const fontFiles = (): Map<string, Buffer> =>
  (fonts ??= new Map(
    SCRIPTS.flatMap((script) =>
      ([400, 700] as const).map((weight) => [
        `${script}-${weight}`,
        readFileSync(path.join(FONTS, `noto-sans-${script}-${weight}-normal.woff`)),
      ]),
    ),
  ));

/** A call on A4 pages: what is known of it, what was said, and notes. What people said is drawn as text, whatever is in it. */
export function callPdf(read: CallToRead): Promise<Buffer> {
  const doc = new PDFDocument({
    size: "A4",
    margins: { top: MARGIN, bottom: MARGIN + 16, left: MARGIN, right: MARGIN },
    bufferPages: true,
    lang: "en",
    info: { Title: `Call ${read.call.id}`, Creator: "Aybiza" },
    font: null as unknown as string,
  });
  for (const [name, file] of fontFiles()) doc.registerFont(name, file);
  const done = collected(doc);
  const { call } = read;
  write(doc, `${call.businessName} · ${call.direction === "inbound" ? call.from : call.to}`, 700, 16);
  write(doc, localTime(call.startedAt, call.timeZone), 400, 10, QUIET);
  doc.moveDown(0.8);
  for (const [name, value] of factsOf(read)) pair(doc, name, value);
  heading(doc, "Transcript");
  if (read.said.length === 0) write(doc, "Nobody spoke in this call.", 400, 10, QUIET);
  for (const { speaker, startMs, text, unheard } of read.said) {
    doc.moveDown(0.35);
    doc.fillColor(QUIET);
    runs(doc, `${clock(startMs)}   `, 400, 9, true);
    doc.fillColor(COLOURS[speaker]);
    runs(doc, `${speakerName(speaker)}   `, 700, 9, true);
    doc.fillColor(INK);
    runs(doc, oneLine(text) || "(nothing was heard)", 400, 10, unheard !== "");
    if (unheard) {
      doc.fillColor(QUIET);
      runs(doc, ` [not heard: ${oneLine(unheard)}]`, 400, 10, false);
    }
  }
  if (read.notes.length > 0) heading(doc, "Notes");
  for (const note of read.notes) {
    const about = [
      note.authorName,
      localTime(note.createdAt, call.timeZone),
      note.category.replaceAll("_", " "),
      ...note.tags,
    ];
    write(doc, about.join(" · "), 400, 9, QUIET);
    write(doc, plainNote(note.text), 400, 10);
    doc.moveDown(0.6);
  }
  number(doc);
  doc.end();
  return done;
}

function collected(doc: Doc): Promise<Buffer> {
  const parts: Buffer[] = [];
  return new Promise((resolve, reject) => {
    doc.on("data", (part: Buffer) => parts.push(part));
    doc.on("end", () => resolve(Buffer.concat(parts)));
    doc.on("error", reject);
  });
}

/** A text in the fonts that have its letters, one after the other. */
function runs(doc: Doc, text: string, weight: Weight, size: number, continued: boolean): void {
  const all = runsOf(text);
  all.forEach((run: { script: Script; text: string }, at) => {
    doc.font(`${run.script}-${weight}`).fontSize(size);
    doc.text(run.text, { continued: continued || at < all.length - 1, lineGap: 1.5 });
  });
}

function write(doc: Doc, text: string, weight: Weight, size: number, colour = INK): void {
  doc.fillColor(colour);
  for (const line of text.split("\n")) runs(doc, line || " ", weight, size, false);
}

function pair(doc: Doc, name: string, value: string): void {
  doc.fillColor(QUIET);
  runs(doc, `${name}:  `, 400, 10, true);
  doc.fillColor(INK);
  runs(doc, oneLine(value), 400, 10, false);
}

function heading(doc: Doc, text: string): void {
  doc.moveDown(1);
  write(doc, text, 700, 12);
}

function number(doc: Doc): void {
  const { start, count } = doc.bufferedPageRange();
  for (let page = start; page < start + count; page++) {
    doc.switchToPage(page);
    // Below the margin, where text would begin a new page.
    doc.page.margins.bottom = 0;
    doc.fillColor(QUIET).font("latin-400").fontSize(8);
    doc.text(`${page + 1} of ${count}`, MARGIN, doc.page.height - 40, { lineBreak: false });
  }
}
