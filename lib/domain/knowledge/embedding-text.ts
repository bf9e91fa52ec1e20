/**
 * What of a piece its vector is made of: its words with what they stand under, since "It costs $40" says nothing without. Each of the lines above
 * is there once.
 */
export function embeddingText({ title, heading, text }: { title: string; heading: string; text: string }): string {
  const above = heading === "" || heading.startsWith(title) ? [heading] : [title, heading];
  return [...(heading === "" ? [title] : above), text].filter((line) => line !== "").join("\n");
}
