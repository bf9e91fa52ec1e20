import { z } from "zod";

/** What is kept of a JSON Schema. Patterns are not: one can be written so that trying it takes forever. */
const KEPT = new Set(
  "type description title enum const properties required additionalProperties items minItems maxItems minLength maxLength minimum maximum exclusiveMinimum exclusiveMaximum anyOf oneOf allOf $ref $defs definitions default".split(
    " ",
  ),
);
/** Within these the names are the server's own. */
const BY_NAME = new Set(["properties", "$defs", "definitions"]);
const AS_IT_IS = new Set(["enum", "const", "default", "required", "type"]);
const DEEPEST = 8;
const ROOT_NEVER = ["anyOf", "oneOf", "allOf", "$ref"];

type Json = Record<string, unknown>;

/** The schema that a model is shown and its input is held against, from what a server says; null: there is none to be made of it. */
export function keptSchema(raw: unknown): Json | null {
  if (!isObject(raw) || raw.type !== "object" || ROOT_NEVER.some((key) => key in raw)) return null;
  try {
    const kept = prune(raw, 0);
    if (!isObject(kept)) return null;
    // One that cannot be held against an input is none.
    z.fromJSONSchema(kept as Parameters<typeof z.fromJSONSchema>[0]);
    return kept;
  } catch {
    return null;
  }
}

function prune(raw: unknown, depth: number): unknown {
  if (depth > DEEPEST) throw new Error("too deep");
  if (Array.isArray(raw)) return raw.map((inner) => prune(inner, depth + 1));
  if (!isObject(raw)) return raw;
  const kept: Json = {};
  for (const [key, value] of Object.entries(raw)) {
    if (!KEPT.has(key)) continue;
    if (AS_IT_IS.has(key)) kept[key] = value;
    else if (BY_NAME.has(key) && isObject(value)) {
      const inner = Object.entries(value).filter(([name]) => name !== "__proto__");
      kept[key] = Object.fromEntries(inner.map(([name, schema]) => [name, prune(schema, depth + 1)]));
    } else kept[key] = prune(value, depth + 1);
  }
  return kept;
}

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
