/** A placeholder of an address: `{order_number}`. */
const PLACEHOLDER = /\{([^{}]*)\}/g;

/** The names in an address's braces, in order. */
export const placeholdersOf = (address: string): string[] =>
  [...address.matchAll(PLACEHOLDER)].map(([, name = ""]) => name.trim());

/** Scheme, host and port of an address, which no value can change; null when it is no web address. */
export function originOf(address: string): string | null {
  const url = parsed(address.replaceAll(PLACEHOLDER, "x"));
  return url ? url.origin : null;
}

/** What is wrong with an address that a person wrote, in words; null: nothing. */
export function problemOfAddress(address: string): string | null {
  const host = /^https?:\/\/([^/?#]*)/i.exec(address)?.[1];
  if (host === undefined)
    return "begin with https:// and the name of the system, such as https://api.example.com/orders";
  if (/[{}]/.test(host)) return "the name of the system is fixed: put {names} only after it";
  const url = parsed(address.replaceAll(PLACEHOLDER, "x"));
  if (!url) return "this is no web address";
  if (url.username !== "" || url.password !== "")
    return "take the name and password out of it, and use the sign-in below";
  if (address.includes("#")) return "take away what comes after #, which is never sent";
  if (/[{}]/.test(address.replaceAll(PLACEHOLDER, ""))) return "each { needs its }";
  const [path = ""] = address.split("?");
  if (placeholdersOf(address).length !== placeholdersOf(path).length)
    return "put {names} before the ?; what comes after it is for parameters in the query";
  return null;
}

/** Of an address that is read back from: as of any other, and values may also stand after the question mark. */
export function problemOfReadBack(address: string): string | null {
  const [path = "", query] = address.split("?");
  if (query !== undefined && /[{}]/.test(query.replaceAll(PLACEHOLDER, ""))) return "each { needs its }";
  return problemOfAddress(query === undefined ? path : `${path}?${query.replaceAll(PLACEHOLDER, "x")}`);
}

/** The address to read back from, its placeholders filled in path and query. */
export function fillReadBack(address: string, values: ReadonlyMap<string, string>): URL | null {
  const [path = "", query] = address.split("?");
  const url = fillAddress(path, values);
  if (!url || query === undefined) return url;
  let isWhole = true;
  const search = query.replaceAll(PLACEHOLDER, (_, name: string) => {
    const value = values.get(name.trim()) ?? "";
    if (value.trim() === "") isWhole = false;
    return encodeURIComponent(value);
  });
  if (isWhole) url.search = search;
  return isWhole ? url : null;
}

/**
 * The address with its placeholders filled. A value is one piece of the path and can be nothing else: what would go up a level, reach another
 * place or leave a piece empty is refused (null).
 */
export function fillAddress(address: string, values: ReadonlyMap<string, string>): URL | null {
  let isWhole = true;
  const filled = address.replaceAll(PLACEHOLDER, (_, name: string) => {
    const value = values.get(name.trim()) ?? "";
    if (value.trim() === "" || /^\.{1,2}$/.test(value.trim())) isWhole = false;
    return encodeURIComponent(value);
  });
  const url = isWhole ? parsed(filled) : null;
  const model = parsed(address.replaceAll(PLACEHOLDER, "x"));
  if (!url || !model || url.origin !== model.origin) return null;
  return url.pathname.split("/").length === model.pathname.split("/").length ? url : null;
}

function parsed(address: string): URL | null {
  try {
    const url = new URL(address);
    return url.protocol === "https:" || url.protocol === "http:" ? url : null;
  } catch {
    return null;
  }
}
