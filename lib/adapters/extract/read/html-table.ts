import type { Block } from "@/lib/contracts/knowledge-blocks";
import { type Element, find, squeeze, wordsOf } from "./html-tree";

/** Rows of a table; what spans more, or says so, is not written for people. */
const MOST_SPAN = 50;
const MOST_COLUMNS = 100;

type Row = { cells: { text: string; isName: boolean }[]; isHead: boolean };

/** A table as such, with its caption before it; null when it only lays out the page: another table, a list or headings are in it, or it has one column. */
export function tableBlocks(table: Element): Block[] | null {
  if (find(table, ({ name }) => ["table", "ul", "ol", "h1", "h2", "h3", "pre"].includes(name))) return null;
  const rows = spannedRows(table).filter(({ cells }) => cells.some(({ text }) => text !== ""));
  const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  if (width < 2) return null;
  const caption = squeeze(wordsOf(find(table, ({ name }) => name === "caption") ?? ""));
  const blocks: Block[] = caption === "" ? [] : [{ kind: "paragraph", text: caption }];
  const first = rows.findIndex(({ cells, isHead }) => !isHead && !cells.every(({ isName }) => isName));
  const even = rows.map(({ cells }) => Array.from({ length: width }, (_, at) => cells[at]?.text ?? ""));
  const heads = Math.max(first, 0);
  const below = even.slice(heads);
  const header = heads > 0 ? joinedHeader(even.slice(0, heads)) : null;
  return [...blocks, { kind: "table", header, rows: header ? below : even }];
}

/** Of several rows of names, one: "2026 January". */
const joinedHeader = (heads: readonly string[][]): string[] =>
  (heads[0] ?? []).map((_, at) =>
    [...new Set(heads.map((row) => row[at] ?? "").filter((name) => name !== ""))].join(" "),
  );

/** With each cell in every place that it spans. */
function spannedRows(table: Element): Row[] {
  const rows: Row[] = [];
  /** By column: what hangs down into the next rows. */
  let hanging = new Map<number, { text: string; isName: boolean; left: number }>();
  for (const { row, isHead } of rowsOf(table)) {
    const cells: Row["cells"] = [];
    const next: typeof hanging = new Map();
    const takeHanging = () => {
      for (let held = hanging.get(cells.length); held; held = hanging.get(cells.length)) {
        if (held.left > 1) next.set(cells.length, { ...held, left: held.left - 1 });
        hanging.delete(cells.length);
        cells.push({ text: held.text, isName: held.isName });
      }
    };
    for (const cell of row.children) {
      if (typeof cell === "string" || (cell.name !== "td" && cell.name !== "th")) continue;
      takeHanging();
      const text = squeeze(wordsOf(cell));
      const isName = cell.name === "th";
      const below = span(cell.attributes["rowspan"]);
      for (let copies = span(cell.attributes["colspan"]); copies > 0 && cells.length < MOST_COLUMNS; copies -= 1) {
        if (below > 1) next.set(cells.length, { text, isName, left: below - 1 });
        cells.push({ text, isName });
      }
    }
    takeHanging();
    hanging = next;
    rows.push({ cells, isHead });
  }
  return rows;
}

function rowsOf(element: Element, isHead = false): { row: Element; isHead: boolean }[] {
  return element.children.flatMap((child) => {
    if (typeof child === "string") return [];
    return child.name === "tr" ? [{ row: child, isHead }] : rowsOf(child, isHead || child.name === "thead");
  });
}

const span = (given: string | undefined): number =>
  Math.min(Math.max(Number.parseInt(given ?? "1", 10) || 1, 1), MOST_SPAN);
