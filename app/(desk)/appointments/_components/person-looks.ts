import type { ResourceResource } from "@/lib/contracts/appointments";

/** How a person's appointments look in a calendar. `text`: their initials. */
export type PersonLook = Readonly<{ id: string; name: string; initials: string; block: string; text: string }>;

const HUES = [
  { block: "bg-person-1-soft border-person-1", text: "text-person-1" },
  { block: "bg-person-2-soft border-person-2", text: "text-person-2" },
  { block: "bg-person-3-soft border-person-3", text: "text-person-3" },
  { block: "bg-person-4-soft border-person-4", text: "text-person-4" },
  { block: "bg-person-5-soft border-person-5", text: "text-person-5" },
  { block: "bg-person-6-soft border-person-6", text: "text-person-6" },
] as const;

/** What nobody in particular gives. */
export const NOBODYS_BLOCK = "bg-surface-2 border-line-strong";

/** A hue for everybody who gives appointments, in the order they stand in; beyond six they repeat, and the initials tell them apart. */
export const personLooks = (resources: readonly ResourceResource[]): PersonLook[] =>
  resources
    .filter(({ kind }) => kind === "staff")
    .map(({ id, name }, at) => ({ id, name, initials: initialsOf(name), ...(HUES[at % HUES.length] ?? HUES[0]) }));

/** `AC` of `Dr. Anna Chen`: of what is no title, the first and the last word. */
function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== "" && !word.endsWith("."));
  const [first, last] = [words[0] ?? name, words.length > 1 ? words.at(-1) : undefined];
  return [first, last].map((word) => [...(word ?? "")][0]?.toUpperCase() ?? "").join("");
}
