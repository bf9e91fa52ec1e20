import { pressedKeys, says } from "./intents";
import type { FreshResult, Situation } from "./situation";
import { findAskedField, fillTool, questionFor } from "./slots";
import { fillStep, isSmallTalk, messageTool, offer, stepFor, type Step } from "./steps";
import type { Thought } from "./thought";
import { sayResult } from "./tool-results";
import { clauses, countWords, stems } from "./words";

const GOODBYE = "Thank you for calling. Goodbye.";
const ANYTHING_ELSE = "Is there anything else I can help you with?";
const WHAT_IT_IS =
  "I am a stand-in for a language model: a small program in the sandbox that answers by fixed rules. I am not a real model and not a person.";
const MOST_CALLS = 5;

/** What to say or do about what the caller said last. */
export function answerCaller(situation: Situation): Thought[] {
  const said = situation.callerSaid;
  const asked = findAskedField(situation.lastSaid, situation.tools);
  const keys = pressedKeys(said);
  if (keys && !asked) return answerKeys(keys, situation);
  if (says.silence(said)) return [say("Are you still there?")];
  if (says.toldToGreet(said)) return [say(greeting(situation))];
  if (says.stageNote(said)) return [say(situation.lastSaid === "" ? greeting(situation) : "I am listening.")];
  if (says.goodbye(said) && !says.question(said)) return endCall(situation);
  if (says.asksWhatItIs(said)) return [say(WHAT_IT_IS)];
  if (says.asksAgain(said)) return [say(situation.lastSaid || greeting(situation))];
  if (says.asksWho(said)) return [say(whoSpeaks(situation))];
  if (says.beQuiet(said)) return [say("Alright. I am listening.")];
  if (says.howAreYou(said)) return [say("I am well, thank you. How can I help you?")];
  if (says.whatCanYouDo(said)) return [say(whatItDoes(situation))];
  if (says.wait(said)) return [say("Of course, take your time.")];
  if (asked) {
    const reply = answerToQuestion(asked.tool, situation);
    if (reply) return reply;
  }
  const brief = answerBrief(situation);
  if (brief) return brief;
  if (stems(said).length === 0 && !asked && countWords(said) <= 3) {
    return [say("I'm sorry, I did not catch that. Could you say it again?")];
  }
  const parts = clauses(said);
  const steps = (parts.length > 0 ? parts : [said]).map((clause) => stepFor(clause, situation));
  return compose([...steps, openQuestion(asked)], situation);
}

/** What to say once tools have answered: their results, then whatever else the caller had asked for. */
export function answerResults(situation: Situation): Thought[] {
  const spoken = situation.freshResults.map((fresh) => sayFresh(fresh, situation)).filter((text) => text !== "");
  const ended = situation.freshResults.some((fresh) => kindOf(fresh, situation) === "end");
  const asked = findAskedField(situation.lastSaid, situation.tools);
  const wasAnswer = asked !== undefined && situation.calledSince.includes(asked.tool.name);
  const wasKeys = pressedKeys(situation.callerSaid) !== undefined;
  if (ended || wasAnswer || wasKeys) return [say(unique(spoken).join(" "))];
  const steps = clauses(situation.callerSaid).map((clause) => stepFor(clause, situation));
  const rest = [...steps, openQuestion(asked)]
    .filter((step) => step !== undefined && step.kind !== "unknown")
    .filter((step) => !("tool" in step) || !situation.calledSince.includes(step.tool.name));
  const calls = rest.filter((step) => step.kind === "call");
  if (calls.length > 0 && situation.calledSince.length < MOST_CALLS) return compose(rest, situation, spoken);
  for (const step of rest) {
    if (step.kind === "say") spoken.push(step.text);
    else if (step.kind === "ask") spoken.push(step.question);
  }
  return [say(unique(spoken).join(" "))];
}

function compose(
  steps: readonly (Step | undefined)[],
  situation: Situation,
  before: readonly string[] = [],
): Thought[] {
  const calls = new Map<string, Thought>();
  const texts = [...before];
  let question: string | undefined;
  let unknown = false;
  for (const step of steps) {
    if (step?.kind === "call") calls.set(step.tool.name + JSON.stringify(step.input), call(step));
    else if (step?.kind === "say") texts.push(step.text);
    else if (step?.kind === "ask") question ??= step.question;
    else if (step?.kind === "unknown") unknown = true;
  }
  // Facts and questions wait until the tools have answered, so that the caller hears one answer.
  if (calls.size > 0) {
    const lead = before.length > 0 ? [say(before.join(" "))] : [];
    return [...lead, ...[...calls.values()].slice(0, MOST_CALLS)];
  }
  if (unknown && texts.length === 0) {
    texts.push(question ? "I'm sorry, I don't know that." : `I'm sorry, I don't know that. ${offer(situation)}`);
  }
  if (question) texts.push(texts.length > 0 ? question : `Of course. ${question}`);
  if (texts.length > 0) return [say(unique(texts).join(" "))];
  return [say(small(situation))];
}

/** What was asked of the caller before they asked something else is asked again. */
function openQuestion(asked: ReturnType<typeof findAskedField>): Step | undefined {
  return asked && { kind: "ask", tool: asked.tool, question: questionFor(asked.field) };
}

