import { z } from "zod";
import type { OfferedTool } from "@/lib/contracts/mcp-servers";
import { keptSchema } from "./kept-schema";

const LONGEST_NAME = 128;
const LONGEST_DESCRIPTION = 4000;
/** A model reads it with each request. */
const LONGEST_SCHEMA = 12_000;
const MOST_PARAMETERS = 40;

const Raw = z.object({
  name: z.string().min(1).max(1000),
  title: z.unknown().optional(),
  description: z.unknown().optional(),
  inputSchema: z.unknown().optional(),
  annotations: z
    .object({ title: z.unknown(), readOnlyHint: z.boolean().optional(), destructiveHint: z.boolean().optional() })
    .partial()
    .optional()
    .catch(undefined),
});

/** Reads one entry of a server's list of tools, like a stranger's; null: it is no tool at all. */
export function readOfferedTool(raw: unknown): OfferedTool | null {
  const read = Raw.safeParse(raw);
  if (!read.success) return null;
  const { name, title, description, inputSchema, annotations } = read.data;
  const kept = keptSchema(inputSchema);
  return {
    name: plain(name, LONGEST_NAME),
    title: plain(text(title) || text(annotations?.title) || name, 80),
    description: plain(text(description), LONGEST_DESCRIPTION),
    inputSchema: kept ?? {},
    readOnly: annotations?.readOnlyHint ?? null,
    destructive: annotations?.destructiveHint ?? null,
    problem: problemOf(name, text(description), kept),
  };
}

function problemOf(name: string, description: string, schema: Record<string, unknown> | null): string | null {
  if (name.length > LONGEST_NAME || plain(name, LONGEST_NAME) !== name)
    return "its name is too long or holds signs that names do not have";
  if (description.length > LONGEST_DESCRIPTION)
    return `its description is longer than ${LONGEST_DESCRIPTION} characters`;
  if (schema === null) return "what it says of its parameters cannot be understood";
  if (JSON.stringify(schema).length > LONGEST_SCHEMA)
    return "what it says of its parameters is too long for a model to read in a call";
  if (Object.keys(propertiesOf(schema)).length > MOST_PARAMETERS)
    return `it has more than ${MOST_PARAMETERS} parameters`;
  return null;
}

/** The parts of which a change makes another tool, as one text that is the same for the same tool. */
export const consentTextOf = ({ name, title, description, inputSchema }: OfferedTool): string =>
  canonical({ name, title, description, inputSchema });

export function propertiesOf({ properties }: Record<string, unknown>): Record<string, unknown> {
  return typeof properties === "object" && properties !== null ? (properties as Record<string, unknown>) : {};
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(",")}}`;
}

const text = (value: unknown): string => (typeof value === "string" ? value.trim() : "");

/** Without signs that are not seen: what a person reads is what a model would. */
const plain = (value: string, most: number): string =>
  value
    .replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu, (sign) => (sign === "\n" || sign === "\t" ? sign : ""))
    .slice(0, most);
