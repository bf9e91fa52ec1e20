import type { Block } from "@/lib/contracts/knowledge-blocks";

const FENCE = /^\s{0,3}(`{3,}|~{3,})/;
const HEADING = /^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$/;
const ITEM = /^\s*(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?(.*)$/;
const RULE = /^\s{0,3}([-*_])(?:\s*\1){2,}\s*$/;
const TABLE_RULE = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;

/** Markdown as it is mostly written: headings, lists, tables, code, quotes; links and emphasis become their words. */
export function readMarkdown(text: string): { title: string | null; blocks: Block[] } {
  const front = /^---\n([\s\S]{0,5000}?)\n---\n/.exec(text);
  const lines = (front ? text.slice(front[0].length) : text).replace(/<!--[\s\S]*?-->/g, "").split("\n");
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) at = readBlock(lines, at, blocks);
  const named = /^title:\s*["']?(.*?)["']?\s*$/m.exec(front?.[1] ?? "")?.[1];
  const first = blocks.find((block) => block.kind === "heading");
  return { title: named || (first?.kind === "heading" && first.level === 1 ? first.text : null), blocks };
}

/** Returns the line after what it read. */
function readBlock(lines: readonly string[], at: number, blocks: Block[]): number {
  const line = lines[at] ?? "";
  if (line.trim() === "" || RULE.test(line)) return at + 1;
  const fence = FENCE.exec(line)?.[1];
  if (fence) return readCode(lines, at, fence, blocks);
  const heading = HEADING.exec(line);
  if (heading) {
    blocks.push({ kind: "heading", level: heading[1]?.length ?? 1, text: inline(heading[2] ?? "") });
    return at + 1;
  }
  if (line.includes("|") && (lines[at + 1] ?? "").includes("-") && TABLE_RULE.test(lines[at + 1] ?? ""))
    return readTable(lines, at, blocks);
  return ITEM.test(line) ? readList(lines, at, blocks) : readParagraph(lines, at, blocks);
}

function readCode(lines: readonly string[], at: number, fence: string, blocks: Block[]): number {
  let end = at + 1;
  while (end < lines.length && !(lines[end] ?? "").trim().startsWith(fence)) end += 1;
  blocks.push({ kind: "code", text: lines.slice(at + 1, end).join("\n") });
  return end + 1;
}

function readTable(lines: readonly string[], at: number, blocks: Block[]): number {
  const header = cells(lines[at] ?? "");
  let end = at + 2;
  while (end < lines.length && (lines[end] ?? "").includes("|")) end += 1;
  const rows = lines.slice(at + 2, end).map((line) => {
    const row = cells(line);
    return row.length < header.length ? [...row, ...Array<string>(header.length - row.length).fill("")] : row;
  });
  const isNamed = header.some((cell) => cell !== "");
  if (isNamed || rows.length > 0) blocks.push({ kind: "table", header: isNamed ? header : null, rows });
  return end;
}

const cells = (line: string): string[] =>
  line
    .trim()
    .replace(/^\||(?<!\\)\|$/g, "")
    .split(/(?<!\\)\|/)
    .map((cell) => inline(cell.replaceAll("\\|", "|")));

function readList(lines: readonly string[], at: number, blocks: Block[]): number {
  const items: string[] = [];
  let end = at;
  for (; end < lines.length; end += 1) {
    const line = lines[end] ?? "";
    const item = ITEM.exec(line);
    if (item && !RULE.test(line)) items.push(item[1] ?? "");
    else if (line.trim() === "") {
      // A list goes on after an empty line only with another item, or what is indented under one.
      const next = lines[end + 1] ?? "";
      if (!ITEM.test(next) && !/^\s{2,}\S/.test(next)) break;
    } else if (FENCE.test(line) || HEADING.test(line)) break;
    else items.push(`${items.pop() ?? ""} ${line.trim()}`);
  }
  blocks.push({ kind: "list", items: items.map(inline).filter((item) => item !== "") });
  return end;
}

function readParagraph(lines: readonly string[], at: number, blocks: Block[]): number {
  let end = at;
  while (end < lines.length) {
    const line = lines[end] ?? "";
    if (line.trim() === "" || FENCE.test(line) || HEADING.test(line)) break;
    const under = /^\s{0,3}(=+|-+)\s*$/.exec(line)?.[1];
    if (under && end > at) {
      blocks.push({ kind: "heading", level: under.startsWith("=") ? 1 : 2, text: joined(lines.slice(at, end)) });
      return end + 1;
    }
    if (end > at && (ITEM.test(line) || RULE.test(line))) break;
    end += 1;
  }
  const text = joined(lines.slice(at, Math.max(end, at + 1)));
  if (text !== "") blocks.push({ kind: "paragraph", text });
  return Math.max(end, at + 1);
}

/** Two spaces or a backslash at its end break a line. */
const joined = (lines: readonly string[]): string =>
  inline(
    lines
      .map((line) =>
        line
          .replace(/^\s*>\s?/, "")
          .replace(/(?: {2,}|\\)$/, "\n")
          .trimStart(),
      )
      .join(" "),
  ).replace(/ *\n */g, "\n");

function inline(text: string): string {
  return text
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/\[([^\]]+)\](?:\([^)]*\)|\[[^\]]*\])/g, "$1")
    .replace(/<((?:https?:|mailto:)[^>\s]+)>/g, "$1")
    .replace(/<\/?[a-z][^>]*>/gi, "")
    .replace(/(\*\*|__)(?=\S)(.+?)(?<=\S)\1/g, "$2")
    .replace(/(?<![\p{L}\p{N}*_])([*_])(?=\S)([^*_\n]+?)(?<=\S)\1(?![\p{L}\p{N}*_])/gu, "$2")
    .replace(/`+([^`]+)`+/g, "$1")
    .replace(/~~(.+?)~~/g, "$1")
    .replace(/\\([\\`*_{}[\]()#+\-.!|>~])/g, "$1")
    .trim();
}
