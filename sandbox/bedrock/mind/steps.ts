import { answerFromAll, IS_OVER, MONEY } from "./facts";
import { answerFollowUp, callsFor, dayCalls } from "./follow-up";
import { says } from "./intents";
import { PHRASES, vary } from "./phrases";
import type { Situation } from "./situation";
import { fillTool, questionFor } from "./slots";
import { dayField, matchTool, type Field, type ToolView } from "./tool-view";
import { hasTime, isWish } from "./wish";
import { countWords, hasCommonWord, sentences, stems, withoutLeadIn } from "./words";

/** One thing to do about one thing the caller said. */
export type Step =
  | { readonly kind: "call"; readonly tool: ToolView; readonly input: Record<string, unknown> }
  | { readonly kind: "ask"; readonly tool: ToolView; readonly question: string; readonly lead?: string }
  | { readonly kind: "say"; readonly text: string }
  | { readonly kind: "unknown"; readonly isNonsense: boolean; readonly isQuestion: boolean };

const ASKS_TO_BE_TOLD =
  /^(?:tell me|(?:i (?:want|need)|i[’']d like|i would like) to know|i(?:[’']m| am| was) wondering)\b/i;
const MIN_LONG_SENTENCES = 8;
const MOST_LONG_CHARACTERS = 1_400;
const FILLER_SENTENCES = [
  "You can stop me at any moment by speaking, and I will listen.",
  "I only say what I was told, so some of this may sound plain.",
  "If you need something that I do not mention, please ask me about it.",
  "I can repeat any part of this as often as you like.",
  "There is no hurry, and you do not have to write anything down.",
  "I try to keep my answers short, but you asked me for the whole of it.",
  "Most people who call have one question, and that is quite enough.",
  "That is everything I can tell you at the moment.",
];

/** What to do about one clause; nothing when it needs no answer of its own (a greeting, a name, thanks). */
export function stepsFor(clause: string, situation: Situation): Step[] {
  const { tools, briefing } = situation;
  if (says.wantsPerson(clause)) return [personStep(clause, situation)];
  if (says.wantsMessage(clause)) {
    const tool = messageTool(clause, tools);
    return tool
      ? [fillStep(tool, clause, situation)]
      : [{ kind: "say", text: "I'm sorry, I cannot take a message here." }];
  }
  if (says.wantsLength(clause) && !isAboutTool(clause, situation))
    return [{ kind: "say", text: longAnswer(situation) }];
  if (isSmallTalk(clause)) return [];
  if (says.asksNow(clause) && briefing.now) return [{ kind: "say", text: `It is ${briefing.now}.` }];
  const days = dayCalls(clause, situation);
  if (days.length > 0) return days.map((call) => ({ kind: "call", ...call }));
  const best = tools
    .filter((tool) => tool.kind !== "search" && tool.kind !== "message" && tool.kind !== "booking")
    .map((tool) => ({ tool, score: matchTool(clause, tool) }))
    .sort((a, b) => b.score - a.score)[0];
  const isBest = best !== undefined && best.score > 0;
  if (isWish(clause, situation.lastSaid) && !(isBest && canBook(best.tool))) return wishSteps(clause, situation);
  if (isBest) return toolSteps(best.tool, clause, situation);
  const bare = withoutLeadIn(clause);
  const known = answerFollowUp(clause, situation) ?? answerFromAll(bare, situation) ?? overview(bare, situation);
  if (known && says.complains(clause)) return [{ kind: "say", text: known }, sorry(situation)];
  if (known) return [{ kind: "say", text: known }];
  if (says.complains(clause)) return [sorry(situation)];
  const isQuestion = says.question(bare) || ASKS_TO_BE_TOLD.test(bare);
  const search = tools.find((tool) => tool.kind === "search" && !situation.calledSince.includes(tool.name));
  if (search && isQuestion && stems(clause).length > 0) return [searchStep(search, bare)];
  return [{ kind: "unknown", isNonsense: !isQuestion && !hasCommonWord(clause), isQuestion }];
}

/** Two things joined by "and" are two when each has an answer of its own: "your prices and your hours". */
export function stepsForJoined(clause: string, situation: Situation): Step[] {
  const whole = stepsFor(clause, situation);
  const parts = clause.split(/,?\s+and\s+/i);
  if (parts.length !== 2 || says.wantsMessage(clause) || says.wantsBooking(clause)) return whole;
  const each = parts.map((part) => stepsFor(part, situation));
  const isAnswered = each.every(
    (steps) => steps.length > 0 && steps.every(({ kind }) => kind === "call" || kind === "say"),
  );
  const kinds = new Set(each.flat().map(({ kind }) => kind));
  return isAnswered && kinds.size === 2 ? each.flat() : whole;
}

/** Calls a tool when its required fields are known, and asks for the first one that is not. */
export function fillStep(tool: ToolView, clause: string, situation: Situation): Step {
  const { input, missing } = fillTool(tool, clause, situation);
  const first = missing[0];
  return first
    ? { kind: "ask", tool, question: questionFor(first, situation.lastSaid) }
    : { kind: "call", tool, input };
}

