import { answerFromFacts } from "./facts";
import { says } from "./intents";
import type { Situation } from "./situation";
import { fillTool, questionFor } from "./slots";
import { matchTool, type ToolView } from "./tool-view";
import { countWords, stems } from "./words";

/** One thing to do about one thing the caller said. */
export type Step =
  | { readonly kind: "call"; readonly tool: ToolView; readonly input: Record<string, unknown> }
  | { readonly kind: "ask"; readonly tool: ToolView; readonly question: string }
  | { readonly kind: "say"; readonly text: string }
  | { readonly kind: "unknown"; readonly asked: boolean };

const MIN_LONG_SENTENCES = 8;
const FILLER_SENTENCES = [
  "I am happy to take my time with this.",
  "You can stop me at any moment by speaking, and I will listen.",
  "I only say what I was told about this business, so some of this may sound plain.",
  "If you need something that I do not mention, please ask me about it directly.",
  "I can repeat any part of this as often as you like.",
  "You can also leave your name and your number, and someone can follow up with you.",
  "Most people who call ask about the opening hours, the address or an appointment.",
  "I try to keep my answers short, but you asked me for the whole of it.",
  "There is no hurry, and you do not have to write anything down.",
  "That is everything I can tell you about this at the moment.",
];

/** What to do about one clause; undefined when it needs no answer of its own (a greeting, a name, thanks). */
export function stepFor(clause: string, situation: Situation): Step | undefined {
  const { tools, briefing } = situation;
  if (says.wantsPerson(clause)) return personStep(clause, situation);
  if (says.wantsMessage(clause)) {
    const tool = messageTool(clause, tools);
    return tool ? fillStep(tool, clause, situation) : { kind: "say", text: "I'm sorry, I cannot take a message here." };
  }
  if (says.wantsLength(clause)) return { kind: "say", text: longAnswer(situation) };
  if (isSmallTalk(clause)) return undefined;
  const best = tools
    .filter((tool) => tool.kind !== "search")
    .map((tool) => ({ tool, score: matchTool(clause, tool) }))
    .sort((a, b) => b.score - a.score)[0];
  if (best && best.score > 0) return fillStep(best.tool, clause, situation);
  const known = answerFromFacts(clause, briefing.facts);
  if (known) return { kind: "say", text: known };
  const search = tools.find((tool) => tool.kind === "search");
  if (search && stems(clause).length > 0) return fillStep(search, clause, situation);
  return { kind: "unknown", asked: says.question(clause) };
}

/** Calls a tool when its required fields are known, and asks for the first one that is not. */
export function fillStep(tool: ToolView, clause: string, situation: Situation): Step {
  const { input, missing } = fillTool(tool, clause, situation);
  const first = missing[0];
  return first ? { kind: "ask", tool, question: questionFor(first) } : { kind: "call", tool, input };
}

/** The tool that takes messages; of several, the one whose words fit best. */
export function messageTool(clause: string, tools: readonly ToolView[]): ToolView | undefined {
  return tools
    .filter((tool) => tool.kind === "message")
    .map((tool) => ({ tool, score: matchTool(clause, tool) }))
    .sort((a, b) => b.score - a.score)[0]?.tool;
}

function personStep(clause: string, situation: Situation): Step {
  const transfer = situation.tools.find((tool) => tool.kind === "transfer");
  if (transfer) return fillStep(transfer, clause, situation);
  return { kind: "say", text: `I'm sorry, I cannot connect you to a person from here. ${offer(situation)}` };
}

/** What is offered when there is nothing better to say. */
export function offer(situation: Situation): string {
  const canTakeMessage = situation.tools.some((tool) => tool.kind === "message");
  return canTakeMessage ? "Would you like me to take a message?" : "Is there anything else I can help you with?";
}

export function isSmallTalk(clause: string): boolean {
  if (says.thanks(clause)) return true;
  const introduced =
    /^(?:(?:hi|hello|hey|good \w+)(?: there)?[,.!\s]*)?(?:my name is|this is|it[’']?s|i[’']?m|i am)\s+[\p{L}'’-]+(?:\s+[\p{L}'’-]+)?(?:\s+(?:here|speaking))?[.!,]*$/iu;
  if (introduced.test(clause)) return true;
  return says.greeting(clause) && countWords(clause) <= 6 && stems(clause).length <= 1;
}

function longAnswer(situation: Situation): string {
  const said = situation.briefing.facts.slice(0, 14).map((fact) => fact.say);
  const filler = FILLER_SENTENCES.slice(0, Math.max(2, MIN_LONG_SENTENCES - said.length));
  return [...said, ...filler].join(" ");
}
