import type { Metadata } from "../model";
import { invalidParam } from "./api-error";
import type { FormObject } from "./form";

/**
 * Reads the parameters of one request, or of one nested object. What is wrong is refused in Stripe's words, and `finish` refuses what nobody
 * read, as Stripe refuses parameters it does not know.
 */
export class Params {
  private readonly known = new Set<string>();
  private readonly children: Params[] = [];

  constructor(
    private readonly values: FormObject,
    private readonly path = "",
  ) {}

  /** The full name of a parameter, e.g. items[0][price]. */
  nameOf(key: string): string {
    return this.path ? `${this.path}[${key}]` : key;
  }

  has(key: string): boolean {
    this.known.add(key);
    return this.values[key] !== undefined;
  }

  /** A text, `null` when an empty one asks to unset it. */
  emptyable(key: string): string | null | undefined {
    this.known.add(key);
    const value = this.values[key];
    if (value === undefined) return undefined;
    if (typeof value !== "string") throw invalidParam(`Invalid string: ${JSON.stringify(value)}`, this.nameOf(key));
    return value === "" ? null : value;
  }

  string(key: string): string | undefined {
    const value = this.emptyable(key);
    if (value !== null) return value;
    const name = this.nameOf(key);
    throw invalidParam(
      `You passed an empty string for '${name}'. We assume empty values are an attempt to unset a parameter; however '${name}' cannot be unset. You should remove '${name}' from your request or supply a non-empty value.`,
      name,
      "parameter_invalid_empty",
    );
  }

  required(key: string): string {
    return this.string(key) ?? this.missing(key);
  }

  missing(key: string): never {
    const name = this.nameOf(key);
    throw invalidParam(`Missing required param: ${name}.`, name, "parameter_missing");
  }

  integer(key: string): number | undefined {
    const text = this.string(key);
    if (text === undefined) return undefined;
    if (!/^-?\d{1,15}$/.test(text)) {
      throw invalidParam(`Invalid integer: ${text}`, this.nameOf(key), "parameter_invalid_integer");
    }
    return Number(text);
  }

  /** A decimal number as text, e.g. "0.75", at most 12 places. */
  decimal(key: string): string | undefined {
    const text = this.string(key);
    if (text !== undefined && !/^-?\d{1,15}(\.\d{1,12})?$/.test(text)) {
      throw invalidParam(`Invalid decimal: ${text}; must contain at maximum twelve decimal places.`, this.nameOf(key));
    }
    return text;
  }

  boolean(key: string): boolean | undefined {
    const text = this.string(key);
    if (text === undefined || text === "true" || text === "false")
      return text === undefined ? undefined : text === "true";
    throw invalidParam(`Invalid boolean: ${text}`, this.nameOf(key));
  }

  oneOf<T extends string>(key: string, allowed: readonly T[]): T | undefined {
    const text = this.string(key);
    if (text === undefined) return undefined;
    const found = allowed.find((value) => value === text);
    if (found !== undefined) return found;
    throw invalidParam(`Invalid ${this.nameOf(key)}: must be one of ${allowed.join(", ")}`, this.nameOf(key));
  }

  /** The nested object under `key`; undefined when absent or unset by an empty text. */
  object(key: string): Params | undefined {
    this.known.add(key);
    const value = this.values[key];
    if (value === undefined || value === "") return undefined;
    if (typeof value === "string") throw invalidParam("Invalid object", this.nameOf(key));
    const child = new Params(value, this.nameOf(key));
    this.children.push(child);
    return child;
  }

  /** The objects of a list. */
  list(key: string): readonly Params[] {
    const entries = this.object(key);
    return entries ? Object.keys(entries.values).map((index) => entries.object(index) ?? entries.missing(index)) : [];
  }

  strings(key: string): readonly string[] {
    const entries = this.object(key);
    return entries ? Object.keys(entries.values).map((index) => entries.required(index)) : [];
  }

  /** Key and value pairs whose names are the caller's own. */
  map(key: string): Record<string, string> {
    const entries = this.object(key);
    if (!entries) return {};
    return Object.fromEntries(Object.keys(entries.values).map((name) => [name, entries.emptyable(name) ?? ""]));
  }

  /** Metadata after this request: given keys laid over `current`, empty values removed, all removed by an empty text. */
  metadata(current: Metadata = {}, key = "metadata"): Metadata {
    if (this.values[key] === "") {
      this.known.add(key);
      return {};
    }
    const given = this.map(key);
    for (const [name, value] of Object.entries(given)) {
      if (name.length > 40) throw invalidParam(`Metadata keys can have up to 40 characters. ${name} is too long.`, key);
      if (value.length > 500) {
        throw invalidParam(`Metadata values can have up to 500 characters, but you passed ${value.length}.`, key);
      }
    }
    const merged = Object.entries({ ...current, ...given }).filter(([, value]) => value !== "");
    if (merged.length > 50) throw invalidParam("You can have up to 50 metadata keys.", key);
    return Object.fromEntries(merged);
  }

  /** Names that Stripe takes and that change nothing here. */
  ignore(...keys: readonly string[]): void {
    for (const key of keys) {
      if (!(key in this.values)) continue;
      this.known.add(key);
    }
  }

  /** Refuses what nobody read, here and in the objects that were read. */
  finish(): void {
    const unknown = Object.keys(this.values).find((key) => !this.known.has(key));
    if (unknown !== undefined) {
      const name = this.nameOf(unknown);
      throw invalidParam(`Received unknown parameter: ${name}`, name, "parameter_unknown");
    }
    for (const child of this.children) child.finish();
  }
}
