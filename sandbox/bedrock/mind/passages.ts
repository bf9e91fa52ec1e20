import type { ToolResult } from "../request";
import { isRecord } from "./json-leaves";
import { fact, sentenceFacts, type Fact } from "./read-facts";
import { listOf, sentences, stems } from "./words";

/** A piece of a business's material that a request brings along for what was asked. */
export interface Passage {
  readonly title: string;
  readonly heading: string;
  readonly text: string;
}

/** What is known of who calls: for the model's orientation, said by nobody. */
const KNOWN = /<caller>[\s\S]*?(?:<\/caller>|$)/gi;
const BLOCK = /<knowledge\b[^>]*>([\s\S]*?)(?:<\/knowledge>|$)/gi;
const PASSAGE = /<passage\b((?:"[^"]*"|[^">])*)>([\s\S]*?)(?:<\/passage>|$)/gi;
// What is written for programs that read along is told to nobody.
const TO_MACHINES =
  /\b(?:AI|assistants?|language models?|chat ?bots?|agents?)\b\s*[:,]|\b(?:ignore|disregard|forget) (?:all |your |the |any |previous )+(?:instructions|rules)|\b[a-z]+_[a-z_]+\b/i;
const isForPeople = (sentence: string): boolean => !TO_MACHINES.test(sentence);
const WEEKDAY = /^(?:mon|tue|wed|thu|fri|sat|sun|week|daily)/i;
const RULE = /^[|\s:–—-]+$/;

/** Parts what the caller said from the passages that stand with it in one message. */
export function splitKnowledge(text: string): { said: string; passages: Passage[] } {
  const passages: Passage[] = [];
  const said = text.replace(KNOWN, "\n").replace(BLOCK, (_, block: string) => {
    for (const [, attributes = "", body = ""] of block.matchAll(PASSAGE)) {
      passages.push({
        title: attribute(attributes, "title"),
        heading: attribute(attributes, "heading"),
        text: plain(body),
      });
    }
    return "\n";
  });
  return { said: said.trim(), passages };
}

/** The passages that a tool found; undefined when its result is of another kind. */
export function passagesOf(result: ToolResult): Passage[] | undefined {
  for (const { json, text } of result.content) {
    const value = json ?? parse(text ?? "");
    if (!isRecord(value) || !Array.isArray(value.passages)) continue;
    return value.passages.filter(isRecord).map((passage) => ({
      title: String(passage.title ?? ""),
      heading: String(passage.heading ?? ""),
      text: String(passage.text ?? ""),
    }));
  }
  return undefined;
}

/** What a passage says, as sentences fit to be spoken: its sentences, list items, questions with their answers, and rows of tables. */
export function passageFacts({ title, heading, text }: Passage): Fact[] {
  const facts: Fact[] = [];
  let around = `${title} ${heading}`;
  let question = "";
  let lone = "";
  let header: string[] | undefined;
  for (const rawLine of text.split(/\n+/)) {
    const whole = rawLine.replace(/[*_`]{2,}|^\s*(?:[-*•–]|\d+[.)])\s+/g, "").trim();
    const line = TO_MACHINES.test(whole) ? sentences(whole).filter(isForPeople).join(" ") : whole;
    if (line === "") continue;
    if (/^#+\s/.test(line) || /^[^.!?|]{2,60}:$/.test(line)) {
      around = `${title} ${heading} ${line.replace(/^#+\s*|:$/g, "")}`;
      continue;
    }
    const cells = /\t|\s\|\s|^\|/.test(line)
      ? line
          .split(/\t|\|/)
          .map((cell) => cell.trim())
          .filter(Boolean)
      : [];
    if (RULE.test(line)) continue;
    if (cells.length >= 2) {
      // The first row of a table names its columns, unless it has a number in it.
      if (!header && !/\d/.test(line)) header = cells;
      else facts.push(...rowFacts(cells, header, around));
      continue;
    }
    header = undefined;
    const pairs = line.split(/;\s+/).map(pairOf);
    if (pairs.length >= 2 && pairs.every((pair) => pair !== undefined)) {
      facts.push(
        ...rowFacts(
          pairs.map(([, value]) => value),
          pairs.map(([key]) => key),
          around,
        ),
      );
      continue;
    }
    const asked = /^Q(?:uestion)?:\s*(.+?)(?:\s+A(?:nswer)?:\s+(.+))?$/i.exec(line);
    const answered = asked?.[2] ?? /^A(?:nswer)?:\s*(.+)$/i.exec(line)?.[1];
    if (asked?.[1]) question = asked[1];
    if (answered) facts.push(...answerFacts(question, answered, around));
    if (asked ?? answered) continue;
    const pair = pairOf(line);
    if (pair) facts.push(...pairFacts(pair, around));
    // A question that stands alone is what the next line answers.
    else if (/\?$/.test(line)) lone = line;
    else {
      facts.push(...answerFacts(lone || (/\?$/.test(heading) ? heading : ""), line, around));
      lone = "";
    }
  }
  return facts;
}

/** An answer is found by the words of its question as well as by its own. */
function answerFacts(question: string, answer: string, around: string): Fact[] {
  return sentenceFacts(answer, around).map((one) => ({ ...one, stems: new Set([...one.stems, ...stems(question)]) }));
}

function pairOf(line: string): readonly [key: string, value: string] | undefined {
  const found = /^([\p{L}\p{N}][^:.!?]{0,60}):\s+(\S.*)$/u.exec(line);
  return found?.[1] && found[2] ? [found[1], found[2]] : undefined;
}

function pairFacts([key, value]: readonly [string, string], around: string): Fact[] {
  const isSentence = /[.!?]$/.test(value) && value.split(" ").length > 4;
  return isSentence ? sentenceFacts(value, `${around} ${key}`) : [fact(sayPair(key, value), `${around} ${key}`)];
}

function rowFacts(cells: readonly string[], header: readonly string[] | undefined, around: string): Fact[] {
  const [label = "", ...values] = cells;
  const told = `${around} ${(header ?? []).join(" ")} ${label}`;
  const [value = ""] = values;
  if (values.length < 2) return [fact(sayPair(label, value), told)];
  const parts = values.map((one, at) => (header?.[at + 1] ? `the ${header[at + 1]?.toLowerCase()} is ${one}` : one));
  return [fact(`For ${inSentence(label)}, ${listOf(parts)}`, told)];
}

/** "Crown, porcelain" and "$980" as "The porcelain crown is $980". */
function sayPair(key: string, value: string): string {
  if (WEEKDAY.test(key)) return `${key}: ${value}`;
  const article = /^(?:the|an?|our|your)\b/i.test(key) ? "" : "The ";
  return `${article}${inSentence(key)} ${/[^su]s$/i.test(key) ? "are" : "is"} ${value}`;
}

function inSentence(label: string): string {
  const turned = label.replace(/^([^,]+), ([\p{Ll}-]+)$/u, "$2 $1");
  return /^\p{Lu}\p{Ll}/u.test(label) ? turned.toLowerCase() : turned;
}

function attribute(attributes: string, name: string): string {
  return plain(new RegExp(String.raw`\b${name}="([^"]*)"`, "i").exec(attributes)?.[1] ?? "");
}

/** A text as it was before it was put between tags. */
export function plain(text: string): string {
  return text
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&#0?39;|&apos;/g, "'")
    .replace(/&amp;/g, "&");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
