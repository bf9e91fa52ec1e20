/** `member.role_changed` → `Member role changed`. */
export function actionWords(action: string): string {
  const words = action.replaceAll(/[._]/g, " ").replace(/\bapi\b/, "API");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export type Change = { name: string; before: unknown; after: unknown };

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

/** What an entry's `before` and `after` say, field by field. */
export function changesOf(details: Record<string, unknown>): Change[] {
  const before = fieldsOf(details["before"]);
  const after = fieldsOf(details["after"]);
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.map((name) => ({ name, before: before[name], after: after[name] }));
}

/** A value as one reads it. */
export function shown(value: unknown): string {
  if (value === undefined || value === null || value === "") return "nothing";
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
