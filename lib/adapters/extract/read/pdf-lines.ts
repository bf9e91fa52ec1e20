export type PdfItem = { str: string; transform: number[]; width: number; fontName: string };

/** Side by side in a line, with a gap that is no space between words. */
export type PdfCell = { text: string; left: number; right: number };

/** What stands at one height of a page, from the top down. Lengths are points. */
export type PdfLine = {
  text: string;
  cells: PdfCell[];
  left: number;
  right: number;
  /** From the page's foot. */
  y: number;
  size: number;
  /** Of most of its characters; names mean nothing beyond their document. */
  font: string;
};

type Placed = { text: string; left: number; right: number; y: number; size: number; font: string };

/** A gap wider than this many times the letters' size sets two cells apart. */
const CELL_GAP = 0.9;
const SPACE_GAP = 0.15;
/** The dots that lead the eye to a price. */
const LEADERS = /\s*(?:[.…·_]\s?){4,}\s*/;

/** Puts the pieces of a page together to lines, by where they stand. What is written upwards stands after all that is not. */
export function linesOf(items: readonly PdfItem[]): PdfLine[] {
  const placed = items.flatMap(place);
  const level = placed.filter(({ size }) => size > 0).sort((a, b) => b.y - a.y || a.left - b.left);
  const rows: Placed[][] = [];
  for (const piece of level) {
    const row = rows.at(-1);
    const first = row?.[0];
    if (first && Math.abs(first.y - piece.y) <= Math.max(first.size, piece.size) * 0.35) row?.push(piece);
    else rows.push([piece]);
  }
  return rows.map(toLine).filter(({ text }) => text !== "");
}

function place({ str, transform, width, fontName }: PdfItem): Placed[] {
  const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = transform;
  if (str.trim() === "") return [];
  const isUpright = Math.abs(a) >= Math.abs(b);
  const size = isUpright ? Math.hypot(c, d) : 0;
  return isUpright ? [{ text: str, left: x, right: x + width, y, size, font: fontName }] : [];
}

function toLine(row: readonly Placed[]): PdfLine {
  const pieces = [...row].sort((a, b) => a.left - b.left);
  const cells: PdfCell[] = [];
  const characters = new Map<string, number>();
  let size = 0;
  for (const piece of pieces) {
    size = Math.max(size, piece.size);
    characters.set(piece.font, (characters.get(piece.font) ?? 0) + piece.text.length);
    const last = cells.at(-1);
    const gap = last ? piece.left - last.right : 0;
    // Some programs print what is bold twice.
    if (last && gap < -piece.size && last.text.endsWith(piece.text)) continue;
    if (last && gap <= piece.size * CELL_GAP) {
      const isApart = gap > piece.size * SPACE_GAP && !last.text.endsWith(" ") && !piece.text.startsWith(" ");
      last.text += `${isApart ? " " : ""}${piece.text}`;
      last.right = Math.max(last.right, piece.right);
    } else cells.push({ text: piece.text, left: piece.left, right: piece.right });
  }
  const led = cells.flatMap(withoutLeaders);
  const [font = ""] = [...characters].sort(([, a], [, b]) => b - a)[0] ?? [];
  return {
    text: led.map(({ text }) => text).join(" "),
    cells: led,
    left: led[0]?.left ?? 0,
    right: led.at(-1)?.right ?? 0,
    y: row[0]?.y ?? 0,
    size,
    font,
  };
}

function withoutLeaders({ text, left, right }: PdfCell): PdfCell[] {
  const parts = text.split(LEADERS);
  const width = (right - left) / Math.max(text.length, 1);
  let from = 0;
  return parts.flatMap((part) => {
    const at = text.indexOf(part, from);
    from = at + part.length;
    const words = part.replace(/\s+/g, " ").trim();
    return words === "" ? [] : [{ text: words, left: left + at * width, right: left + from * width }];
  });
}
