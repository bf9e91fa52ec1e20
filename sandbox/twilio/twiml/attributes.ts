import type { TwimlElement } from "./parse";

/** A whole-number attribute, cut to its limits; the default when it is missing or no number. */
export function integerAttribute(
  element: TwimlElement,
  name: string,
  fallback: number,
  least = 0,
  most = 86_400,
): number {
  const value = Number(element.attributes[name] ?? Number.NaN);
  return Number.isFinite(value) ? Math.min(most, Math.max(least, Math.trunc(value))) : fallback;
}

export function booleanAttribute(element: TwimlElement, name: string, fallback: boolean): boolean {
  const value = element.attributes[name]?.toLowerCase();
  return value === "true" ? true : value === "false" ? false : fallback;
}

export function methodAttribute(element: TwimlElement, name = "method"): "GET" | "POST" {
  return element.attributes[name]?.toUpperCase() === "GET" ? "GET" : "POST";
}

/** A space- or comma-separated list, e.g. statusCallbackEvent="initiated answered". */
export function listAttribute(element: TwimlElement, name: string, fallback: readonly string[]): ReadonlySet<string> {
  const value = element.attributes[name];
  return new Set(value === undefined ? fallback : value.split(/[\s,]+/).filter((part) => part !== ""));
}
