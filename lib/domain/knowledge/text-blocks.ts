import type { Block, TableBlock } from "@/lib/contracts/knowledge-blocks";

const HEADING = /^(#{1,6})\s+(.*\S)\s*$/;
const ITEM = /^\s*[-*•]\s+(.*\S)\s*$/;

/**
 * What a text that a person typed says, in blocks: an empty line begins a new paragraph, a line with # before it is a heading, lines with a dash are a
 * list, lines of as many cells with | between them are a table. Nothing of it is lost.
 */
export function textBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  let lines: string[] = [];
  const end = () => {
    const paragraph = lines.join("\n").trim();
    const table = tableOf(lines);
    if (table) blocks.push(table);
    else if (paragraph !== "") blocks.push({ kind: "paragraph", text: paragraph });
    lines = [];
  };
  for (const line of text.split(/\r\n?|\n/)) {
    const heading = HEADING.exec(line);
    const item = ITEM.exec(line)?.[1];
    const last = blocks.at(-1);
    if (line.trim() === "") end();
    else if (heading?.[1] && heading[2]) {
      end();
      blocks.push({ kind: "heading", level: heading[1].length, text: heading[2] });
    } else if (item === undefined) lines.push(line);
    else if (lines.length === 0 && last?.kind === "list") last.items.push(item);
    else {
      end();
      blocks.push({ kind: "list", items: [item] });
    }
  }
  end();
  return blocks;
}

/** A first row without a figure above rows with some names what they have. */
function tableOf(lines: readonly string[]): TableBlock | null {
  const rows = lines.map((line) => line.split("|").map((cell) => cell.trim()));
  const [first, ...rest] = rows;
  if (!first || first.length < 2 || rest.length === 0 || rest.some(({ length }) => length !== first.length))
    return null;
  const hasFigure = (row: readonly string[]) => row.some((cell) => /\d/.test(cell));
  return !hasFigure(first) && rest.some(hasFigure)
    ? { kind: "table", header: first, rows: rest }
    : { kind: "table", header: null, rows };
}
