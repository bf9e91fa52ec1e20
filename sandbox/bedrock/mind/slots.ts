import {
  correctEnding,
  findDay,
  findEmail,
  findMessage,
  findName,
  findPhone,
  findTime,
  readMessageAnswer,
  readNameAnswer,
  writeDay,
} from "./extract";
import { pressedKeys, says } from "./intents";
import type { Situation } from "./situation";
import type { Field, ToolView } from "./tool-view";
import { countWords, listOf, stems } from "./words";

type FieldKind =
  "name" | "phone" | "email" | "message" | "day" | "time" | "choice" | "flag" | "number" | "query" | "other";

/** A tool's input as far as the conversation gives it, and the required fields that are still open. */
export interface Filling {
  readonly input: Record<string, unknown>;
  readonly missing: readonly Field[];
}

function kindOf(field: Field): FieldKind {
  const { type, format } = field.schema;
  if (field.schema.enum) return "choice";
  if (type === "boolean") return "flag";
  const name = field.words;
  const either = `${name} ${field.description.toLowerCase()}`;
  if (
    /\b(?:phone|telephone|mobile|number to (?:call|reach)|callback|call back|contact number)\b/.test(either) &&
    !/\bname\b/.test(name)
  )
    return "phone";
  if (/\bemail\b/.test(name) || format === "email") return "email";
  if (/\bname\b/.test(name)) return "name";
  if (type === "integer" || type === "number") return "number";
  if (/\b(?:message|note|notes|body|content)\b/.test(name)) return "message";
  if (format === "date" || /\b(?:date|day)\b/.test(name)) return "day";
  if (format === "time" || /\btime\b/.test(name)) return "time";
  if (/\b(?:query|question|search|topic|reason|summary|subject|request|purpose|text|details?)\b/.test(name))
    return "query";
  return "other";
}

/** The question that asks a caller for a field; in other words than the last time, when it was just asked. */
export function questionFor(field: Field, lastSaid = ""): string {
  const ways = questionsFor(field);
  return ways.find((way) => !lastSaid.includes(way)) ?? ways[0] ?? "";
}

function questionsFor(field: Field): readonly string[] {
  switch (kindOf(field)) {
    case "name":
      return /\b(?:caller|your|customer|contact|full|first|last|guest|patient)\b|^name$/.test(field.words)
        ? ["May I have your name, please?", "What name should I put down?"]
        : [`What is the ${field.words}, please?`, `Could you tell me the ${field.words}?`];
    case "phone":
      return ["What is the best number to reach you on?", "Which number should we call you back on?"];
    case "email":
      return ["What is your email address?", "Could you spell your email address for me?"];
    case "message":
      return ["What message would you like me to pass on?", "What should I tell them?"];
    case "day":
      return ["For which day, please?", "Which day would that be?"];
    case "time":
      return ["At what time, please?", "Which time would that be?"];
    case "choice": {
      const options = listOf((field.schema.enum ?? []).map(String), "or");
      return [`Which would you like: ${options}?`, `Would that be ${options}?`];
    }
    case "number":
      return [`What is the ${field.words}, please?`, `Could you tell me the ${field.words}?`];
    default:
      return [`Could you tell me the ${field.words}, please?`, `What is the ${field.words}?`];
  }
}

/** The field that holds a number to call back, and the one that holds the message itself. */
export function fieldOf(tool: ToolView, kind: "phone" | "message" | "name" | "day"): Field | undefined {
  return tool.fields.find((field) => kindOf(field) === kind);
}

/** The tool and field that something said before asks for, even when it was cut off by an interruption. */
export function findAskedField(said: string, tools: readonly ToolView[]): { tool: ToolView; field: Field } | undefined {
  if (said === "") return undefined;
  let best: { tool: ToolView; field: Field; length: number } | undefined;
  for (const tool of tools) {
    if (tool.kind === "end") continue;
    for (const field of tool.fields) {
      for (const question of questionsFor(field)) {
        const length = lengthSaid(question, said, field);
        // Questions begin alike: the one of which most was said is the one that was asked.
        if (length > (best?.length ?? 0)) best = { tool, field, length };
      }
    }
  }
  return best && { tool: best.tool, field: best.field };
}

