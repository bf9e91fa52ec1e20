import type { Block } from "@/lib/contracts/knowledge-blocks";

/** Written so that a line may break there, or to be invisible. */
const UNSEEN = /[\u00AD\u200B\u200C\u200D\u2060\uFEFF]|[\p{Co}\uFFFE\uFFFF]/gu;
const MONEY =
  /^(?:from |ab |desde |à partir de )?(?:(?:US|CA|AU)?[$€£¥]\s?\d[\d.,]*(?:\s?[-–]\s?[$€£]?\d[\d.,]*)?|\d[\d.,]*\s?(?:[€£$]|EUR|USD|GBP|CHF))\+?$/iu;
const MOST_PRICED_CHARACTERS = 80;

/** One way of writing for what looks the same: spaces, ligatures, line ends; characters nobody sees are gone. */
export function cleanText(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[\uFB00-\uFB06]/g, (ligature) => ligature.normalize("NFKC"))
    .replace(UNSEEN, "")
    .replace(/[\0-\x08\x0B-\x1F\x7F\x85]/g, " ")
    .replace(/[^\S\n]+/g, " ")
    .replace(/ *\n */g, "\n")
    .replace(/\n{2,}/g, "\n")
    .trim();
}

const line = (text: string): string => cleanText(text).replaceAll("\n", " ");

/** Blocks of clean text; what is empty, or says again what stands right before it, is gone; a price alone goes to what it is the price of. */
export function cleanBlocks(blocks: readonly Block[]): Block[] {
  const cleaned: Block[] = [];
  for (const block of blocks.map(cleanBlock)) {
    const last = cleaned.at(-1);
    if (!block || (last && isSameText(last, block))) continue;
    if (last?.kind === "paragraph" && block.kind === "paragraph" && isPriced(last.text) && isPrice(block.text))
      cleaned[cleaned.length - 1] = { kind: "paragraph", text: `${last.text.replace(/[:.…\s]+$/, "")}: ${block.text}` };
    else cleaned.push(block);
  }
  return cleaned;
}

/** Whether it is a price, and nothing else. */
export const isPrice = (text: string): boolean => MONEY.test(text);

const isPriced = (text: string): boolean =>
  text.length <= MOST_PRICED_CHARACTERS && !text.includes("\n") && !/[^.][.!?]$|[$€£]\s?\d/.test(text);

const isSameText = (a: Block, b: Block): boolean =>
  "text" in a && "text" in b && a.text === b.text && a.kind === b.kind;

function cleanBlock(block: Block): Block | null {
  if (block.kind === "list") {
    const items = block.items.map(line).filter((item) => item !== "");
    return items.length > 0 ? { kind: "list", items } : null;
  }
  if (block.kind === "table") return cleanTable(block.header, block.rows);
  if (block.kind === "code") {
    const text = block.text
      .normalize("NFC")
      .replace(UNSEEN, "")
      .replace(/^\n+|\s+$/g, "");
    return text === "" ? null : { kind: "code", text };
  }
  const text = block.kind === "heading" ? line(block.text) : cleanText(block.text);
  return text === "" ? null : { ...block, text };
}

function cleanTable(header: string[] | null, rows: readonly string[][]): Block | null {
  const names = header?.map(line) ?? null;
  const kept = rows.map((row) => row.map(line)).filter((row) => row.some((cell) => cell !== ""));
  if (kept.length === 0 && !names?.some((name) => name !== "")) return null;
  // A column with nothing in it is how a sheet was ruled.
  const used = Array.from(
    { length: [names ?? [], ...kept].reduce((most, row) => Math.max(most, row.length), 0) },
    (_, at) => at,
  ).filter((at) => (names?.[at] ?? "") !== "" || kept.some((row) => (row[at] ?? "") !== ""));
  const cut = (row: readonly string[]) => used.map((at) => row[at] ?? "");
  return { kind: "table", header: names ? cut(names) : null, rows: kept.map(cut) };
}

/** Lines of a page in the order in which they stand on it. */
export type PageLines = readonly string[];

const EDGE_LINES = 3;

/**
 * What is printed at the top or the foot of most pages, such as the firm's name and "Page 3 of 12": by page, which of its lines are that. Figures
 * that count the pages do not tell lines apart. Needs three pages to tell.
 */
export function repeatedLines(pages: readonly PageLines[]): ReadonlySet<number>[] {
  const seen = new Map<string, number>();
  const edges = pages.map((lines) =>
    lines.map((_, at) => at).filter((at) => at < EDGE_LINES || at >= lines.length - EDGE_LINES),
  );
  pages.forEach((lines, page) => {
    const keys = new Set((edges[page] ?? []).map((at) => lineKey(lines[at] ?? "")));
    for (const key of keys) seen.set(key, (seen.get(key) ?? 0) + 1);
  });
  const least = Math.max(3, Math.ceil(pages.length * 0.6));
  return pages.map(
    (lines, page) => new Set((edges[page] ?? []).filter((at) => (seen.get(lineKey(lines[at] ?? "")) ?? 0) >= least)),
  );
}

/** Prices and times differ in what they say; page numbers do not. */
const lineKey = (text: string): string =>
  line(text)
    .toLowerCase()
    .replace(/(?<![\d$€£.,:])\d{1,4}(?![\d$€£.,:])/g, "#");

/** A word that was cut at the end of a line is one word again. */
export function joinLines(lines: readonly string[]): string {
  return lines.reduce((text, next) => {
    if (text === "") return next;
    const isCut = /\p{Ll}[-\u2010\u00AD]$/u.test(text) && /^\p{Ll}/u.test(next);
    return isCut ? text.slice(0, -1) + next : `${text} ${next}`;
  }, "");
}

/** Pages of one site needed to tell what stands on each of them. */
const LEAST_PAGES = 4;

/** What stands on most pages of a site, such as a call to book and the opening hours: its lines, as `withoutBoilerplate` takes them. */
export function findBoilerplate(pages: readonly (readonly Block[])[]): ReadonlySet<string> {
  if (pages.length < LEAST_PAGES) return new Set();
  const seen = new Map<string, number>();
  for (const blocks of pages)
    for (const said of new Set(blocks.flatMap(linesOf))) seen.set(said, (seen.get(said) ?? 0) + 1);
  return new Set([...seen].filter(([, count]) => count >= pages.length * 0.6).map(([said]) => said));
}

/** A page without what stands on most pages of its site. The page that is read first should keep it: it is said there once. */
export function withoutBoilerplate(blocks: readonly Block[], boilerplate: ReadonlySet<string>): Block[] {
  if (boilerplate.size === 0) return [...blocks];
  return blocks.flatMap((block): Block[] => {
    if (block.kind !== "list") return linesOf(block).every((said) => boilerplate.has(said)) ? [] : [block];
    const items = block.items.filter((item) => !boilerplate.has(item));
    return items.length > 0 ? [{ kind: "list", items }] : [];
  });
}

function linesOf(block: Block): string[] {
  if (block.kind === "list") return block.items;
  return block.kind === "table"
    ? [[block.header ?? [], ...block.rows].map((row) => row.join("|")).join("\n")]
    : [block.text];
}
