import { bookingTools } from "./booking-tools";
import type { ToolSpec } from "../request";
import { humanise, stems, withSynonyms } from "./words";

/** One field of a tool's input, as its JSON schema gives it. */
export interface Field {
  readonly name: string;
  readonly words: string;
  readonly description: string;
  readonly schema: JsonSchema;
  readonly required: boolean;
}

export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly items?: JsonSchema;
  readonly format?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

/** What a tool is for, told from its name and description. `booking` tools keep a calendar together, `search` looks things up; `other` is matched by its words. */
type ToolKind = "end" | "transfer" | "message" | "search" | "booking" | "other";

export interface ToolView {
  readonly name: string;
  readonly kind: ToolKind;
  readonly fields: readonly Field[];
  readonly nameStems: ReadonlySet<string>;
  readonly descriptionStems: ReadonlySet<string>;
}

// Words that nearly every tool's description has.
const COMMON = new Set(
  stems(
    `tool check return information business customer use whenever user question detail data provide given list ask
    request time current find result`,
  ),
);

/** Reads the tools as they are offered. */
export function viewTools(specs: readonly ToolSpec[]): ToolView[] {
  const views = specs.map((spec): ToolView => {
    const schema = asSchema(spec.inputSchema.json);
    const words = humanise(spec.name);
    return {
      name: spec.name,
      kind: kindOf(words, spec.description ?? ""),
      fields: readFields(schema),
      nameStems: meaningful(words),
      descriptionStems: meaningful(spec.description ?? ""),
    };
  });
  const calendar = bookingTools(views);
  return views.map((view) => (calendar?.names.has(view.name) ? { ...view, kind: "booking" } : view));
}

export function asSchema(value: unknown): JsonSchema {
  return typeof value === "object" && value !== null ? (value as JsonSchema) : {};
}

function readFields(schema: JsonSchema): Field[] {
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    words: humanise(name),
    description: property.description ?? "",
    schema: property,
    required: required.has(name),
  }));
}

function meaningful(text: string): ReadonlySet<string> {
  return new Set(stems(text).filter((root) => !COMMON.has(root)));
}

function kindOf(name: string, description: string): ToolKind {
  const firstSentence = description.split(/[.\n]/)[0] ?? "";
  const either = (pattern: RegExp) => pattern.test(name) || pattern.test(firstSentence);
  if (
    either(
      /\b(?:end|ends|ending|hang|hangs|terminate|finish|disconnect)\b.{0,20}\b(?:call|conversation|up|line)\b|\bhangup\b/i,
    )
  )
    return "end";
  if (/\b(?:transfer|hand ?off|hand ?over|handover|escalate|forward call|connect)\b/i.test(name)) return "transfer";
  if (
    /\b(?:transfers?|hands?|connects?)\b.*\b(?:caller|call|conversation)\b.*\b(?:human|person|people|staff|colleague|agent|someone|number|team)\b/i.test(
      firstSentence,
    )
  )
    return "transfer";
  if (/\b(?:message|voicemail|callback|call back|note)\b/i.test(name)) return "message";
  if (/^(?:takes?|records?|leaves?|saves?) (?:a |the |down )?(?:\w+ )?(?:message|note)\b/i.test(firstSentence))
    return "message";
  if (/\b(?:search|look ?up|knowledge|faq|find answer|retrieve)\b/i.test(name)) return "search";
  if (
    /\b(?:search(?:es)?|looks? (?:up|into|in))\b.*\b(?:knowledge|material|documents?|website|pages?)\b/i.test(
      firstSentence,
    )
  )
    return "search";
  return "other";
}

/** The field of a tool that takes a day. */
export function dayField(tool: ToolView): Field | undefined {
  if (tool.kind === "booking") return undefined;
  return tool.fields.find(({ schema, words }) => schema.format === "date" || /\b(?:date|day)\b/.test(words));
}

const MATCH_THRESHOLD = 2;

/** How well a clause fits a tool: words of its name count twice. Zero when it does not fit. */
export function matchTool(clause: string, tool: ToolView): number {
  if (tool.kind === "end" || tool.kind === "transfer") return 0;
  let score = 0;
  for (const root of stems(clause)) {
    const group = withSynonyms(root);
    if (group.some((other) => tool.nameStems.has(other))) score += 2;
    else if (tool.descriptionStems.has(root)) score += 1;
    else if (group.some((other) => tool.descriptionStems.has(other))) score += 0.8;
  }
  return score >= MATCH_THRESHOLD ? score : 0;
}
