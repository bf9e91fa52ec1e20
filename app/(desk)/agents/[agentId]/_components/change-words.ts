import type { DraftChange } from "@/lib/contracts/agents";

/** "Anna Ruiz changed Greeting and Voice". */
export function changeWords({ byName, kind, what }: DraftChange): string {
  if (kind === "published") return `${byName} published a version`;
  if (kind === "rolled_back") return `${byName} rolled back to another version`;
  if (kind === "discarded") return `${byName} threw the draft away`;
  const named = what.length > 4 ? [...what.slice(0, 3), `${what.length - 3} more`] : what;
  return `${byName} changed ${named.length === 0 ? "the draft" : new Intl.ListFormat("en").format(named)}`;
}
