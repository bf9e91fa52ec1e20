import type { Block } from "@/lib/contracts/knowledge-blocks";
import type { DocxStyle } from "./docx-styles";
import type { XmlVisitor } from "./walk-xml";

type Paragraph = { text: string; style: string; level: number; isItem: boolean; plainCharacters: number };
type Cell = { words: string[]; span: number; isBelow: boolean };
type Table = { rows: Cell[][]; hasHeader: boolean };

/** What is in these is not part of the text as it stands now, or says it twice. */
const SKIPPED = new Set([
  "moveFrom",
  "Fallback",
  "instrText",
  "delText",
  "sectPr",
  "footnoteReference",
  "pPrChange",
  "rPrChange",
]);
const NO = new Set(["0", "false", "off"]);
const MOST_HEADING_CHARACTERS = 80;
const MOST_COLUMNS = 60;

/** Takes the parts of a Word document's text as they come, and writes down its blocks. */
export class DocxWriter implements XmlVisitor {
  readonly #blocks: Block[] = [];
  readonly #paragraphs: Paragraph[] = [];
  readonly #tables: Table[] = [];
  #skipped = 0;
  #isText = false;
  #isNumbering = false;
  #run = { isHidden: false, isBold: false };
  /** Names and figures with a tabulator between, line by line. */
  #tabbed: string[][] = [];
  title: string | null = null;

  constructor(readonly styles: ReadonlyMap<string, DocxStyle>) {}

  open(name: string, attributes: Record<string, string>): void {
    if (this.#skipped > 0 || SKIPPED.has(name)) {
      this.#skipped += 1;
      return;
    }
    const value = attributes["val"] ?? "";
    const paragraph = this.#paragraphs.at(-1);
    const table = this.#tables.at(-1);
    const cell = table?.rows.at(-1)?.at(-1);
    if (name === "p") this.#paragraphs.push({ text: "", style: "", level: 0, isItem: false, plainCharacters: 0 });
    else if (name === "tbl") this.#tables.push({ rows: [], hasHeader: false });
    else if (name === "tr") table?.rows.push([]);
    else if (name === "tc") table?.rows.at(-1)?.push({ words: [], span: 1, isBelow: false });
    else if (name === "gridSpan" && cell) cell.span = Math.min(Math.max(Number(value) || 1, 1), MOST_COLUMNS);
    else if (name === "vMerge" && cell) cell.isBelow = value !== "restart";
    else if (name === "tblHeader" && table && table.rows.length === 1) table.hasHeader = !NO.has(value);
    else if (paragraph) this.#openInParagraph(name, value, paragraph);
  }

