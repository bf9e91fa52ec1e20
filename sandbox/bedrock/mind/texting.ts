import { isRecord } from "./json-leaves";
import { vary } from "./phrases";
import type { Situation } from "./situation";
import type { Thought } from "./thought";
import type { ToolView } from "./tool-view";
import { listOf, stems, withoutLeadIn } from "./words";

/** One thing of those that may be texted, and what the business says of when. */
interface Textable {
  readonly name: string;
  readonly when: string;
}

const ASKS =
  /\b(?:text|sms|message) (?:me|us|it|that|them|the|your|my)\b|\bsend (?:me|us|it|that|the|your)\b|\b(?:by|via|as an?|in an?) (?:text|sms)\b/i;
const BY_TEXT = /\b(?:text|sms|my (?:phone|mobile|cell))\b/i;
const WHICH = "What may I text you";
const MAIL = /\be-?mail|\bpost\b/i;

/** What to do about a caller who wants something texted, where a tool can: it by its name, or the question which. Undefined when they want something else. */
export function answerTexting(situation: Situation): Thought[] | undefined {
  const tool = textTool(situation.tools);
  const field = tool?.fields.find(({ required }) => required);
  const said = situation.callerSaid;
  const isAnswer = situation.lastSaid.includes(WHICH);
  if (!tool || !field || MAIL.test(said) || (!isAnswer && !ASKS.test(said))) return undefined;
  const choices = textables(situation.briefing.text);
  const chosen = choose(said, choices);
  if (chosen) return [{ kind: "tool", name: tool.name, input: { [field.name]: chosen.name } }];
  if (isAnswer || !BY_TEXT.test(said)) return undefined;
  if (choices.length === 0) return [say(`I'm sorry, I can't text you in this call. ${vary("anythingElse", "")}`)];
  return [say(`${WHICH}: ${listOf(choices.map(spokenName), "or")}?`)];
}

/** What to say once the tool has answered; undefined when it has not. */
export function answerTextingResults(situation: Situation): Thought[] | undefined {
  const tool = textTool(situation.tools);
  const fresh = situation.freshResults.findLast(({ toolName }) => toolName === tool?.name);
  if (!tool || !fresh) return undefined;
  const [part] = fresh.result.content;
  const json = isRecord(part?.json) ? part.json : {};
  const anythingElse = vary("anythingElse", situation.lastSaid);
  if (fresh.result.status !== "error" && json["sent"] === true) {
    const what = typeof json["what"] === "string" ? spokenName({ name: json["what"], when: "" }) : "that";
    return [say(`I've texted you ${what}. ${anythingElse}`)];
  }
  return [say(`I'm sorry, that could not be texted. ${anythingElse}`)];
}

const textTool = (tools: readonly ToolView[]): ToolView | undefined =>
  tools.find(({ name }) => /^(?:send|write)_(?:text|sms)(?:_message)?$|^text_caller$/.test(name));

/** The list of a line such as: What may be texted to them: "address"; "Price list" (they ask what it costs). */
function textables(briefing: string): Textable[] {
  const line = /\bmay be texted to them: (.+)/.exec(briefing)?.[1] ?? "";
  return [...line.matchAll(/"([^"]+)"(?: \(([^)]*)\))?/g)].map(([, name = "", when = ""]) => ({ name, when }));
}

/** The one whose name is said, else the one whose when is. A link is asked for by that word where there is only one. */
function choose(said: string, choices: readonly Textable[]): Textable | undefined {
  const roots = new Set(stems(withoutLeadIn(said)));
  const best = (words: (each: Textable) => string) => {
    const scored = choices
      .map((each) => ({ each, score: stems(words(each)).filter((root) => roots.has(root)).length }))
      .sort((a, b) => b.score - a.score);
    const [first, second] = scored;
    return first && first.score > 0 && first.score > (second?.score ?? 0) ? first.each : undefined;
  };
  const links = choices.filter(({ name }) => name !== "address" && name !== "appointment");
  const link = /\blinks?\b/i.test(said) && links.length === 1 ? links[0] : undefined;
  return best(({ name }) => name) ?? best(({ when }) => when) ?? link;
}

const spokenName = ({ name }: Textable): string =>
  name === "address" ? "the address" : name === "appointment" ? "your appointment" : `the link to ${name}`;

const say = (text: string): Thought => ({ kind: "text", text });
