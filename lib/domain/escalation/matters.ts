/** What people are there for: names as the business wrote them. */
export type Fields = { departments: readonly string[]; skills: readonly string[] };
/** What a call is about, in names of `Fields`. */
export type Matters = { department: string | null; skills: string[] };

/** The departments and skills whose every word is in what was said, singular or plural. Of departments the first. */
export function mattersIn(said: readonly string[], { departments, skills }: Fields): Matters {
  const heard = new Set(said.flatMap(rootsOf));
  const isMeant = (name: string) => {
    const roots = rootsOf(name);
    return roots.length > 0 && roots.every((root) => heard.has(root));
  };
  return { department: departments.find(isMeant) ?? null, skills: skills.filter(isMeant) };
}

/** Of names that somebody gives for `Fields`, those that are some. */
export const knownMatters = (
  given: { department: string | null; skills: readonly string[] },
  { departments, skills }: Fields,
): Matters => ({
  department: departments.find((name) => isSame(name, given.department ?? "")) ?? null,
  skills: skills.filter((name) => given.skills.some((each) => isSame(each, name))),
});

const isSame = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();
const rootsOf = (text: string): string[] =>
  (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).map((word) =>
    word.length > 3 ? word.replace(/e?s$/, "") : word,
  );
