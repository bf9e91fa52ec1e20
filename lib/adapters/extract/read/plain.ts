import type { Block } from "@/lib/contracts/knowledge-blocks";

const BULLET = /^\s*(?:[-*•–·▪◦]|\(?\d{1,3}[.)])\s+/;
const MOST_HEADING_CHARACTERS = 80;

/** Text without any marks: paragraphs by empty lines, lists by their bullets, a short line alone before others as a heading. */
export function readPlain(text: string): Block[] {
  const groups = text
    .split(/\n[^\S\n]*\n+|\f/)
    .map((group) =>
      group
        .split("\n")
        .map((line) => line.trimEnd())
        .filter((line) => line.trim() !== ""),
    )
    .filter((lines) => lines.length > 0);
  return groups.flatMap((lines, at) => readGroup(lines, at < groups.length - 1));
}

function readGroup(lines: readonly string[], hasMore: boolean): Block[] {
  const [first = "", ...rest] = lines;
  const table = tabTable(lines);
  if (table) return [table];
  const isUnderlined = /^\s*([=\-_*~])\1{2,}\s*$/.test(rest[0] ?? "");
  if (isUnderlined) return [heading(first), ...(rest.length > 1 ? readGroup(rest.slice(1), hasMore) : [])];
  if (lines.length === 1 && hasMore && looksLikeHeading(first)) return [heading(first)];
  const blocks: Block[] = [];
  for (const line of lines) {
    const last = blocks.at(-1);
    const isItem = BULLET.test(line);
    const words = line.replace(BULLET, "").trim();
    if (isItem) {
      if (last?.kind === "list") last.items.push(words);
      else blocks.push({ kind: "list", items: [words] });
    } else if (last?.kind === "list" && /^\s/.test(line)) {
      last.items.push(`${last.items.pop() ?? ""} ${words}`);
    } else if (last?.kind === "paragraph" && isBroken(last.text)) {
      last.text += ` ${words}`;
    } else if (last?.kind === "paragraph") last.text += `\n${words}`;
    else blocks.push({ kind: "paragraph", text: words });
  }
  return blocks;
}

/** Programs that break lines do so at about 60 to 80 characters; a shorter line ended where its writer ended it. */
const isBroken = (text: string): boolean => (text.split("\n").at(-1) ?? "").length > 55;

const heading = (line: string): Block => ({ kind: "heading", level: 2, text: line.trim() });

const looksLikeHeading = (line: string): boolean =>
  line.length <= MOST_HEADING_CHARACTERS &&
  /\p{L}/u.test(line) &&
  !/[.!?,;…]$/.test(line) &&
  !BULLET.test(line) &&
  !/\d\s*$|[$€£]/.test(line);

/** Rows of cells with tabulators between, as copied from a table. */
function tabTable(lines: readonly string[]): Block | null {
  const rows = lines.map((line) =>
    line
      .trim()
      .split(/\t+/)
      .map((cell) => cell.trim()),
  );
  const width = rows[0]?.length ?? 0;
  if (width < 2 || rows.length < 2 || rows.some((row) => row.length !== width)) return null;
  const [first = [], ...rest] = rows;
  const isHeader = !first.some((cell) => /\d/.test(cell)) && rest.some((row) => row.some((cell) => /\d/.test(cell)));
  return isHeader ? { kind: "table", header: first, rows: rest } : { kind: "table", header: null, rows };
}