  #openInParagraph(name: string, value: string, paragraph: Paragraph): void {
    if (name === "pStyle") paragraph.style = value;
    else if (name === "outlineLvl") paragraph.level = Number(value) < 9 ? Number(value) + 1 : 0;
    else if (name === "numPr") this.#isNumbering = true;
    else if (name === "numId" && this.#isNumbering) paragraph.isItem = value !== "0";
    else if (name === "r") this.#run = { isHidden: false, isBold: false };
    else if (name === "vanish") this.#run.isHidden = !NO.has(value);
    else if (name === "b") this.#run.isBold = !NO.has(value);
    else if (name === "t") this.#isText = true;
    else if (name === "tab" && !this.#isNumbering) this.#say("\t");
    else if (name === "br" || name === "cr") this.#say("\n");
    else if (name === "noBreakHyphen") this.#say("-");
  }

  text(words: string): void {
    if (this.#isText && this.#skipped === 0) this.#say(words);
  }

  #say(words: string): void {
    const paragraph = this.#paragraphs.at(-1);
    if (!paragraph || this.#run.isHidden) return;
    paragraph.text += words;
    if (!this.#run.isBold && words.trim() !== "") paragraph.plainCharacters += words.length;
  }

  close(name: string): void {
    if (this.#skipped > 0) {
      this.#skipped -= 1;
      return;
    }
    if (name === "t") this.#isText = false;
    else if (name === "numPr") this.#isNumbering = false;
    else if (name === "p") this.#endParagraph(this.#paragraphs.pop());
    else if (name === "tbl") this.#endTable(this.#tables.pop());
  }

  end(): Block[] {
    this.#endTabbed();
    return this.#blocks;
  }

  #endParagraph(paragraph: Paragraph | undefined): void {
    // A tabulator that Word has in each list of stops comes before any words.
    const text = paragraph?.text.replace(/^[\t ]+|\s+$/g, "") ?? "";
    if (!paragraph || text === "") return;
    const cell = this.#tables.at(-1)?.rows.at(-1)?.at(-1);
    if (cell) {
      cell.words.push(text.replace(/\s+/g, " "));
      return;
    }
    const style = this.styles.get(paragraph.style);
    const isTitle = style?.isTitle ?? false;
    const isBoldLine =
      paragraph.plainCharacters === 0 && text.length <= MOST_HEADING_CHARACTERS && !/[.,;:\t\n]|\d\s*$/.test(text);
    const level = isTitle ? 1 : paragraph.level || (style?.level ?? 0) || (isBoldLine && !paragraph.isItem ? 4 : 0);
    const columns = text.split(/\t+/).map((part) => part.trim());
    if (level === 0 && columns.length > 1 && text.length <= 200) {
      this.#tabbed.push(columns);
      return;
    }
    this.#endTabbed();
    const words = text.replaceAll("\t", " ");
    if (isTitle) this.title ??= words;
    if (level > 0) this.#blocks.push({ kind: "heading", level: Math.min(level, 6), text: words });
    else if (paragraph.isItem || style?.isItem) this.#item(words);
    else this.#blocks.push({ kind: "paragraph", text: words });
  }

  #item(words: string): void {
    const last = this.#blocks.at(-1);
    if (last?.kind === "list") last.items.push(words);
    else this.#blocks.push({ kind: "list", items: [words] });
  }

  #endTabbed(): void {
    const rows = this.#tabbed;
    this.#tabbed = [];
    if (rows.length > 0) this.#pushTable(rows, false);
  }

  #endTable(table: Table | undefined): void {
    if (!table) return;
    const rows = spanned(table.rows);
    const outer = this.#tables.at(-1)?.rows.at(-1)?.at(-1);
    if (outer) {
      outer.words.push(...rows.map((row) => row.filter((words) => words !== "").join(", ")));
      return;
    }
    this.#endTabbed();
    const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
    if (width > 1) this.#pushTable(rows, table.hasHeader);
    // A frame around text.
    else
      for (const [cell] of table.rows)
        for (const text of cell?.words ?? []) this.#blocks.push({ kind: "paragraph", text });
  }

  #pushTable(rows: readonly string[][], hasHeader: boolean): void {
    const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
    const even = rows.map((row) => Array.from({ length: width }, (_, at) => row[at] ?? ""));
    const [first = [], ...rest] = even;
    const isNames =
      rest.length > 0 &&
      first.every((cell) => cell !== "" && !/\d/.test(cell)) &&
      rest.some((row) => row.some((cell) => /\d/.test(cell)));
    const isHeader = rest.length > 0 && (hasHeader || isNames);
    this.#blocks.push({ kind: "table", header: isHeader ? first : null, rows: isHeader ? rest : even });
  }
}

/** With each cell in every place that it spans. */
function spanned(rows: readonly Cell[][]): string[][] {
  const result: string[][] = [];
  for (const row of rows) {
    const cells: string[] = [];
    for (const { words, span, isBelow } of row) {
      const text = isBelow ? (result.at(-1)?.[cells.length] ?? "") : words.join(" ");
      for (let copies = span; copies > 0 && cells.length < MOST_COLUMNS; copies -= 1) cells.push(text);
    }
    result.push(cells);
  }
  return result;
}