/** How much of a question was said, from its start; 0 for less than most of it, or without what it asks for. */
function lengthSaid(question: string, said: string, { words }: Field): number {
  const at = question.indexOf(words);
  const least = Math.max(Math.ceil(question.length * 0.6), at < 0 ? 0 : at + words.length);
  for (let length = question.length; length >= least; length -= 1)
    if (said.includes(question.slice(0, length))) return length;
  return 0;
}

/** Fills a tool's fields from what the caller said: answers to our questions first, then anything said in passing. */
export function fillTool(tool: ToolView, clause: string, situation: Situation): Filling {
  const input: Record<string, unknown> = {};
  const missing: Field[] = [];
  for (const field of tool.fields) {
    const value =
      answered(tool, field, situation) ?? mentioned(field, clause, situation) ?? fallback(tool, field, clause);
    if (value !== undefined) input[field.name] = value;
    else if (field.required) missing.push(field);
  }
  return { input, missing };
}

/** What the caller answered to the question for this field, or put right since, newest first. */
function answered(tool: ToolView, field: Field, situation: Situation): unknown {
  const { turns } = situation;
  const from = situation.lastCallTurn.get(tool.name) ?? 0;
  const kind = kindOf(field);
  // A name and a number stay the caller's for the whole call; a message belongs to one calling of the tool.
  const firstTurn = kind === "message" || kind === "query" ? from : 0;
  for (let at = turns.length - 1; at > firstTurn; at--) {
    const reply = turns[at];
    const asked = turns[at - 1];
    if (reply?.role !== "user" || asked?.role !== "assistant") continue;
    const isAnswer = findAskedField(asked.text, [tool])?.field.name === field.name;
    const value = isAnswer
      ? readAnswer(kind, field, reply.text, situation)
      : kind === "name" || kind === "phone"
        ? passing(kind, field, reply.text, situation)
        : undefined;
    if (value !== undefined) return value;
    if (kind !== "phone") continue;
    const before = { ...situation, turns: turns.slice(0, at) };
    const known = /\d/.test(asked.text) ? answered(tool, field, before) : undefined;
    const corrected = typeof known === "string" ? correctEnding(known, reply.text) : undefined;
    if (corrected) return corrected;
  }
  return undefined;
}

function readAnswer(kind: FieldKind, field: Field, text: string, situation: Situation): unknown {
  if (says.question(text) && kind !== "query") return undefined;
  switch (kind) {
    case "name":
      return findName(text) ?? readNameAnswer(text);
    case "phone":
      return phoneOf(text, situation, LEAST_DIGITS);
    case "message":
      return says.no(text) || isOnlyDetail(text) || (says.yes(text) && stems(text).length === 0)
        ? undefined
        : (findMessage(text) ?? readMessageAnswer(text));
    case "query":
      return readMessageAnswer(text);
    case "other":
      return keysFor(field, text) ?? named(field, text) ?? readMessageAnswer(text);
    default:
      return passing(kind, field, text, situation);
  }
}

/** Fewer digits are a part of a number: the caller paused, or keys are still coming. */
const LEAST_DIGITS = 6;

/** A name or number put right, and nothing else. */
function isOnlyDetail(text: string): boolean {
  const isShort = countWords(text.replace(/[\d\s().+-]+/g, " ")) <= 9;
  const isNumber = findPhone(text, LEAST_DIGITS) !== undefined || /\b(?:ends?|ending|last)\b.*\d/i.test(text);
  return (
    isShort && (isNumber || pressedKeys(text) !== undefined || (findName(text) !== undefined && /\bname\b/i.test(text)))
  );
}

