import type { AgentConfig, ToolName } from "@/lib/contracts/agent-config";
import type { PublishProblem } from "@/lib/contracts/agents";
import type { WeeklyHours } from "@/lib/contracts/business-hours";
import { MAX_PROMPT_TOKENS, measurePrompt } from "@/lib/domain/prompt/measure-prompt";
import type { PromptSubject } from "@/lib/domain/prompt/prompt-sections";
import { baseLanguage, findVoice } from "./voices";

/** What an agent stands in, as far as it decides whether a version can work. */
export type AgentSurroundings = {
  subject: PromptSubject;
  isArchived: boolean;
  /** Active numbers that this agent answers. */
  ownNumbers: number;
  /** Active numbers of its business, its own included. */
  businessNumbers: number;
  weeklyHours: WeeklyHours;
  /** What of the business callers can be texted, and how many active numbers of its own it can text from. */
  texts: { hasAddress: boolean; links: number; numbers: number };
  /** Tools that the organization made itself: titles, and whether they are switched on. */
  customTools: readonly { id: string; title: string; description: string; enabled: boolean; tokens: number }[];
  /** What each tool adds to the prompt, about. */
  toolTokens: Record<ToolName, number>;
};

/** Why a version cannot work (`blocks`), and what to look at before it goes out (`warns`), in words. */
export function publishProblems(config: AgentConfig, around: AgentSurroundings): PublishProblem[] {
  const problems: PublishProblem[] = [];
  const add = (
    severity: PublishProblem["severity"],
    code: PublishProblem["code"],
    section: PublishProblem["section"],
    message: string,
  ) => problems.push({ severity, code, section, message });

  if (around.isArchived) add("blocks", "archived", "who", "The agent is archived. Restore it first.");
  if (around.businessNumbers === 0) {
    add(
      "blocks",
      "no_number",
      "uses",
      "There is no phone number, so nobody could reach it. Get a number under Settings, Phone numbers, and give it to this agent.",
    );
  } else if (around.ownNumbers === 0) {
    add(
      "warns",
      "no_own_number",
      "uses",
      "No phone number leads to this agent. It can call out and be tried in the browser, but nobody reaches it by telephone.",
    );
  }
  checkVoice(config, add);
  checkWords(config, around, add);
  checkTools(config, around, add);
  checkThinking(config, add);
  return problems;
}

type Add = (
  severity: PublishProblem["severity"],
  code: PublishProblem["code"],
  section: string,
  message: string,
) => void;

function checkVoice({ voice, language }: AgentConfig, add: Add): void {
  if (voice === "") {
    add("blocks", "no_voice", "speaks", "It has no voice. Choose one under How it speaks.");
    return;
  }
  const spoken = findVoice(voice)?.language ?? voice.split("-").at(-1) ?? "";
  if (spoken === baseLanguage(language)) return;
  const names = new Intl.DisplayNames(["en"], { type: "language" });
  const [ofVoice, ofAgent] = [names.of(spoken) ?? spoken, names.of(language) ?? language];
  add(
    "warns",
    "voice_of_other_language",
    "speaks",
    `The voice was made for ${ofVoice}, and the agent speaks ${ofAgent}: it will be hard to understand.`,
  );
}

function checkWords(config: AgentConfig, around: AgentSurroundings, add: Add): void {
  const { promptTokens, toolTokens } = measurePrompt(config, around.subject, around.toolTokens);
  const ofOwn = around.customTools.filter(({ id }) => config.customTools.includes(id));
  const tokens = promptTokens + toolTokens + ofOwn.reduce((sum, tool) => sum + tool.tokens, 0);
  if (tokens > MAX_PROMPT_TOKENS) {
    const [about, most] = [tokens, MAX_PROMPT_TOKENS].map((count) => count.toLocaleString("en-US"));
    add(
      "blocks",
      "prompt_too_long",
      "must",
      `Its instructions are about ${about} tokens long, and ${most} is the most: answers would start too late. Shorten the facts, or move them into the knowledge.`,
    );
  }
  const { instructions, greeting, disclosure, recordingNotice } = config;
  if (instructions.persona.trim() === "" && instructions.goals.length === 0) {
    add("blocks", "nothing_to_say", "who", "It knows neither who it is nor what to do. Write at least one of the two.");
  } else if (greeting.trim() === "" && !disclosure.enabled && !recordingNotice.enabled) {
    add("warns", "nothing_to_say", "greets", "It says nothing when it answers, and waits for the caller to speak.");
  }
  if (!disclosure.enabled) {
    add("warns", "no_disclosure", "greets", "It does not say that it is an AI. In many places the law wants that.");
  }
  if (!recordingNotice.enabled) {
    add(
      "warns",
      "no_recording_notice",
      "greets",
      "It does not say that calls are recorded. In many places the law wants that.",
    );
  }
}

