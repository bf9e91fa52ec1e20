/** A piece of a line. `href` is an address of http, https or mailto and nothing else. */
export type NoteSpan = { text: string; bold?: true; italic?: true; code?: true; href?: string };
export type NoteBlock =
  { kind: "paragraph" | "quote"; lines: NoteSpan[][] } | { kind: "list"; ordered: boolean; items: NoteSpan[][] };

const ITEM = /^\s*(?:[-*•]|(\d{1,3})[.)])\s+(.*)$/;
const QUOTE = /^\s*>\s?(.*)$/;

/**
 * Reads what people write in notes: paragraphs, `- lists`, `1. lists`, `> quotes`, **bold**, *italic*, `code`, [links](https://…). All else, HTML too,
 * is text and stays as it is: what comes out is data that the screen draws, never markup.
 */
export function readNote(text: string): NoteBlock[] {
  const blocks: NoteBlock[] = [];
  let open = null as NoteBlock | null;
  for (const line of text.replaceAll("\r\n", "\n").split("\n")) {
    const item = ITEM.exec(line);
    const quote = QUOTE.exec(line);
    if (line.trim() === "") {
      open = null;
    } else if (item) {
      const ordered = item[1] !== undefined;
      if (open?.kind !== "list" || open.ordered !== ordered) blocks.push((open = { kind: "list", ordered, items: [] }));
      open.items.push(readSpans(item[2] ?? ""));
    } else {
      const kind = quote ? "quote" : "paragraph";
      if (open?.kind !== kind) blocks.push((open = { kind, lines: [] }));
      open.lines.push(readSpans(quote ? (quote[1] ?? "") : line));
    }
  }
  return blocks;
}

const MARKED = /\*\*([^*\n]+)\*\*|\*([^*\s][^*\n]*)\*|`([^`\n]+)`|\[([^\]\n]{1,200})\]\(([^()\s]{1,1000})\)/g;

function readSpans(line: string): NoteSpan[] {
  const spans: NoteSpan[] = [];
  let done = 0;
  for (const match of line.matchAll(MARKED)) {
    const [whole, bold, italic, code, label, address] = match;
    const span = spanOf({ bold, italic, code, label, address });
    if (!span) continue;
    if (match.index > done) spans.push({ text: line.slice(done, match.index) });
    spans.push(span);
    done = match.index + whole.length;
  }
  if (done < line.length || spans.length === 0) spans.push({ text: line.slice(done) });
  return spans;
}

type Found = Record<"bold" | "italic" | "code" | "label" | "address", string | undefined>;

function spanOf({ bold, italic, code, label, address }: Found): NoteSpan | null {
  if (bold !== undefined) return { text: bold, bold: true };
  if (italic !== undefined) return { text: italic, italic: true };
  if (code !== undefined) return { text: code, code: true };
  const href = safeAddress(address ?? "");
  return href && label ? { text: label, href } : null;
}

function safeAddress(typed: string): string | null {
  try {
    const url = new URL(typed);
    return ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** The words alone, for exports and lists. */
export const plainNote = (text: string): string =>
  readNote(text)
    .map((block) =>
      block.kind === "list"
        ? block.items.map((item, at) => `${block.ordered ? `${at + 1}.` : "-"} ${words(item)}`).join("\n")
        : block.lines.map(words).join("\n"),
    )
    .join("\n\n");

const words = (spans: readonly NoteSpan[]) =>
  spans.map(({ text, href }) => (href ? `${text} (${href})` : text)).join("");
