import type { ConverseRequest } from "../request";
import { findDay, findEmail, findName, findPhone, findTime } from "./extract";
import { callerLines, extractSummary } from "./summary";
import { asSchema, type JsonSchema } from "./tool-view";
import { asSentence, humanise, sentences, stems } from "./words";

const GOOD = /\b(?:thanks?|great|perfect|lovely|wonderful|happy|excellent|helpful|good)\b/gi;
const BAD =
  /\b(?:angry|annoyed|terrible|awful|complain|complaint|unhappy|bad|broken|wrong|rude|ridiculous|frustrated|worst|disappointed)\b/gi;

/**
 * Fills a JSON schema from a text by extraction: names, numbers and dates are found, choices are matched by their words,
 * texts are sentences of the source. Required fields are always there; optional ones only when something was found.
 */
export function fillSchema(schema: JsonSchema, source: string, name = ""): unknown {
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants) return fillSchema(variants.find((variant) => variant.type !== "null") ?? {}, source, name);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return chooseOption(schema.enum, source, name);
  const types = typeof schema.type === "string" ? [schema.type] : (schema.type ?? []);
  const type = types.find((candidate) => candidate !== "null") ?? (schema.properties ? "object" : "string");
  switch (type) {
    case "object":
      return fillObject(schema, source);
    case "array":
      return fillArray(schema, source, name);
    case "boolean":
      return (
        mentions(name, source) &&
        !new RegExp(String.raw`\b(?:no|not)\b[^.]{0,20}\b${humanise(name).split(" ")[0] ?? ""}`, "i").test(source)
      );
    case "integer":
    case "number": {
      const found = numberNear(name, source);
      return type === "integer" ? Math.trunc(found ?? 0) : (found ?? 0);
    }
    default:
      return findText(name, schema, source) ?? (types.includes("null") ? null : "");
  }
}

function fillObject(schema: JsonSchema, source: string): Record<string, unknown> {
  const required = new Set(schema.required ?? []);
  const filled: Record<string, unknown> = {};
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    const value = fillSchema(property, source, key);
    const isEmpty = value === "" || value === null || (Array.isArray(value) && value.length === 0);
    if (required.has(key) || required.size === 0 || !isEmpty) filled[key] = value;
  }
  return filled;
}

function fillArray(schema: JsonSchema, source: string, name: string): unknown[] {
  const items = asSchema(schema.items);
  if (items.enum) return items.enum.filter((option) => mentions(String(option), source));
  const found = bestSentences(name, source, 3);
  if (items.type === "object") return found.map((sentence) => fillSchema(items, sentence, name));
  return items.type === "number" || items.type === "integer" ? [] : found;
}

function chooseOption(options: readonly unknown[], source: string, name: string): unknown {
  const said = options.find((option) => typeof option === "string" && mentions(option, source));
  if (/sentiment|mood|tone/i.test(name)) {
    const good = source.match(GOOD)?.length ?? 0;
    const bad = source.match(BAD)?.length ?? 0;
    const wanted = bad > good ? /neg|bad|unhapp|angry/i : good > bad ? /pos|good|happ/i : /neutral|mixed/i;
    const option = options.find((candidate) => wanted.test(String(candidate)));
    if (option !== undefined) return option;
  }
  const other = options.find((option) => /^(?:other|unknown|none|neutral|general|no|low)$/i.test(String(option)));
  return said ?? other ?? options[0] ?? null;
}

function findText(name: string, schema: JsonSchema, source: string): string | undefined {
  const words = humanise(name);
  const caller = callerLines(source).join("\n");
  if (/\b(?:phone|telephone|mobile|callback|number)\b/.test(words)) return findPhone(caller);
  if (/\bemail\b/.test(words) || schema.format === "email") return findEmail(caller);
  if (/\bname\b/.test(words)) return findName(caller);
  if (/\b(?:date|day)\b/.test(words)) return findDay(caller);
  if (/\btime\b/.test(words)) return findTime(caller);
  if (/\b(?:summary|overview|abstract|description|notes?)\b/.test(words)) return extractSummary(source);
  if (/\b(?:title|subject|headline)\b/.test(words)) return extractSummary(source, 1).split(/\s+/).slice(0, 8).join(" ");
  const pair = new RegExp(
    String.raw`\b${words.replace(/[^\p{L}\p{N} ]/gu, "")}\s*(?:is|:)\s*([^.\n]{2,80})`,
    "iu",
  ).exec(source)?.[1];
  return pair ?? bestSentences(`${words} ${schema.description ?? ""}`, source, 1)[0];
}

function bestSentences(about: string, source: string, most: number): string[] {
  const wanted = new Set(stems(humanise(about)));
  const all = callerLines(source)
    .flatMap(sentences)
    .filter((sentence) => sentence.split(/\s+/).length > 3);
  const matching = all.filter((sentence) => stems(sentence).some((root) => wanted.has(root)));
  return (matching.length > 0 ? matching : all).slice(0, most).map(asSentence);
}

function mentions(words: string, source: string): boolean {
  const said = new Set(stems(source));
  const wanted = stems(humanise(words));
  return wanted.length > 0 && wanted.some((root) => said.has(root));
}

function numberNear(name: string, source: string): number | undefined {
  const first = stems(humanise(name))[0];
  const near = first
    ? new RegExp(String.raw`\b${first}\w*\D{0,30}?(-?\d+(?:\.\d+)?)`, "i").exec(source)?.[1]
    : undefined;
  return near === undefined ? undefined : Number(near);
}

/** The schema of a structured-output request, by whichever way it asks: outputConfig, or "respond in JSON" with a schema or example. */
export function findOutputSchema(request: ConverseRequest, callerSaid: string): JsonSchema | undefined {
  const configured = request.outputConfig?.textFormat?.structure?.jsonSchema?.schema;
  if (configured) return asSchema(parseJson(configured));
  const system = request.system.map((block) => block.text ?? "").join("\n");
  const asks =
    /\b(?:respond|reply|answer|return|output|produce|give)\b[^.\n]{0,80}\bjson\b|\bjson (?:object|only|schema)\b/i;
  const asking = [callerSaid, system].find((text) => asks.test(text));
  if (!asking) return undefined;
  const shown = findJson(asking);
  if (typeof shown === "object" && shown !== null) {
    return "properties" in shown ? asSchema(shown) : schemaOfExample(shown);
  }
  return { type: "object", properties: { summary: { type: "string" } }, required: ["summary"] };
}

/** The first JSON object that stands in a text. */
function findJson(text: string): unknown {
  for (let start = text.indexOf("{"), tries = 0; start >= 0 && tries < 50; tries++) {
    const value = parseJson(text.slice(start, closingBrace(text, start) + 1));
    if (value !== undefined) return value;
    start = text.indexOf("{", start + 1);
  }
  return undefined;
}

function closingBrace(text: string, start: number): number {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (quoted && character === "\\") at++;
    else if (character === '"') quoted = !quoted;
    else if (!quoted && character === "{") depth++;
    else if (!quoted && character === "}" && --depth === 0) return at;
  }
  return text.length;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function schemaOfExample(example: unknown): JsonSchema {
  if (Array.isArray(example)) return { type: "array", items: schemaOfExample(example[0] ?? "") };
  if (typeof example === "object" && example !== null) {
    const properties = Object.fromEntries(Object.entries(example).map(([key, value]) => [key, schemaOfExample(value)]));
    return { type: "object", properties, required: Object.keys(properties) };
  }
  if (typeof example === "number") return { type: "number" };
  return { type: typeof example === "boolean" ? "boolean" : "string" };
}
