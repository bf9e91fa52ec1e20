import type { TableBlock } from "@/lib/contracts/knowledge-blocks";

/**
 * A row so that it can be understood alone, and said: its first cell is what it is about. "Crown, porcelain: $980" of two columns; of more, "Crown,
 * porcelain: Price $980, Visits 2".
 */
export function saidRow(header: TableBlock["header"], row: readonly string[]): string {
  const [subject = "", ...rest] = row;
  const said = rest.flatMap((cell, at) => {
    if (cell === "") return [];
    const name = header?.[at + 1] ?? "";
    return rest.length < 2 || name === "" || name.toLowerCase() === cell.toLowerCase() ? [cell] : [`${name} ${cell}`];
  });
  if (said.length === 0) return subject;
  return subject === "" ? said.join(", ") : `${subject.replace(/[:.…\s]+$/, "")}: ${said.join(", ")}`;
}

/** Stands above the rows of each part of a table; null when nothing is to be said. */
export function saidHeader(header: TableBlock["header"]): string | null {
  const names = (header ?? []).filter((name) => name !== "");
  return names.length > 0 ? `${names.join(", ")}:` : null;
}
