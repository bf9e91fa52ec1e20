import { isRecord, leavesOf, sayLeaf } from "./json-leaves";
import { asSentence, sentences, stems } from "./words";

/** One thing the model was told, with the words it is found by: its own, and those of the heading or list item it stands in. */
export interface Fact {
  readonly say: string;
  readonly stems: ReadonlySet<string>;
  readonly around: ReadonlySet<string>;
  /** The sentence before it in the same list item or paragraph, when this one cannot stand alone. */
  readonly after?: string | undefined;
}

// Under such a heading stands how to behave, and nothing that a caller is told.
const INSTRUCTION_HEADING =
  /\b(?:tasks?|goals?|never|must(?:n[’']?t)?|^how|rules?|style|tone|manner|voice|persona|personality|role|instructions?|guidelines?|guardrails?|behaviou?r|do not|don[’']ts?|always|examples?|safety|limits|language|tools?|process|workflow|steps?)\b/i;
// Within facts, only these are still for the model and not for the caller.
const PLAIN_INSTRUCTION =
  /^(?:never|always|do not|don[’']t|you (?:must|should never|are)|say|tell|ask|offer|use|today is|press \d|the (?:current|caller))\b/i;
// A sentence that begins so leans on the one before it.
const LEANS =
  /^(?:for any other|it|they|that|this|these|those|otherwise|after (?:that|then)|then|also|he|she|return)\b/i;

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

/**
 * The facts of a text: its sentences, list items, "Key: value" lines, question-and-answer pairs and tagged passages. What
 * stands under a heading of instructions is left out, and prose without a heading when the text has a section of facts.
 */
export function readFacts(text: string): Fact[] {
  const lines = text.split(/\n+/);
  const isSectioned = lines.some((line) => {
    const heading = headingOf(line.trim());
    return /<(?:passage|document|fact|knowledge|context)/i.test(line) || (heading !== undefined && isOfFacts(heading));
  });
  const facts: Fact[] = [];
  let heading = "";
  let question = "";
  for (const rawLine of lines) {
    const titled = /<[^>]*\b(?:title|name|topic)="([^"]+)"[^>]*>/.exec(rawLine)?.[1];
    if (titled) heading = titled;
    const line = rawLine
      .replace(/<\/?[a-z][^>]*>/gi, " ")
      .replace(/[*_`]{2,}|^\s*(?:[-*•–]|\d+[.)])\s+/g, "")
      .trim();
    if (line === "") continue;
    const newHeading = headingOf(line);
    if (newHeading !== undefined) {
      heading = newHeading;
      continue;
    }
    if (INSTRUCTION_HEADING.test(heading) && !isOfFacts(heading)) continue;
    if (heading === "" && isSectioned) continue;
    const json = line.startsWith("{") ? parseRecord(line) : undefined;
    if (json) {
      facts.push(...jsonFacts(json));
      continue;
    }
    const asked = /^Q(?:uestion)?:\s*(.+)$/i.exec(line)?.[1];
    if (asked) {
      const [onlyQuestion, answer] = asked.split(/\s+A(?:nswer)?:\s+/);
      question = onlyQuestion ?? asked;
      if (answer) facts.push(fact(answer, `${heading} ${question}`));
      continue;
    }
    const answered = /^A(?:nswer)?:\s*(.+)$/i.exec(line)?.[1];
    if (answered && question) {
      facts.push(fact(answered, `${heading} ${question}`));
      question = "";
      continue;
    }
    facts.push(...lineFacts(line, heading, isSectioned));
  }
  return facts;
}

function headingOf(line: string): string | undefined {
  const isHeading = /^#+\s/.test(line) || (/^[^.!?]{2,60}:$/.test(line) && !/^[QA]:/.test(line));
  return isHeading ? line.replace(/^#+\s*|:$/g, "") : undefined;
}

function isOfFacts(heading: string): boolean {
  return /\b(?:knows?|facts?|about|information|knowledge|faqs?|polic(?:y|ies)|prices?|services?)\b/i.test(heading);
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

function lineFacts(line: string, heading: string, isSectioned: boolean): Fact[] {
  const isInstruction = isSectioned ? PLAIN_INSTRUCTION : INSTRUCTION;
  const pair = /^(\p{L}[\p{L}\p{N} /&'’-]{1,40}):\s+(.+)$/u.exec(line);
  if (pair?.[1] && pair[2]) {
    const [, key, value] = pair;
    if (METADATA_KEY.test(key) || INSTRUCTION.test(key) || INSTRUCTION_HEADING.test(key)) return [];
    if (isInstruction.test(value)) return [];
    const isSentence = /[.!?]$/.test(value) && value.split(" ").length > 4;
    if (isSentence) return sentenceFacts(value, `${heading} ${key}`);
    const name = key.charAt(0).toLowerCase() + key.slice(1);
    const verb = /[^s]s$/i.test(key) ? "are" : "is";
    return [fact(`The ${name} ${verb} ${value}`, heading)];
  }
  const told = sentences(line).filter((sentence) => !isInstruction.test(sentence) && sentence.split(" ").length > 2);
  return sentenceFacts(told.join(" "), heading);
}

/** A fact for each sentence; one that leans on the sentence before it comes with that. */
export function sentenceFacts(text: string, heading: string): Fact[] {
  const all = sentences(text);
  return all.map((sentence, at) => {
    const before = all[at - 1];
    const leansOn = before !== undefined && LEANS.test(sentence) ? asSentence(before) : undefined;
    return { ...fact(sentence, all.length <= 3 ? `${heading} ${text}` : heading), after: leansOn };
  });
}

/** One fact, found by its own words and by those `around` it. */
export function fact(say: string, around: string): Fact {
  return { say: asSentence(say), stems: new Set(stems(say)), around: new Set(stems(around)) };
}