function phoneOf(text: string, situation: Situation, minDigits: number): string | undefined {
  const keys = pressedKeys(text)?.replace(/[*#]/g, "");
  if (keys && keys.length >= minDigits) return keys;
  const own =
    /\b(?:this|same|my|current|that) (?:phone |mobile )?number\b|\bnumber i[’']?m (?:calling|phoning) from\b|\b(?:one|number) (?:you (?:have|see)|i called from)\b|\bcalling from\b|\b(?:use|take) (?:this|that) (?:one|number)\b|\bthis (?:one|number)(?: is (?:fine|good|ok(?:ay)?))?\b/i;
  return (
    findPhone(text, minDigits) ??
    (own.test(text) && !/\d/.test(text) ? situation.briefing.callerNumber?.replace(/[^\d+]/g, "") : undefined)
  );
}

/** Whether a field is made of digits that people key in. */
export const isKeyedIn = (field: Field): boolean => /\b(?:code|pin|digits?)\b/.test(field.words);

/** Keys that were pressed, for such a field. */
const keysFor = (field: Field, text: string): string | undefined =>
  isKeyedIn(field) ? pressedKeys(text)?.replace(/[*#]/g, "") || undefined : undefined;

/** "My account id is A Y B …": what a field is said to be, by its own name. */
function named(field: Field, text: string): string | undefined {
  const words = field.words.replace(/[^a-z0-9 ]/gi, "").trim();
  return words === "" ? undefined : new RegExp(`\\b${words}\\b(?: is|'s|:|,)\\s+(\\S.*)`, "i").exec(text)?.[1]?.trim();
}

/** What the caller mentioned without being asked, newest first. */
function mentioned(field: Field, clause: string, situation: Situation): unknown {
  const kind = kindOf(field);
  if (kind === "message") return findMessage(situation.callerSaid) ?? situation.wish;
  const onlyNow = kind !== "name" && kind !== "phone" && kind !== "email";
  if (kind === "other") return keysFor(field, situation.callerSaid) ?? named(field, situation.callerSaid);
  if (kind === "query") return field.required && countWords(clause) > 1 ? clause : undefined;
  if (onlyNow) return passing(kind, field, kind === "day" ? clause : situation.callerSaid, situation);
  for (const turn of [...situation.turns].reverse()) {
    const value = turn.role === "user" ? passing(kind, field, turn.text, situation) : undefined;
    if (value !== undefined) return value;
  }
  return undefined;
}

function passing(kind: FieldKind, field: Field, text: string, situation: Situation): unknown {
  switch (kind) {
    case "name":
      return findName(text);
    case "phone":
      return phoneOf(text, situation, 7);
    case "email":
      return findEmail(text);
    case "message":
      return findMessage(text);
    case "day": {
      const day = findDay(text);
      if (day === undefined) return undefined;
      return writeDay(day, field.description, field.schema.format, situation.todayIso);
    }
    case "time":
      return findTime(text);
    case "choice": {
      const said = new Set(stems(text));
      return field.schema.enum?.find((option) =>
        stems(String(option).replace(/_/g, " ")).some((root) => said.has(root)),
      );
    }
    case "flag":
      return stems(field.words).some((root) => stems(text).includes(root))
        ? !/\b(?:not|no|isn[’']t|don[’']t)\b/i.test(text)
        : undefined;
    case "number": {
      const found = /-?\d+(?:\.\d+)?/.exec(text)?.[0];
      return found === undefined
        ? undefined
        : field.schema.type === "integer"
          ? Math.trunc(Number(found))
          : Number(found);
    }
    default:
      return undefined;
  }
}

/** What a tool that must not ask gets instead: a reason is what the caller just said, a choice its first option. */
function fallback(tool: ToolView, field: Field, clause: string): unknown {
  if (!field.required) return undefined;
  if (field.schema.default !== undefined) return field.schema.default;
  if (field.schema.const !== undefined) return field.schema.const;
  const kind = kindOf(field);
  if (kind === "flag") return false;
  if (tool.kind !== "end" && tool.kind !== "transfer") return undefined;
  if (kind === "choice") {
    const options = field.schema.enum ?? [];
    return (
      options.find((option) => /front|recept|general|operator|other|default|complete/i.test(String(option))) ??
      options[0]
    );
  }
  if (kind === "phone" || kind === "email" || kind === "number") return undefined;
  return clause === "" ? "The caller asked for it." : clause;
}
