import type { Block } from "@/lib/contracts/knowledge-blocks";
import { joinLines, repeatedLines } from "@/lib/domain/knowledge/clean";
import type { PdfLine } from "./pdf-lines";
import { tableOf, textColumns } from "./pdf-table";

const BULLET = /^\s*(?:[•●▪◦‣·*–-]|\(?\d{1,2}[.)])\s+/;
const MOST_HEADING_CHARACTERS = 120;
/** Of the letters' size, from one line of a paragraph to the next. */
const PARAGRAPH_GAP = 1.65;

/** The lines of a document's pages as what they are: headings by their letters, tables by their columns, paragraphs by the space between. */
export function layoutBlocks(pages: readonly (readonly PdfLine[])[]): Block[] {
  const kept = withoutRepeated(pages);
  const styles = stylesOf(kept.flat());
  const blocks: Block[] = [];
  for (const lines of kept) {
    const found = runsOf(lines, styles).flatMap((run) => runBlocks(run, styles));
    const [first, ...rest] = found;
    if (first && !goOn(blocks, first)) blocks.push(first);
    blocks.push(...rest);
  }
  return blocks;
}

/** What is at the top or the foot of most pages is kept where it stands first; the number of the page nowhere. */
function withoutRepeated(pages: readonly (readonly PdfLine[])[]): PdfLine[][] {
  const seen = new Set<string>();
  const repeated = repeatedLines(pages.map((lines) => lines.map(({ text }) => text)));
  return pages.map((lines, page) =>
    lines.filter(({ text }, at) => {
      if (!repeated[page]?.has(at)) return true;
      const isNew = !seen.has(text) && !/^\D{0,30}\d{1,4}\s*(?:(?:of|von|de|sur|\/)\s*\d{1,4})?\s*$/i.test(text);
      seen.add(text);
      return isNew;
    }),
  );
}

type Styles = {
  size: number;
  font: string;
  /** Of headings, the largest first. */
  sizes: number[];
};

function stylesOf(lines: readonly PdfLine[]): Styles {
  const bySize = new Map<number, number>();
  const byFont = new Map<string, number>();
  for (const { size, font, text } of lines) {
    bySize.set(rounded(size), (bySize.get(rounded(size)) ?? 0) + text.length);
    byFont.set(font, (byFont.get(font) ?? 0) + text.length);
  }
  const most = <T>(counts: Map<T, number>) => [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
  const size = most(bySize) ?? 0;
  const sizes = [...bySize.keys()].filter((each) => each > size * 1.12).sort((a, b) => b - a);
  return { size, font: most(byFont) ?? "", sizes };
}

const rounded = (size: number): number => Math.round(size * 2) / 2;

/** 1–6; 0: no heading. In letters of the text's size, a short line of another font alone is one, below all the larger. */
function headingLevel({ cells, text, size, font }: PdfLine, styles: Styles): number {
  if (cells.length > 1 || text.length > MOST_HEADING_CHARACTERS || !/\p{L}/u.test(text) || BULLET.test(text)) return 0;
  const rank = styles.sizes.indexOf(rounded(size));
  if (rank >= 0) return Math.min(rank + 1, 5);
  const isOther = font !== styles.font && rounded(size) >= styles.size && text.length <= 80 && !/[.,;:]$/.test(text);
  return isOther ? Math.min(styles.sizes.length + 1, 6) : 0;
}

/** Lines of one kind next to each other. */
type Run = { kind: "heading" | "text" | "cells"; lines: PdfLine[] };

function runsOf(lines: readonly PdfLine[], styles: Styles): Run[] {
  const runs: Run[] = [];
  lines.forEach((line, at) => {
    const last = runs.at(-1);
    const before = lines[at - 1];
    const gap = before ? (before.y - line.y) / Math.max(line.size, before.size, 1) : 0;
    const kind = line.cells.length > 1 ? "cells" : headingLevel(line, styles) > 0 ? "heading" : "text";
    if (last?.kind === "cells" && kind === "text" && before && belongsToRow(line, before, lines[at + 1], gap))
      last.lines.push(line);
    else if (
      last &&
      last.kind === kind &&
      (kind === "cells" ? gap < 4 : gap < PARAGRAPH_GAP) &&
      isSameHeading(kind, before, line)
    )
      last.lines.push(line);
    else runs.push({ kind, lines: [line] });
  });
  return runs;
}

const isSameHeading = (kind: Run["kind"], before: PdfLine | undefined, line: PdfLine): boolean =>
  kind !== "heading" || (rounded(before?.size ?? 0) === rounded(line.size) && before?.font === line.font);

/** A line alone amid rows: the rest of a cell that needed two lines, if it begins where one does and is set close, or reads on. */
function belongsToRow(line: PdfLine, before: PdfLine, after: PdfLine | undefined, gap: number): boolean {
  if (gap > 1.5 || line.size > before.size * 1.05) return false;
  const column = before.cells.findIndex(
    ({ left, right }) => Math.abs(left - line.left) < line.size || (line.left < right && line.right > left),
  );
  if (column < 0) return false;
  const gapAfter = after ? (line.y - after.y) / Math.max(line.size, 1) : Infinity;
  return column > 0 || /^[\p{Ll}(&+]/u.test(line.text) || gapAfter > gap * 1.15;
}

function runBlocks({ kind, lines }: Run, styles: Styles): Block[] {
  const [first] = lines;
  if (!first) return [];
  if (kind === "heading")
    return [{ kind: "heading", level: headingLevel(first, styles), text: joinLines(lines.map(({ text }) => text)) }];
  if (kind === "text") return textBlocks(lines);
  const columns = textColumns(lines);
  if (columns)
    return columns.flatMap((column) =>
      runsOf(column, styles).flatMap((run) => (run.kind === "cells" ? textBlocks(run.lines) : runBlocks(run, styles))),
    );
  return tableOf(lines);
}

function textBlocks(lines: readonly PdfLine[]): Block[] {
  const blocks: Block[] = [];
  let open: string[] = [];
  const close = () => {
    if (open.length > 0) blocks.push({ kind: "paragraph", text: joinLines(open) });
    open = [];
  };
  let itemLeft = 0;
  for (const { text, left } of lines) {
    const last = blocks.at(-1);
    if (BULLET.test(text)) {
      close();
      const words = text.replace(BULLET, "");
      const list = blocks.at(-1);
      if (list?.kind === "list") list.items.push(words);
      else blocks.push({ kind: "list", items: [words] });
      itemLeft = left;
    } else if (open.length === 0 && last?.kind === "list" && left > itemLeft + 2) {
      last.items.push(joinLines([last.items.pop() ?? "", text]));
    } else open.push(text);
  }
  close();
  return blocks;
}

/** A table or a sentence that the end of a page cut in two. */
function goOn(blocks: Block[], first: Block): boolean {
  const last = blocks.at(-1);
  if (last?.kind === "table" && first.kind === "table") {
    const width = last.rows[0]?.length ?? 0;
    if (first.rows.some((row) => row.length !== width)) return false;
    if (first.header && first.header.join("|") !== last.header?.join("|")) return false;
    last.rows.push(...first.rows);
    return true;
  }
  if (
    last?.kind === "paragraph" &&
    first.kind === "paragraph" &&
    /[\p{L},-]$/u.test(last.text) &&
    /^\p{Ll}/u.test(first.text)
  ) {
    last.text = joinLines([last.text, first.text]);
    return true;
  }
  return false;
}
