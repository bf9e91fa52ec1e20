/**
 * A text as it can be said: no addresses of the web, no marks of formatting, table rows as "column: value", prices and ranges in words.
 * Lines stay lines.
 */
export function speakable(text: string): string {
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  return rowsAsWords(lines)
    .map(sayable)
    .filter((line) => /[\p{L}\p{N}]/u.test(line))
    .join("\n");
}

const isRow = (line: string): boolean => /^\s*\|.*\|\s*$/.test(line) || (line.match(/ \| /g)?.length ?? 0) >= 1;
const cellsOf = (line: string): string[] =>
  line
    .trim()
    .replace(/^\|/, "")
    .replace(/\|$/, "")
    .split("|")
    .map((cell) => cell.trim());
const isRule = (line: string): boolean => /^[\s|:+-]+$/.test(line) && line.includes("-");

function rowsAsWords(lines: readonly string[]): string[] {
  const said: string[] = [];
  let header: string[] | null = null;
  lines.forEach((line, at) => {
    if (!isRow(line)) {
      if (!isRule(line)) header = null;
      return void (isRule(line) || said.push(line));
    }
    if (isRule(line)) return;
    const cells = cellsOf(line);
    const next = lines[at + 1];
    if (header === null && next !== undefined && (isRule(next) || (isRow(next) && looksLikeHeader(cells)))) {
      header = cells;
      return;
    }
    said.push(rowInWords(cells, header));
  });
  return said;
}

const looksLikeHeader = (cells: readonly string[]): boolean => cells.every((cell) => cell !== "" && !/\d/.test(cell));

function rowInWords(cells: readonly string[], header: readonly string[] | null): string {
  const [first = "", ...rest] = cells;
  const named = rest.flatMap((cell, at) => {
    if (cell === "") return [];
    const name = header?.[at + 1] ?? "";
    return [name === "" ? cell : `${name} ${cell}`];
  });
  return `${first}${named.length > 0 ? `: ${named.join(", ")}` : ""}.`;
}

const CURRENCIES: Record<string, [one: string, many: string]> = {
  $: ["dollar", "dollars"],
  "€": ["euro", "euros"],
  "£": ["pound", "pounds"],
};
const AMOUNT = String.raw`\d[\d.,]*\d|\d`;

function sayable(line: string): string {
  return (
    line
      .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
      .replaceAll(/<[^>\s][^>]*>/g, " ")
      .replaceAll(/\b(?:https?:\/\/|www\.)\S+/gi, "our web site")
      .replaceAll(/^\s{0,3}(?:#{1,6}\s+|[-*+•]\s+|>\s+)/g, "")
      .replaceAll(/(\*\*|__|~~|`+)/g, "")
      .replaceAll(/(?<![\p{L}\p{N}])[*_](\S[^*_]*\S|\S)[*_](?![\p{L}\p{N}])/gu, "$1")
      // $120–$150, 120–150 €
      .replaceAll(
        new RegExp(`([$€£])\\s?(${AMOUNT})\\s?[–—-]\\s?[$€£]?\\s?(${AMOUNT})`, "g"),
        (_, sign: string, low: string, high: string) => `${low} to ${high} ${CURRENCIES[sign]![1]}`,
      )
      .replaceAll(
        new RegExp(`(${AMOUNT})\\s?[–—-]\\s?(${AMOUNT})\\s?([$€£])`, "g"),
        (_, low: string, high: string, sign: string) => `${low} to ${high} ${CURRENCIES[sign]![1]}`,
      )
      .replaceAll(new RegExp(`([$€£])\\s?(${AMOUNT})(?:([.,])00)?(?![\\d])`, "g"), (_, sign: string, amount: string) =>
        inMoney(amount, sign),
      )
      .replaceAll(new RegExp(`(${AMOUNT})\\s?([€£])`, "g"), (_, amount: string, sign: string) => inMoney(amount, sign))
      .replaceAll(/(\d)\s?[–—]\s?(\d)/g, "$1 to $2")
      .replaceAll(/(\d)\s?%/g, "$1 percent")
      .replaceAll(/\s&\s/g, " and ")
      .replaceAll(/[ \t]+/g, " ")
      .trim()
  );
}

function inMoney(amount: string, sign: string): string {
  const [one, many] = CURRENCIES[sign]!;
  const whole = amount.replace(/[.,]00$/, "");
  return `${whole} ${whole === "1" ? one : many}`;
}
