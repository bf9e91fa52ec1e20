import { findPhone, sayNumber } from "./extract";
import { pressedKeys, says } from "./intents";
import { hasSaid, PHRASES, vary } from "./phrases";
import type { Situation } from "./situation";
import { fieldOf, fillTool, findAskedField, questionFor } from "./slots";
import { fillStep, messageTool, stepsFor, type Step } from "./steps";
import type { ToolView } from "./tool-view";
import { hasTime } from "./wish";
import { withoutLeadIn } from "./words";
import { callsFor } from "./follow-up";
import { dayField } from "./tool-view";

const EASY =
  /\b(?:any ?(?:time|day)|whenever|do(?:n[’']t| not) mind|flexible|doesn[’']t matter|no preference|as soon as)\b/i;

/** Something the caller was asked in order to fill in a tool: one of its fields, when it suits, or whether a number is right. */
export type Asked = { readonly tool: ToolView; readonly about: "field" | "when" | "number"; readonly question: string };

/** What was asked last and is still open. */
export function findAsked({ lastSaid, tools }: Situation): Asked | undefined {
  const tool = messageTool("", tools);
  if (tool && hasSaid("isRight", lastSaid)) {
    const number = /number(?: was)?: ((?:plus )?\d[\d ,]*\d)\./.exec(lastSaid)?.[1] ?? "";
    return { tool, about: "number", question: `I have the number: ${number}. ${PHRASES.isRight[0]}` };
  }
  const field = findAskedField(lastSaid, tools);
  if (field) return { tool: field.tool, about: "field", question: questionFor(field.field) };
  if (tool && hasSaid("when", lastSaid)) return { tool, about: "when", question: PHRASES.when[0] };
  return undefined;
}

/** Goes on filling in a tool after the caller answered a question for it; undefined when they asked something else instead. */
export function goOn(asked: Asked, situation: Situation): Step[] | undefined {
  const said = situation.callerSaid;
  if (says.wantsPerson(said) || (says.stageNote(said) && pressedKeys(said) === undefined)) return undefined;
  if (asked.about === "number") return afterReadingBack(asked.tool, situation);
  if (asked.about === "when") return afterWhen(asked.tool, situation);
  const declines = says.no(said) && !/\d/.test(said) && findPhone(said) === undefined && !/\bname\b/i.test(said);
  if (declines) return [{ kind: "say", text: `No problem. ${vary("anythingElse", situation.lastSaid)}` }];
  if (says.refuses(said)) {
    const text = "That is alright, but without it nobody can get back to you.";
    return [{ kind: "say", text: `${text} ${vary("anythingElse", situation.lastSaid)}` }];
  }
  if (says.question(said)) return undefined;
  return nextStep(asked.tool, situation);
}

/** The next question for a tool with what has just been understood in front, or its call. */
function nextStep(tool: ToolView, situation: Situation): Step[] | undefined {
  const said = situation.callerSaid;
  const step = fillStep(tool, said, situation);
  const after = fillTool(tool, said, situation);
  const earlier = { ...situation, turns: situation.turns.slice(0, -1), callerSaid: "" };
  const before = fillTool(tool, "", earlier);
  const number = numberIn(tool, after.input);
  const isNewNumber = number !== undefined && number !== numberIn(tool, before.input);
  if (step.kind === "call") return isNewNumber && !isInOneGo(tool, situation) ? [readBack(tool, number)] : [step];
  if (step.kind !== "ask") return undefined;
  const isProgress = after.missing.length < before.missing.length || isNewNumber || changed(after.input, before.input);
  if (!isProgress) {
    // No answer to the question, but perhaps a request of another kind: that is seen to first.
    const isOther = stepsFor(withoutLeadIn(said), situation).some(
      (other) => other.kind === "say" || (other.kind === "call" && other.tool.kind !== "search"),
    );
    return isOther && !says.yes(said) ? undefined : [{ ...step, lead: notUnderstood(situation) }];
  }
  const phone = fieldOf(tool, "phone");
  const name = fieldOf(tool, "name");
  const firstName = String(after.input[name?.name ?? ""] ?? "").split(" ")[0] ?? "";
  const isNewName = name !== undefined && firstName !== "" && before.input[name.name] !== after.input[name.name];
  const thanks = isNewName ? `Thank you, ${firstName}.` : "Thank you.";
  return [{ ...step, lead: isNewNumber && phone ? `${thanks} I have ${sayNumber(number)}.` : thanks }];
}

/** Everything for the message was said in one turn: then it is taken at once, and read back when that is done. */
function isInOneGo(tool: ToolView, { lastSaid, tools }: Situation): boolean {
  return findAskedField(lastSaid, tools)?.tool.name !== tool.name;
}

function afterReadingBack(tool: ToolView, situation: Situation): Step[] | undefined {
  const said = situation.callerSaid;
  const phone = fieldOf(tool, "phone");
  const isCorrected = findPhone(said) !== undefined || /\d/.test(said) || pressedKeys(said) !== undefined;
  if (isCorrected) {
    const number = numberIn(tool, fillTool(tool, said, situation).input);
    return number && !situation.lastSaid.includes(sayNumber(number))
      ? [readBack(tool, number)]
      : nextStep(tool, situation);
  }
  if (says.no(said) && phone) {
    const question = questionFor(phone, situation.lastSaid);
    return [{ kind: "ask", tool, question, lead: "I'm sorry." }];
  }
  if (says.question(said)) return undefined;
  return says.yes(said) || says.thanks(said) || says.goodbye(said) ? [fillStep(tool, said, situation)] : undefined;
}

function afterWhen(tool: ToolView, situation: Situation): Step[] | undefined {
  const said = situation.callerSaid;
  if (says.question(said) && !hasTime(said)) return undefined;
  if (says.no(said) && !EASY.test(said) && !hasTime(said)) {
    return [{ kind: "say", text: `No problem. ${vary("anythingElse", situation.lastSaid)}` }];
  }
  const dayTool = situation.tools.find((one) => one.kind === "other" && dayField(one) !== undefined);
  const calls = dayTool ? callsFor(dayTool, said, situation) : [];
  const fresh = calls.filter(({ input }) => !situation.pastCalls.some((past) => sameInput(past.input, input)));
  const next = fillStep(tool, said, situation);
  const ask: Step = next.kind === "ask" ? { ...next, lead: "Thank you." } : next;
  return [...fresh.map((call): Step => ({ kind: "call", ...call })), ask];
}

function readBack(tool: ToolView, number: string): Step {
  return { kind: "ask", tool, question: PHRASES.isRight[0], lead: `Let me repeat the number: ${sayNumber(number)}.` };
}

function notUnderstood({ callerSaid, lastSaid }: Situation): string {
  const digits = callerSaid.replace(/\D/g, "");
  if (digits.length > 0) return `I only got ${sayNumber(digits)}. I need the whole number.`;
  return vary("notCaught", lastSaid);
}

function numberIn(tool: ToolView, input: Record<string, unknown>): string | undefined {
  const value = input[fieldOf(tool, "phone")?.name ?? ""];
  return typeof value === "string" ? value : undefined;
}

function changed(after: Record<string, unknown>, before: Record<string, unknown>): boolean {
  return Object.entries(after).some(([key, value]) => before[key] !== value);
}

export function sameInput(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
