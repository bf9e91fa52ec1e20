import type { Block } from "@/lib/contracts/knowledge-blocks";

const DELIMITERS = [",", ";", "\t", "|"];
/** Looked at to find the delimiter. */
const HEAD_CHARACTERS = 20_000;

/** A table in text: the delimiter is found, a quoted cell may hold delimiters, line ends and doubled quotes. */
export function readCsv(text: string): Block[] {
  const named = /^sep=(.)\n/i.exec(text);
  const content = named ? text.slice(named[0].length) : text;
  const delimiter = named?.[1] ?? findDelimiter(content);
  const rows = parseRows(content, delimiter).filter((row) => row.some((cell) => cell !== ""));
  if (rows.length === 0) return [];
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const even = rows.map((row) => [...row, ...Array<string>(width - row.length).fill("")]);
  if (width === 1) return even.map(([cell = ""]) => ({ kind: "paragraph", text: cell }));
  const [first = [], ...rest] = even;
  return hasHeader(first, rest)
    ? [{ kind: "table", header: first, rows: rest }]
    : [{ kind: "table", header: null, rows: even }];
}

/** The one that cuts the most rows into the same number of cells. */
function findDelimiter(text: string): string {
  const head = text.slice(0, HEAD_CHARACTERS);
  let best = { delimiter: ",", score: 0 };
  for (const delimiter of DELIMITERS) {
    const rows = parseRows(head, delimiter).filter((row) => row.some((cell) => cell !== ""));
    const whole = rows.length > 2 && head.length < text.length ? rows.slice(0, -1) : rows;
    const widths = new Map<number, number>();
    for (const row of whole) widths.set(row.length, (widths.get(row.length) ?? 0) + 1);
    const [width, count] = [...widths].sort(([, a], [, b]) => b - a)[0] ?? [1, 0];
    const score = width > 1 ? (count / whole.length) * (1 + Math.min(width, 20) / 100) : 0;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

function parseRows(text: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  const endCell = (cell: string) => row.push(cell.replace(/\s+/g, " ").trim());
  const endRow = () => {
    rows.push(row);
    row = [];
  };
  while (at < text.length) {
    const { cell, end } = text[at] === '"' ? quotedCell(text, at, delimiter) : plainCell(text, at, delimiter);
    endCell(cell);
    at = end + 1;
    if (end >= text.length || text[end] === "\n") endRow();
    else if (at >= text.length) endCell("");
  }
  if (row.length > 0) endRow();
  return rows;
}

function plainCell(text: string, from: number, delimiter: string): { cell: string; end: number } {
  let end = from;
  while (end < text.length && text[end] !== delimiter && text[end] !== "\n") end += 1;
  return { cell: text.slice(from, end), end };
}

/** A quote that is never closed is an ordinary character. */
function quotedCell(text: string, from: number, delimiter: string): { cell: string; end: number } {
  let cell = "";
  let at = from + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return plainCell(text, from, delimiter);
    cell += text.slice(at, quote);
    at = quote + 1;
    if (text[at] !== '"') break;
    cell += '"';
    at += 1;
  }
  const rest = plainCell(text, at, delimiter);
  return { cell: cell + rest.cell, end: rest.end };
}

/** A first row of names above figures, or of names that no row below repeats. */
function hasHeader(first: readonly string[], rest: readonly (readonly string[])[]): boolean {
  if (rest.length === 0 || first.some((cell) => cell === "" || hasFigure(cell))) return false;
  const someFigures = rest.some((row) => row.some(hasFigure));
  const isRepeated = first.some((cell, at) => rest.some((row) => row[at] === cell));
  return someFigures || !isRepeated;
}

const hasFigure = (cell: string): boolean => /\d/.test(cell);
