import type { Situation } from "./situation";
import { fieldOf } from "./slots";
import { sentences } from "./words";

const MOST_RECAP = 3;

/** What a caller may ask of it. */
export function whatItDoes({ briefing, tools }: Situation): string {
  const message = tools.some((tool) => tool.kind === "message") ? " and take a message" : "";
  return `I can answer questions about ${briefing.businessName ?? "the business"}${message}. What would you like to know?`;
}

export function whatItIs({ briefing, callerSaid }: Situation): string {
  const what = briefing.businessName
    ? `I'm the AI assistant of ${briefing.businessName}, not a person.`
    : "I'm an AI assistant, not a person.";
  const asksModel = /\b(?:model|claude|language|real ai)\b/i.test(callerSaid);
  return asksModel ? `${what} In this sandbox, a small stand-in for the language model answers by fixed rules.` : what;
}

export function greeting(situation: Situation): string {
  return `Hello, ${whoSpeaks(situation)}`;
}

export function whoSpeaks({ briefing }: Situation): string {
  const { agentName, businessName } = briefing;
  const who = agentName && businessName ? `${agentName} at ${businessName}` : (agentName ?? businessName);
  return who ? `this is ${who}. How can I help you?` : "how can I help you?";
}

export function goodbye({ pastCalls, tools, briefing, callerSaid }: Situation): string {
  if (/wrong number/i.test(callerSaid)) return "No problem at all. Goodbye.";
  const message = pastCalls.findLast(({ name }) => tools.some((tool) => tool.name === name && tool.kind === "message"));
  const tool = tools.find(({ name }) => name === message?.name);
  const name = tool && message?.input[fieldOf(tool, "name")?.name ?? ""];
  const first = typeof name === "string" ? `, ${name.split(" ")[0] ?? ""}` : "";
  const whom = first === "" && briefing.businessName ? ` ${briefing.businessName}` : "";
  return briefing.isOutbound
    ? `Thank you for your time${first}. Goodbye.`
    : `Thank you for calling${whom}${first}. Goodbye.`;
}

/** What was answered so far, the questions left out. */
export function recap({ turns, pastCalls, tools }: Situation): string {
  const message = pastCalls.findLast(({ name }) => tools.some((tool) => tool.name === name && tool.kind === "message"));
  const told = turns
    .filter(({ role }) => role === "assistant")
    .slice(1)
    .flatMap(({ text }) => sentences(text))
    .filter(
      (text) =>
        !/\?\s*$|^(?:of course|thank|you[’']re welcome|alright|no problem|good\b|you pressed|my pleasure|hello|i[’']m sorry|i have)\b/i.test(
          text,
        ),
    );
  const kept = [...new Set(told)].slice(-MOST_RECAP);
  if (message && kept.length === 0)
    return "So far I have taken your message. Is there anything else I can help you with?";
  if (kept.length === 0) return "We have only just begun. What would you like to know?";
  return `Here is what I told you. ${kept.join(" ")}`;
}