/** Above this a caller hears nothing for longer than the engine waits for a deep answer. */
const MOST_THINKING_TOKENS = 8000;

function checkThinking({ modelPolicy, thinkingBudgetTokens }: AgentConfig, add: Add): void {
  if (modelPolicy !== "deep" || thinkingBudgetTokens <= MOST_THINKING_TOKENS) return;
  add(
    "warns",
    "thinking_too_long",
    "thinks",
    `With ${thinkingBudgetTokens.toLocaleString("en-US")} tokens of thinking an answer can take longer than 18 seconds; then another model answers instead. ${MOST_THINKING_TOKENS.toLocaleString("en-US")} is safe.`,
  );
}

function checkTools(config: AgentConfig, around: AgentSurroundings, add: Add): void {
  const { tools, escalation } = config;
  checkCustomTools(config, around, add);
  const { personReachable } = around.subject;
  if (tools.includes("transfer_to_person") && !personReachable) {
    add(
      "blocks",
      "tool_needs_person",
      "person",
      "It may connect callers to a person, but the business has no fallback number to connect them to. Add the number to the business, or take the tool away.",
    );
  }
  if (escalation.situations.length > 0 && !(tools.includes("transfer_to_person") && personReachable)) {
    add(
      "warns",
      "tool_needs_person",
      "person",
      "There are situations that need a person, but it cannot connect to one: it will say so and offer to take a message.",
    );
  }
  if (tools.includes("check_code") !== tools.includes("verify_account")) {
    const [has, lacks] = tools.includes("check_code") ? ["check the code", "send one"] : ["send a code", "check it"];
    add("blocks", "tool_needs_tool", "uses", `It may ${has} but not ${lacks}: verifying a caller needs both tools.`);
  }
  const needsFreeTimes = (["hold_appointment", "book_appointment", "move_appointment"] as const).some((tool) =>
    tools.includes(tool),
  );
  if (needsFreeTimes && !tools.includes("find_appointments")) {
    add(
      "blocks",
      "tool_needs_tool",
      "uses",
      "It may book or move appointments but not find free times: it would not know which to offer.",
    );
  }
  checkTexts(config, around, add);
  const isNeverOpen = Object.values(around.weeklyHours).every((hours) => hours.length === 0);
  if (tools.includes("get_opening_hours") && isNeverOpen) {
    add(
      "warns",
      "tool_needs_hours",
      "uses",
      "It may look up opening hours, but the business has none: it will say that you are closed, every day.",
    );
  }
}

function checkTexts({ tools }: AgentConfig, { texts }: AgentSurroundings, add: Add): void {
  if (!tools.includes("send_text")) return;
  if (texts.numbers === 0)
    add(
      "warns",
      "tool_needs_texts",
      "uses",
      "It may text callers, but the business has no phone number of its own to text from: it will say that it cannot.",
    );
  else if (!texts.hasAddress && texts.links === 0)
    add(
      "warns",
      "tool_needs_texts",
      "uses",
      "It may text callers, but the business keeps neither an address nor a link for that: it can text them their appointment and nothing else. Add them under Settings, Businesses.",
    );
}

function checkCustomTools({ customTools }: AgentConfig, around: AgentSurroundings, add: Add): void {
  const known = new Map(around.customTools.map((tool) => [tool.id, tool]));
  const gone = customTools.filter((id) => !known.has(id)).length;
  if (gone > 0)
    add(
      "blocks",
      "tool_gone",
      "uses",
      `It may use ${gone === 1 ? "a tool" : `${gone} tools`} that you have removed. Take ${gone === 1 ? "it" : "them"} away under What it may use.`,
    );
  for (const id of customTools) {
    const tool = known.get(id);
    if (tool && !tool.enabled)
      add(
        "blocks",
        "tool_gone",
        "uses",
        `It may use ${tool.title}, which is switched off or not connected. Change that under Settings, or take it away.`,
      );
  }
}
