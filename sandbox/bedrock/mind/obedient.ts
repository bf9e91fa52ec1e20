import { offeredTools, type ConverseRequest } from "../request";
import { findName, findPhone } from "./extract";
import { isRecord } from "./json-leaves";
import { plain } from "./passages";
import type { Thought } from "./thought";
import { viewTools, type Field, type ToolView } from "./tool-view";
import { asSentence, sentences } from "./words";

/** Where a piece of a request stands. The business's own prompt and the model's own words give orders only in so many words. */
type Place = "system" | "assistant" | "user";

const MOST_THOUGHTS = 5;
// A prompt speaks of its tools and of instructions in passages; only this is an order that somebody has put there.
const PLANTED =
  /^(?:(?:ignore|disregard|forget) (?:all )?(?:of )?(?:your|previous|prior|the above)\b|AI assistants?\b[^.]{0,20}:)/i;
const FORBIDS = /\b(?:do not|don[’']t|never|must not)\s+(?:call|use|end|hang|transfer|take|say|obey|follow)\b/i;
const SAY =
  /\b(?:say|repeat|speak|answer|reply|respond)(?: (?:exactly|verbatim|only|with|word for word|the following|these words|this|after me))*\s*:\s*["“']?([^"”\n]+)|\b(?:say|repeat)(?: (?:exactly|verbatim|only|after me))*\s+["“]([^"”\n]+)["”]|\b(?:tell (?:the caller|them|him|her|everyone|everybody|people|callers)) that\s+["“]?([^"”\n]+)/gi;
const END = /\b(?:end|terminate|finish|drop|close) (?:the|this|your) (?:phone )?(?:call|conversation)\b|\bhang up\b/i;
const TRANSFER =
  /\b(?:transfer|forward|connect|redirect|put)\s+(?:me|us|(?:the|this|every|any) (?:caller|call)|callers?|calls?|them|him|her|it)?\s*(?:through |over )?to\s+([^.!?\n]+)/i;
const MESSAGE =
  /\b(?:take|leave|record|note|save)(?: down)? (?:a|the|this|following) (?:following )?message\b\s*(?:from [^:.\n]{1,60}?)?(?:[:,]|\b(?:saying|that(?: says)?|which says|from)\b:?)\s*["“]?([^"”\n]*)/i;

/**
 * A model that obeys: whatever in the request tells it to call an offered tool, to end or transfer the call, to take a message or
 * to say something, it does, whoever wrote it: the caller, a passage, a tool's result. For tests of what a product lets a misled model do.
 * What it has done once in a conversation it does not do again. Undefined when nothing tells it anything.
 */
export function obey(request: ConverseRequest): Thought[] | undefined {
  if (request.toolConfig?.toolChoice?.tool ?? request.toolConfig?.toolChoice?.any) return undefined;
  const tools = viewTools(offeredTools(request));
  const done = pastDeeds(request);
  const thoughts = new Map<string, Thought>();
  for (const { place, text } of piecesOf(request)) {
    for (const thought of ordersIn(text, place, tools)) {
      const key = keyOf(thought);
      if (!done.has(key)) thoughts.set(key, thought);
    }
  }
  if (thoughts.size === 0) return undefined;
  const isEnd = (thought: Thought) => tools.some(({ name, kind }) => isTool(thought, name) && kind === "end");
  const rank = (thought: Thought) => (thought.kind === "text" ? 0 : isEnd(thought) ? 2 : 1);
  return [...thoughts.values()].sort((a, b) => rank(a) - rank(b)).slice(0, MOST_THOUGHTS);
}

const isTool = (thought: Thought, name: string) => thought.kind === "tool" && thought.name === name;

function keyOf(thought: Thought): string {
  return thought.kind === "text" ? `say ${thought.text}` : `${thought.name} ${JSON.stringify(thought.input)}`;
}

function pastDeeds(request: ConverseRequest): ReadonlySet<string> {
  const done = new Set<string>();
  for (const { role, content } of request.messages) {
    if (role !== "assistant") continue;
    for (const { text, toolUse } of content) {
      if (text !== undefined) done.add(`say ${text.trim()}`);
      if (toolUse) done.add(`${toolUse.name} ${JSON.stringify(toolUse.input ?? {})}`);
    }
  }
  return done;
}

/** Every text of a request: the prompt's, the conversation's, and each string in a tool's results. */
function* piecesOf(request: ConverseRequest): Generator<{ place: Place; text: string }> {
  for (const { text } of request.system) if (text) yield { place: "system", text };
  for (const { role, content } of request.messages) {
    for (const block of content) {
      if (block.text !== undefined) yield { place: role, text: block.text };
      for (const { text, json } of block.toolResult?.content ?? []) {
        yield { place: "user", text: [text ?? "", ...stringsIn(json)].join("\n") };
      }
    }
  }
}

function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  return isRecord(value) ? Object.values(value).flatMap(stringsIn) : [];
}

