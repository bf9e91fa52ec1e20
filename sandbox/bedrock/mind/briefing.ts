import { isRecord, leavesOf, sayLeaf } from "./json-leaves";
import { asSentence, sentences, stems } from "./words";

/** One thing the model was told, with the words it is found by. */
export interface Fact {
  readonly say: string;
  readonly stems: ReadonlySet<string>;
}

/** What a system prompt says, read once: who speaks, for whom, and the facts; its instructions are left out. */
export interface Briefing {
  readonly text: string;
  readonly agentName: string | undefined;
  readonly businessName: string | undefined;
  readonly callerNumber: string | undefined;
  readonly facts: readonly Fact[];
}

// A sentence that begins so tells the model what to do and is no fact to read to a caller.
const INSTRUCTION = new RegExp(
  String.raw`^(?:${[
    "you|your|never|always|do not|don[’']t|keep|use|speak|answer|be|if|when|whenever|unless|only|ask|say|respond|reply",
    "avoid|offer|make sure|ensure|remember|stay|treat|greet|introduce|follow|confirm|transfer|refuse|decline|write",
    "prefer|before|after|then|let|tell|try|act|end the call|call the|take a message|tools?",
    String.raw`today is|now|current|press \d|the (?:current|caller|time|date)|caller|this call`,
  ].join("|")})\b`,
  "i",
);
const METADATA_KEY = /^(?:source|url|id|score|title|version|language|timezone|time zone)$/i;

const cache = new Map<string, Briefing>();
const CACHE_LIMIT = 200;

/** Reads a system prompt; the same text is read once. */
export function readBriefing(text: string): Briefing {
  const known = cache.get(text);
  if (known) return known;
  const briefing: Briefing = {
    text,
    agentName: findAgentName(text),
    businessName: findBusinessName(text),
    callerNumber:
      /\bcaller(?:[’']s)?(?: phone| telephone)?(?: number)?\s*(?:is|:|=|from)\s*(\+?\d[\d ()-]{5,18}\d)/i.exec(
        text,
      )?.[1],
    facts: readFacts(text),
  };
  if (cache.size >= CACHE_LIMIT) cache.clear();
  cache.set(text, briefing);
  return briefing;
}

const NAME = String.raw`((?:the )?\p{Lu}[\p{L}\p{N}&'’-]*(?:(?: (?:and|of|the|de|&))* \p{Lu}[\p{L}\p{N}&'’-]*){0,5})`;

function findAgentName(text: string): string | undefined {
  const patterns = [
    /\b(?:[Yy]our name is|[Yy]ou are called|named)\s+(\p{Lu}[\p{L}'’-]+)/u,
    /\bYou are (\p{Lu}[\p{L}'’-]+)(?:,| the| an?\b)/u,
    /^(?:[Aa]gent|[Aa]ssistant|[Pp]ersona)(?: [Nn]ame)?:\s*(\p{Lu}[\p{L}'’-]+)/mu,
  ];
  return firstMatch(patterns, text);
}

function findBusinessName(text: string): string | undefined {
  const role = "(?:receptionist|assistant|agent|concierge|operator|secretary|voice|telephone|phone|calls?|line)";
  const patterns = [
    new RegExp(String.raw`^(?:[-*] )?(?:[Bb]usiness|[Cc]ompany|[Oo]rgani[sz]ation)(?: [Nn]ame)?:\s*${NAME}`, "mu"),
    new RegExp(String.raw`\b${role}\b[^.\n]{0,40}?\b(?:for|at|of)\s+${NAME}`, "u"),
    new RegExp(String.raw`\b(?:on behalf of|representing|work(?:s|ing)? (?:for|at))\s+${NAME}`, "u"),
  ];
  return firstMatch(patterns, text);
}

function firstMatch(patterns: readonly RegExp[], text: string): string | undefined {
  for (const pattern of patterns) {
    const found = pattern.exec(text)?.[1];
    if (found) return found.trim();
  }
  return undefined;
}

/** The facts of a text: its sentences, list items, "Key: value" lines, question-and-answer pairs and tagged passages. */
export function readFacts(text: string): Fact[] {
  const facts: Fact[] = [];
  let heading = "";
  let question = "";
  for (const rawLine of text.split(/\n+/)) {
    const titled = /<[^>]*\b(?:title|name|topic)="([^"]+)"[^>]*>/.exec(rawLine)?.[1];
    if (titled) heading = titled;
    const line = rawLine
      .replace(/<\/?[a-z][^>]*>/gi, " ")
      .replace(/[*_`]{2,}|^\s*(?:[-*•–]|\d+[.)])\s+/g, "")
      .trim();
    if (line === "") continue;
    const json = line.startsWith("{") ? parseRecord(line) : undefined;
    if (json) {
      facts.push(...jsonFacts(json));
      continue;
    }
    if (/^#+\s/.test(line) || (/^[^.!?]{2,60}:$/.test(line) && !/^[QA]:/.test(line))) {
      heading = line.replace(/^#+\s*|:$/g, "");
      continue;
    }
    const asked = /^Q(?:uestion)?:\s*(.+)$/i.exec(line)?.[1];
    if (asked) {
      const [onlyQuestion, answer] = asked.split(/\s+A(?:nswer)?:\s+/);
      question = onlyQuestion ?? asked;
      if (!answer) continue;
      facts.push(fact(answer, `${heading} ${question}`));
      continue;
    }
    const answered = /^A(?:nswer)?:\s*(.+)$/i.exec(line)?.[1];
    if (answered && question) {
      facts.push(fact(answered, `${heading} ${question}`));
      question = "";
      continue;
    }
    facts.push(...lineFacts(line, heading));
  }
  return facts;
}

function parseRecord(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function jsonFacts(json: Record<string, unknown>): Fact[] {
  return [...leavesOf(json)].map((leaf) => {
    const isSentence = typeof leaf.value === "string" && leaf.value.split(" ").length > 4;
    return fact(isSentence ? String(leaf.value) : sayLeaf(leaf), leaf.words);
  });
}

function lineFacts(line: string, heading: string): Fact[] {
  const pair = /^(\p{L}[\p{L}\p{N} /&'’-]{1,40}):\s+(.+)$/u.exec(line);
  if (pair?.[1] && pair[2]) {
    const [, key, value] = pair;
    if (METADATA_KEY.test(key) || INSTRUCTION.test(key)) return [];
    if (INSTRUCTION.test(value)) return [];
    const isSentence = /[.!?]$/.test(value) && value.split(" ").length > 4;
    if (isSentence) return sentences(value).map((sentence) => fact(sentence, `${heading} ${key}`));
    const name = key.charAt(0).toLowerCase() + key.slice(1);
    const verb = /[^s]s$/i.test(key) ? "are" : "is";
    return [fact(`The ${name} ${verb} ${value}`, heading)];
  }
  return sentences(line)
    .filter((sentence) => !INSTRUCTION.test(sentence) && sentence.split(" ").length > 2)
    .map((sentence) => fact(sentence, heading));
}

function fact(say: string, context: string): Fact {
  return { say: asSentence(say), stems: new Set(stems(`${say} ${context}`)) };
}