/** Looks something up with the question as it was asked. */
function searchStep(tool: ToolView, question: string): Step {
  const isText = ({ schema }: Field) => schema.type === "string" && !schema.enum;
  const field = tool.fields.find((one) => one.required && isText(one)) ?? tool.fields.find(isText);
  return { kind: "call", tool, input: field ? { [field.name]: question } : {} };
}

/** The tool that takes messages; of several, the one whose words fit best. */
export function messageTool(clause: string, tools: readonly ToolView[]): ToolView | undefined {
  return tools
    .filter((tool) => tool.kind === "message")
    .map((tool) => ({ tool, score: matchTool(clause, tool) }))
    .sort((a, b) => b.score - a.score)[0]?.tool;
}

/** What is offered when there is nothing better to say. */
export function offer({ tools, lastSaid }: Situation): string {
  return vary(tools.some((tool) => tool.kind === "message") ? "offer" : "anythingElse", lastSaid);
}

export function isSmallTalk(clause: string): boolean {
  if (says.thanks(clause)) return true;
  const introduced =
    /^(?:(?:hi|hello|hey|good \w+)(?: there)?[,.!\s]*)?(?:my name is|this is|it[’']?s|i[’']?m|i am)\s+[\p{L}'’-]+(?:\s+[\p{L}'’-]+)?(?:\s+(?:here|speaking))?[.!,]*$/iu;
  if (introduced.test(clause)) return true;
  return says.greeting(clause) && countWords(clause) <= 6 && stems(clause).length <= 1;
}

/** What nobody here can do, but somebody can do later: it is passed on, with the day that suits. */
function wishSteps(clause: string, situation: Situation): Step[] {
  const tool = messageTool(clause, situation.tools);
  if (!tool) return [{ kind: "say", text: "I'm sorry, I can't arrange that on this line." }];
  const lead = vary("cannotArrange", situation.lastSaid);
  const dayTool = situation.tools.find((one) => one.kind === "other" && dayField(one) !== undefined);
  const calls: Step[] = dayTool ? callsFor(dayTool, clause, situation).map((call) => ({ kind: "call", ...call })) : [];
  const about = clause.replace(/\b(?:appointments?|bookings?|reservations?|visits?|book)\b/gi, " ");
  const known = answerFromAll(about, situation, 1);
  const facts: Step[] = known && !(calls.length > 0 && MONEY.test(known)) ? [{ kind: "say", text: known }] : [];
  const needsTime = !hasTime(clause) && !/\bcancel|\border\b|\bbuy\b/i.test(clause);
  const next = fillStep(tool, clause, situation);
  const question = needsTime ? PHRASES.when[0] : next.kind === "ask" ? next.question : "";
  return [...calls, ...facts, question === "" ? next : { kind: "ask", tool, question, lead }];
}

function toolSteps(tool: ToolView, clause: string, situation: Situation): Step[] {
  const calls = callsFor(tool, clause, situation);
  const isFree = tool.fields.every((field) => !field.required || field === dayField(tool));
  return calls.length > 1 && isFree
    ? calls.map((call) => ({ kind: "call", ...call }))
    : [fillStep(tool, clause, situation)];
}

function canBook(tool: ToolView): boolean {
  return stems("book appointment reservation reserve schedule slot order").some((root) => tool.nameStems.has(root));
}

function isAboutTool(clause: string, { tools }: Situation): boolean {
  return tools.some((tool) => tool.kind === "other" && matchTool(clause, tool) > 0);
}

function personStep(clause: string, situation: Situation): Step {
  const transfer = situation.tools.find((tool) => tool.kind === "transfer");
  if (transfer) return fillStep(transfer, clause, situation);
  return { kind: "say", text: `${vary("nobody", situation.lastSaid)} ${offer(situation)}` };
}

function sorry(situation: Situation): Step {
  return { kind: "say", text: `I'm sorry to hear that. ${offer(situation)}` };
}

/** "What do you offer?", "What services do you have?": the first facts with a price, or the first of all. */
function overview(clause: string, { briefing, foundFacts }: Situation): string | undefined {
  const asks =
    /\bwhat (?:else )?(?:do you (?:do|offer|sell|have)|(?:services|treatments|products|things|kinds?|sorts?|types?)\b)|\bwhat can you tell me\b/i;
  const facts = foundFacts.length > 0 ? foundFacts : briefing.facts;
  if (!asks.test(clause) || facts.length === 0) return undefined;
  const priced = facts.filter(({ say }) => MONEY.test(say) && !IS_OVER.test(say));
  return (priced.length >= 2 ? priced : facts)
    .slice(0, 3)
    .map(({ say }) => say)
    .join(" ");
}

function longAnswer({ briefing, foundFacts }: Situation): string {
  const said: string[] = [];
  let characters = 0;
  for (const { say } of [...briefing.facts, ...foundFacts]) {
    characters += say.length;
    if (characters > MOST_LONG_CHARACTERS) break;
    said.push(say);
  }
  const spoken = sentences(said.join(" ")).length;
  return [...said, ...FILLER_SENTENCES.slice(0, Math.max(0, MIN_LONG_SENTENCES - spoken))].join(" ");
}