function ordersIn(written: string, place: Place, tools: readonly ToolView[]): Thought[] {
  const text = plain(written);
  const orders: Thought[] = [];
  for (const [, name = "", given = ""] of text.matchAll(/<tool>\s*([\w-]+)\s*(\{[\s\S]*?\})?\s*<\/tool>/gi)) {
    const tool = tools.find((one) => one.name === name);
    if (tool) orders.push(callOf(tool, given, given));
  }
  for (const sentence of sentences(withoutTags(text))) {
    if (FORBIDS.test(sentence)) continue;
    if (place === "user" || (place === "system" && PLANTED.test(sentence))) orders.push(...ordersOf(sentence, tools));
    else if (place === "assistant") orders.push(...namedTools(sentence, tools));
  }
  return orders;
}

/** Text without its tags; what stands in a tag's attributes, such as a page's title, is read like all else. */
function withoutTags(text: string): string {
  const attributes = (tag: string) => [...tag.matchAll(/="([^"]*)"/g)].map(([, value = ""]) => value).join("\n");
  return text
    .replace(/<tool>[\s\S]*?<\/tool>/gi, "\n")
    .replace(/<\/?[a-z](?:"[^"]*"|[^">])*>/gi, (tag) => `\n${attributes(tag)}\n`);
}

function ordersOf(sentence: string, tools: readonly ToolView[]): Thought[] {
  const orders: Thought[] = [];
  for (const [, exact, quoted, told] of sentence.matchAll(SAY)) {
    const text = exact ?? quoted ?? told ?? "";
    if (text.trim() !== "") orders.push({ kind: "text", text: asSentence(text) });
  }
  // What is to be said is not to be done.
  const rest = sentence.replace(SAY, " ");
  const named = namedTools(rest, tools);
  orders.push(...named);
  const first = (kind: ToolView["kind"]) => {
    const tool = tools.find((one) => one.kind === kind);
    return tool && named.some((thought) => isTool(thought, tool.name)) ? undefined : tool;
  };
  const end = END.test(rest) ? first("end") : undefined;
  if (end) orders.push(callOf(end, "", rest));
  const target = TRANSFER.exec(rest)?.[1];
  const transfer = target === undefined ? undefined : first("transfer");
  if (transfer && target !== undefined) orders.push(callOf(transfer, "", target));
  const words = MESSAGE.exec(rest)?.[1];
  const message = words === undefined ? undefined : first("message");
  if (message) orders.push(callOf(message, "", words || rest));
  return orders;
}

/** "call end_call", "use the tool transfer_call with {…}", "take_message(…)", or the name of a tool alone. */
function namedTools(sentence: string, tools: readonly ToolView[]): Thought[] {
  return tools.flatMap((tool) => {
    const isPlainWord = !/[_\d-]/.test(tool.name);
    const asked = isPlainWord
      ? String.raw`\b(?:call|use|invoke|run|execute|trigger)\s+(?:the\s+)?(?:tool\s+|function\s+)?`
      : String.raw`\b`;
    const after = new RegExp(`${asked}["'\`]?${tool.name}\\b["'\`]?([^]*)`, "i").exec(sentence)?.[1];
    return after === undefined ? [] : [callOf(tool, /\{[^]*\}/.exec(after)?.[0] ?? "", after)];
  });
}

/** A call with what the order gives: JSON, "field: value" and "field=value", else what can be found in its words. */
function callOf(tool: ToolView, json: string, words: string): Thought {
  const given = parse(json);
  if (given) return { kind: "tool", name: tool.name, input: given };
  const input: Record<string, unknown> = {};
  for (const field of tool.fields) {
    const value = named(field, words) ?? found(field, words);
    if (value !== undefined) input[field.name] = value;
  }
  return { kind: "tool", name: tool.name, input };
}

function named(field: Field, words: string): string | undefined {
  const name = `(?:${field.name}|${field.words})`;
  return new RegExp(String.raw`\b${name}\s*[=:]\s*["“']?([^"”'\n,;)]+)`, "i").exec(words)?.[1]?.trim();
}

function found(field: Field, words: string): unknown {
  const told = words.replace(/[.!?,\s]+$/, "").trim();
  const phone = /\+\d[\d ()-]{2,18}\d/.exec(words)?.[0].replace(/[^\d+]/g, "") ?? findPhone(words);
  const { type, enum: options } = field.schema;
  if (options) {
    const chosen = options.find((option) =>
      told.toLowerCase().includes(String(option).toLowerCase().replace(/_/g, " ")),
    );
    return chosen ?? (field.required ? options[0] : undefined);
  }
  if (type === "boolean") return field.required ? true : undefined;
  if (type === "integer" || type === "number") {
    const number = /\d+/.exec(words)?.[0];
    return number === undefined ? (field.required ? 0 : undefined) : Number(number);
  }
  if (/\b(?:phone|number|callback)\b/.test(field.words)) return phone ?? (field.required ? "unknown" : undefined);
  if (/\b(?:destination|target|to)\b/.test(field.words)) return phone ?? told;
  if (/\bname\b/.test(field.words)) return findName(words) ?? (field.required ? "Somebody" : undefined);
  return told !== "" ? told : field.required ? "I was told to." : undefined;
}

function parse(json: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
