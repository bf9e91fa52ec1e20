import type { Block } from "@/lib/contracts/knowledge-blocks";
import { joinLines } from "@/lib/domain/knowledge/clean";
import type { PdfCell, PdfLine } from "./pdf-lines";

type Column = { left: number; right: number };

/** Rows of cells as one table, or several where two stand side by side. */
export function tableOf(lines: readonly PdfLine[]): Block[] {
  const columns = columnsOf(lines);
  const rows: { cells: string[]; font: string }[] = [];
  for (const { cells, font } of lines) {
    const placed = columns.map(() => "");
    for (const cell of cells) {
      const at = columnFor(cell, columns);
      placed[at] = joinLines([placed[at] ?? "", cell.text]);
    }
    const last = rows.at(-1);
    if (cells.length === 1 && last)
      last.cells = last.cells.map((text, at) => joinLines([text, placed[at] ?? ""].filter((part) => part !== "")));
    else rows.push({ cells: placed, font });
  }
  return sideBySide(rows.map(({ cells }) => cells)).map((part) => {
    const isOtherFont = rows.length > 1 && rows[0]?.font !== rows[1]?.font;
    const [first = [], ...rest] = part;
    const isHeader =
      rest.length > 0 &&
      first.every((cell) => !/\d/.test(cell)) &&
      (isOtherFont || rest.every((row) => row.some((cell) => /\d/.test(cell))));
    return isHeader ? { kind: "table", header: first, rows: rest } : { kind: "table", header: null, rows: part };
  });
}

/** As most rows have them, the widest. */
function columnsOf(lines: readonly PdfLine[]): Column[] {
  const counts = new Map<number, number>();
  for (const { cells } of lines) if (cells.length > 1) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  const [usual = 2] = [...counts].sort(([a, many], [b, more]) => more - many || b - a)[0] ?? [];
  const columns: Column[] = [];
  for (const { cells } of lines) {
    if (cells.length !== usual) continue;
    cells.forEach(({ left, right }, at) => {
      const column = columns[at];
      if (!column) columns.push({ left, right });
      else columns[at] = { left: Math.min(column.left, left), right: Math.max(column.right, right) };
    });
  }
  return columns;
}

/** The one it shares the most of the line with, else the nearest. */
function columnFor({ left, right }: PdfCell, columns: readonly Column[]): number {
  let best = { at: 0, score: -Infinity };
  columns.forEach((column, at) => {
    const score = Math.min(right, column.right) - Math.max(left, column.left);
    if (score > best.score) best = { at, score };
  });
  return best.at;
}

const isPrice = (text: string): boolean =>
  /^[^\p{L}]*\d[^\p{L}]*(?:EUR|USD|GBP|CHF|each|pp|min)?[^\p{L}]*$/iu.test(text);

/** Name and price twice in each row are two lists beside each other: the left one is read first. */
function sideBySide(rows: string[][]): string[][][] {
  const width = rows[0]?.length ?? 0;
  if (width < 4 || width % 2 === 1) return [rows];
  const isPairs = (row: readonly string[]) => row.every((cell, at) => cell === "" || isPrice(cell) === (at % 2 === 1));
  const figures = rows.filter((row) => row.some(isPrice));
  if (figures.length < 2 || !figures.every(isPairs)) return [rows];
  return Array.from({ length: width / 2 }, (_, pair) =>
    rows.map((row) => row.slice(pair * 2, pair * 2 + 2)).filter((row) => row.some((cell) => cell !== "")),
  );
}

/** Running text in columns, each as the lines of it; null for rows of cells. Text fills its lines, and has no figures in a column of their own. */
export function textColumns(lines: readonly PdfLine[]): PdfLine[][] | null {
  const columns = columnsOf(lines);
  if (lines.length < 4 || columns.length > 3) return null;
  const parts = columns.map((): PdfLine[] => []);
  for (const line of lines)
    for (const cell of line.cells)
      parts[columnFor(cell, columns)]?.push({
        ...line,
        text: cell.text,
        cells: [cell],
        left: cell.left,
        right: cell.right,
      });
  const isText = parts.every((part, at) => {
    const width = (columns[at]?.right ?? 0) - (columns[at]?.left ?? 0);
    const full = part.filter(({ left, right }) => right - left > width * 0.7).length;
    const letters = part.reduce((sum, { text }) => sum + text.length, 0) / Math.max(part.length, 1);
    return full > part.length * 0.5 && letters > 28;
  });
  return isText ? parts : null;
}
