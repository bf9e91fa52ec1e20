import { Refusal } from "./handshake";

/** Reads a connection's query parameters; whatever is wrong becomes the vendor's 400. */
export class Query {
  constructor(private readonly params: URLSearchParams) {}

  text(name: string): string | undefined {
    return this.params.get(name) ?? undefined;
  }

  all(name: string): string[] {
    return this.params.getAll(name);
  }

  flag(name: string, byDefault = false): boolean {
    const value = this.params.get(name);
    if (value === null) return byDefault;
    if (value !== "true" && value !== "false")
      throw badQuery(`${name}: expected \`true\` or \`false\`, found \`${value}\``);
    return value === "true";
  }

  /** A number within [least, most], or undefined when the parameter is absent. */
  number(name: string, least: number, most: number, kind: "integer" | "decimal" = "integer"): number | undefined {
    const value = this.params.get(name);
    if (value === null) return undefined;
    const number = value.trim() === "" ? NaN : Number(value);
    if (!Number.isFinite(number) || (kind === "integer" && !Number.isInteger(number))) {
      throw badQuery(`${name}: expected ${kind === "integer" ? "an integer" : "a number"}, found \`${value}\``);
    }
    if (number < least || number > most)
      throw badQuery(`${name}: must be between ${least} and ${most}, found ${value}`);
    return number;
  }
}

export function badQuery(reason: string): Refusal {
  return new Refusal(400, "INVALID_QUERY_PARAMETER", `Failed to deserialize query parameters: ${reason}`);
}

export function noSuchModel(): Refusal {
  return new Refusal(400, "Bad Request", "Bad Request: No such model/version combination found.");
}
