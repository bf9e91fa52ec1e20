/** The words of a text, for a list that reads well in the source. */
export const setOf = (text: string): Set<string> => new Set(text.split(/\s+/).filter((word) => word !== ""));

/** Words by their valence, from lists by valence. Single words are divided by spaces; once one has a `|`, only by that. */
export function valencesOf(lists: Readonly<Record<string, string>>): Map<string, number> {
  return new Map(
    Object.entries(lists).flatMap(([valence, list]) =>
      list
        .split(list.includes("|") ? "|" : /\s+/)
        .map((entry): [string, number] => [entry.trim().replace(/\s+/g, " "), Number(valence)])
        .filter(([entry]) => entry !== ""),
    ),
  );
}
