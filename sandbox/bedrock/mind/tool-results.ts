import { readFacts } from "./read-facts";
import { answerFromFacts } from "./facts";
import { isRecord, leavesOf, sayLeaf, type Leaf } from "./json-leaves";
import type { FreshResult } from "./situation";
import { asSentence, listOf, sentences, stems } from "./words";

const SPOKEN_KEYS = [
  "spoken",
  "speech",
  "say",
  "sentence",
  "answer",
  "message",
  "summary",
  "text",
  "description",
  "content",
];
const MOST_FIELDS = 4;

/** Says what a tool gave back, in one to three sentences. Empty when there is nothing in it to say. */
export function sayResult(fresh: FreshResult, question: string): string {
  const spoken = fresh.result.content.map((part) => sayPart(part, question)).filter((text) => text !== "");
  const text = spoken.join(" ");
  // "ok", "done", "true": an acknowledgement for the model, nothing for the caller.
  return /^\W*(?:ok(?:ay)?|done|success(?:ful)?|true|yes|sent|saved|null)\W*$/i.test(text)
    ? ""
    : shorten(text, question);
}

function sayPart(part: { text?: string | undefined; json?: unknown }, question: string): string {
  if (part.json !== undefined && part.json !== null) return sayValue(part.json, question);
  const text = part.text?.trim() ?? "";
  if (/^[[{]/.test(text)) {
    try {
      return sayValue(JSON.parse(text) as unknown, question);
    } catch {
      // Not JSON after all: it is said as it stands.
    }
  }
  return text;
}

function sayValue(value: unknown, question: string): string {
  if (typeof value === "string") return asSentence(value);
  if (typeof value === "number") return asSentence(`It is ${value}`);
  if (typeof value === "boolean") return value ? "Yes." : "No.";
  if (Array.isArray(value)) return sayList(value, question);
  if (!isRecord(value)) return "";
  for (const key of SPOKEN_KEYS) {
    const text = value[key];
    if (typeof text === "string" && text.trim() !== "") return asSentence(text);
  }
  // What stands beside an answer is for the model.
  return isRecord(value.answer) || Array.isArray(value.answer)
    ? sayValue(value.answer, question)
    : sayFields(value, question);
}

function sayList(list: readonly unknown[], question: string): string {
  if (list.length === 0) return "";
  if (list.every((entry) => typeof entry === "string" || typeof entry === "number")) {
    return asSentence(`There is ${listOf(list.slice(0, 5).map(String))}`);
  }
  const spoken = list.map((entry) => sayValue(entry, question)).filter((text) => text !== "");
  return answerFromFacts(question, readFacts(spoken.join("\n"))) ?? spoken.slice(0, 2).join(" ");
}

function sayFields(record: Record<string, unknown>, question: string): string {
  const leaves = [...leavesOf(record)];
  const asked = new Set(stems(question));
  const relevance = (leaf: Leaf) => stems(`${leaf.words} ${leaf.value}`).filter((root) => asked.has(root)).length;
  const chosen = leaves
    .map((leaf, at) => ({ leaf, at, relevance: relevance(leaf) }))
    .sort((a, b) => b.relevance - a.relevance || a.at - b.at)
    .slice(0, MOST_FIELDS)
    .sort((a, b) => a.at - b.at)
    .map(({ leaf }) => leaf);
  const parts = chosen.map(sayLeaf);
  return parts.length > 0 ? asSentence(listOf(parts)) : "";
}

/** At most three sentences: of a longer text, those that answer the question best. */
function shorten(text: string, question: string): string {
  const all = sentences(text);
  if (all.length <= 3) return text;
  return answerFromFacts(question, readFacts(all.join("\n"))) ?? all.slice(0, 2).join(" ");
}
