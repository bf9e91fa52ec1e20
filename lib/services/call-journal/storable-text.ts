/**
 * PostgreSQL stores neither the character U+0000 nor half a surrogate pair, which a recogniser, a model or a tool may well produce. They
 * become the replacement character, so that one odd character does not cost a transcript its line.
 */
export function storableText(text: string): string {
  const whole = /[\ud800-\udfff]/.test(text) ? Buffer.from(text).toString() : text;
  return whole.includes("\0") ? whole.replaceAll("\0", "\ufffd") : whole;
}

/** The same for every string in a JSON value, keys included. */
export function storableJson(value: unknown): unknown {
  if (typeof value === "string") return storableText(value);
  if (Array.isArray(value)) return value.map(storableJson);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [storableText(key), storableJson(inner)]));
  }
  return value;
}
