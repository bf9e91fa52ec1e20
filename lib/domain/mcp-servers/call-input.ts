import { z } from "zod";
import type { BoundField, McpToolSpec } from "@/lib/contracts/mcp-servers";
import type { BoundValues } from "@/lib/domain/tools/http-tool/bind-request";
import { propertiesOf } from "./offered-tool";

/** The schema a model is shown: without what the server puts in itself. */
export function modelSchemaOfMcp({ mcp: { inputSchema, bound } }: Pick<McpToolSpec, "mcp">): Record<string, unknown> {
  const ours = new Set(bound.map(({ field }) => field));
  const properties = Object.fromEntries(Object.entries(propertiesOf(inputSchema)).filter(([name]) => !ours.has(name)));
  const required = requiredOf(inputSchema).filter((name) => !ours.has(name));
  return { ...inputSchema, type: "object", properties, required, additionalProperties: false };
}

export type McpInput = { ok: true; input: Record<string, unknown> } | { ok: false; problems: string[] };

const MOST_CHARS = 20_000;

/** Reads what a model gave, like a stranger's, and adds what the server knows: that is never the model's to say. */
export function readMcpInput(
  spec: Pick<McpToolSpec, "mcp">,
  said: Record<string, unknown>,
  known: BoundValues,
): McpInput {
  const shown = modelSchemaOfMcp(spec);
  // Said by name of what is there, so that nothing else of an object gets through.
  const names = new Set(Object.keys(propertiesOf(shown)));
  const unknown = Object.keys(said).filter((name) => !names.has(name));
  if (unknown.length > 0)
    return { ok: false, problems: unknown.map((name) => `${name.slice(0, 60)}: there is no such parameter`) };
  if (JSON.stringify(said).length > MOST_CHARS) return { ok: false, problems: ["input: too long"] };
  const read = z.fromJSONSchema(shown as Parameters<typeof z.fromJSONSchema>[0]).safeParse(said);
  if (!read.success)
    return {
      ok: false,
      problems: read.error.issues.map(({ path, message }) => `${path.join(".") || "input"}: ${message}`),
    };
  const input: Record<string, unknown> = { ...said };
  const required = new Set(requiredOf(spec.mcp.inputSchema));
  for (const field of spec.mcp.bound) {
    const value = valueOf(field, spec.mcp.inputSchema, known);
    if (value !== undefined) input[field.field] = value;
    else if (required.has(field.field))
      return { ok: false, problems: [`${field.field}: it is put in by us and is not known in this call`] };
  }
  return { ok: true, input };
}

function valueOf({ field, source, value }: BoundField, schema: Record<string, unknown>, known: BoundValues): unknown {
  const text = source === "fixed" ? value : known[source];
  if (text === undefined || text === "") return undefined;
  const property = propertiesOf(schema)[field];
  const type = typeof property === "object" && property !== null && "type" in property ? property.type : "string";
  if (type === "number" || type === "integer") return Number.isFinite(Number(text)) ? Number(text) : undefined;
  if (type === "boolean") return text === "true" || text === "yes";
  return text;
}

/** What does not fit together in what is to be bound, by field; empty: it does. */
export function problemsOfBound(bound: readonly BoundField[], schema: Record<string, unknown>): Record<string, string> {
  const problems: Record<string, string> = {};
  const properties = propertiesOf(schema);
  for (const [at, { field, source, value }] of bound.entries()) {
    if (!Object.hasOwn(properties, field)) problems[`bound.${at}.field`] = "the tool has no such parameter";
    else if (bound.findIndex((other) => other.field === field) < at)
      problems[`bound.${at}.field`] = "it is filled in already";
    if (source === "fixed" && value === "") problems[`bound.${at}.value`] = "give the value";
  }
  return problems;
}

const requiredOf = ({ required }: Record<string, unknown>): string[] =>
  Array.isArray(required) ? required.filter((name): name is string => typeof name === "string") : [];
