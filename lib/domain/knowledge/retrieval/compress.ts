import { contentWords, wordsIn } from "./spoken-words";

/** What a text costs a model, about; four characters a token. */
export const tokensOf = (text: string): number => Math.ceil(text.length / 4);

/** Ends of words differ; what is left of them is compared. */
const stemOf = (word: string): string => word.slice(0, Math.max(4, word.length - 3));

/**
 * The sentences, rows and lines of a passage that a question needs, in their order, so that all stays within `budget` tokens. A passage that fits is left
 * whole. What is next to a line that answers is kept as long as there is room: it is often what the line is about.
 */
export function compress(text: string, sought: readonly string[], budget: number): string {
  if (tokensOf(text) <= budget) return text;
  const units = unitsOf(text);
  const stems = new Set(sought.flatMap((words) => contentWords(words)).map(stemOf));
  const hits = units.map(
    ({ text: unit }) =>
      new Set(
        wordsIn(unit)
          .map(stemOf)
          .filter((stem) => stems.has(stem)),
      ).size,
  );
  const worth = hits.map((own, at) => own + 0.3 * Math.max(hits[at - 1] ?? 0, hits[at + 1] ?? 0) - at * 0.001);
  const kept = new Set<number>();
  let spent = 0;
  for (const at of worth.map((_, index) => index).sort((a, b) => worth[b]! - worth[a]!)) {
    const cost = tokensOf(units[at]!.text) + 1;
    if (spent + cost > budget) continue;
    kept.add(at);
    spent += cost;
  }
  // One sentence longer than all there is room for: its beginning.
  if (kept.size === 0) return `${text.slice(0, budget * 4 - 1).trimEnd()}…`;
  return units
    .filter(
      (unit, at) =>
        kept.has(at) || (unit.isHeader && units.some((row, place) => row.block === unit.block && kept.has(place))),
    )
    .map(({ text: unit, ends }) => unit + ends)
    .join("")
    .trim();
}

type Unit = { text: string; ends: "\n" | " "; block: number; isHeader: boolean };

/** Rows of a table stay rows and keep their header; everything else goes by sentence. */
function unitsOf(text: string): Unit[] {
  let block = 0;
  let wasRow = false;
  return text.split("\n").flatMap((line): Unit[] => {
    const isRow = line.includes("|");
    const isHeader = isRow && !wasRow;
    if (!isRow || isHeader) block++;
    wasRow = isRow;
    if (isRow) return [{ text: line, ends: "\n", block, isHeader }];
    const sentences = line.split(/(?<=[.!?…])\s+(?=[\p{Lu}\p{N}"„«¿¡])/u).filter((sentence) => sentence.trim() !== "");
    return sentences.map((sentence, at) => ({
      text: sentence,
      ends: at === sentences.length - 1 ? "\n" : " ",
      block,
      isHeader: false,
    }));
  });
}
