/** Reads what a vendor answered, of which nothing is certain. */

export function at(value: unknown, path: string): unknown {
  let found: unknown = value;
  for (const step of path.split(".")) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, step)) return undefined;
    found = (found as Record<string, unknown>)[step];
  }
  return found;
}

/** A text or a number as text; null when there is none. */
export function text(value: unknown, path: string): string | null {
  const found = at(value, path);
  if (typeof found === "number") return String(found);
  return typeof found === "string" && found !== "" ? found : null;
}

export function list(value: unknown, path = ""): unknown[] | null {
  const found = path === "" ? value : at(value, path);
  return Array.isArray(found) ? found : null;
}

/** For an answer that says yes and lacks what it has to have. */
export const lacks = (what: string) => ({ unreadable: `the answer has no ${what}` });
