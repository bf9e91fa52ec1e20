import type { AgentConfig } from "@/lib/contracts/agent-config";
import { promptSections, type PromptSubject } from "./prompt-sections";

/**
 * The system prompt of an agent's version. Pure and the same for every call of that version, so that a vendor can cache it;
 * what changes from call to call (the time, the caller) is not in it but in the conversation.
 */
export function assemblePrompt(config: AgentConfig, subject: PromptSubject): string {
  return promptSections(config, subject)
    .map(({ text }) => text)
    .join("\n\n");
}