/** Goes on filling in a tool after the caller answered a question for it; undefined when they asked something else instead. */
function answerToQuestion(tool: Situation["tools"][number], situation: Situation): Thought[] | undefined {
  const said = situation.callerSaid;
  if (says.no(said) && !/\d/.test(said)) return [say(`No problem. ${ANYTHING_ELSE}`)];
  if (says.wantsPerson(said)) return undefined;
  if (says.question(said)) return undefined;
  const before = fillTool(tool, said, { ...situation, turns: situation.turns.slice(0, -1), callerSaid: "" });
  const step = fillStep(tool, said, situation);
  if (step.kind === "call") return [call(step)];
  if (step.kind !== "ask") return undefined;
  const after = fillTool(tool, said, situation);
  const lead = after.missing.length < before.missing.length ? "Thank you." : "I'm sorry, I did not catch that.";
  return [say(`${lead} ${step.question}`)];
}

function answerBrief(situation: Situation): Thought[] | undefined {
  const said = situation.callerSaid;
  const offered = /take a message/i.test(situation.lastSaid) && /\?\s*$/.test(situation.lastSaid);
  if (says.yes(said)) {
    const tool = offered ? messageTool(said, situation.tools) : undefined;
    if (tool) {
      const step = fillStep(tool, said, situation);
      return step.kind === "call" ? [call(step)] : compose([step], situation);
    }
    if (/anything else/i.test(situation.lastSaid)) return [say("Of course. What would you like to know?")];
  }
  if (says.no(said)) {
    if (/anything else/i.test(situation.lastSaid)) return endCall(situation);
    if (offered) return [say(`No problem. ${ANYTHING_ELSE}`)];
    return [say(`Alright. ${ANYTHING_ELSE}`)];
  }
  if (says.thanks(said)) return [say(`You're welcome. ${ANYTHING_ELSE}`)];
  if (clauses(said).every(isSmallTalk)) return [say(small(situation))];
  return undefined;
}

function endCall(situation: Situation): Thought[] {
  const tool = situation.tools.find((candidate) => candidate.kind === "end");
  if (!tool) return [say(GOODBYE)];
  const { input } = fillTool(tool, situation.callerSaid, situation);
  return [say(GOODBYE), { kind: "tool", name: tool.name, input }];
}

function answerKeys(keys: string, situation: Situation): Thought[] {
  const option = findMenuOption(keys.replace(/[#*]/g, ""), situation.briefing.text);
  if (option) {
    const step = stepFor(option, situation);
    if (step && step.kind !== "unknown") return compose([step], situation);
    return [say(`You chose ${option}. How can I help you with that?`)];
  }
  const named = [...keys].map((key) => (key === "#" ? "pound" : key === "*" ? "star" : key));
  return [say(`You pressed ${named.join(" ")}. What would you like to do?`)];
}

function findMenuOption(digits: string, text: string): string | undefined {
  const forKey = /\b(?:press(?:ing|es)?|key|option|dial)\s*(\d+)\s*(?:is |means )?(?:for|to|:|=|-)\s*([^.;,\n]+)/gi;
  for (const match of text.matchAll(forKey)) if (match[1] === digits) return match[2]?.trim();
  const keyFor = /\bfor ([^,.;\n]+?),? press (\d+)/gi;
  for (const match of text.matchAll(keyFor)) if (match[2] === digits) return match[1]?.trim();
  return undefined;
}

function sayFresh(fresh: FreshResult, situation: Situation): string {
  const kind = kindOf(fresh, situation);
  if (fresh.result.status === "error") {
    if (kind === "end") return "Goodbye.";
    const canOffer = kind !== "message" && situation.tools.some((tool) => tool.kind === "message");
    const what =
      kind === "transfer" ? "I'm sorry, I could not connect you." : "I'm sorry, I could not get that just now.";
    return canOffer ? `${what} Would you like me to take a message?` : `${what} ${ANYTHING_ELSE}`;
  }
  if (kind === "end") return situation.saidSince === "" ? GOODBYE : "Goodbye.";
  const spoken = sayResult(fresh, situation.callerSaid);
  if (kind === "message") return `Thank you, I have taken your message. ${ANYTHING_ELSE}`;
  if (kind === "transfer") return spoken || "I am putting you through now.";
  if (kind === "search") return spoken || `I'm sorry, I don't know that. ${offer(situation)}`;
  return spoken || "That is done.";
}

function kindOf(fresh: FreshResult, situation: Situation) {
  return situation.tools.find((tool) => tool.name === fresh.toolName)?.kind ?? "other";
}

function whatItDoes({ briefing, tools }: Situation): string {
  const message = tools.some((tool) => tool.kind === "message") ? " and take a message" : "";
  return `I can answer questions about ${briefing.businessName ?? "the business"}${message}. What would you like to know?`;
}

function greeting(situation: Situation): string {
  return `Hello, ${whoSpeaks(situation)}`;
}

function whoSpeaks({ briefing }: Situation): string {
  const { agentName, businessName } = briefing;
  const who = agentName && businessName ? `${agentName} at ${businessName}` : (agentName ?? businessName);
  return who ? `this is ${who}. How can I help you?` : "how can I help you?";
}

function small(situation: Situation): string {
  return situation.lastSaid === "" ? greeting(situation) : "Hello. How can I help you?";
}

function call(step: Extract<Step, { kind: "call" }>): Thought {
  return { kind: "tool", name: step.tool.name, input: step.input };
}

function say(text: string): Thought {
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return { kind: "text", text: capital };
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
