import type { ContentBlock, Message, ToolResultContentBlock } from "@aws-sdk/client-bedrock-runtime";
import type { ModelMessage } from "@/call-worker/ports/language-model";

/** Stands where Converse wants a user's message and the caller has said nothing yet. */
const CALL_BEGINS = "(The call is connected.)";
/** Stands at the end of a history whose last word was the agent's. */
const CALLER_SILENT = "(The caller says nothing.)";
const NO_RESULT = "No result: the tool did not finish.";

/**
 * A history as Converse accepts it (https://docs.aws.amazon.com/bedrock/latest/userguide/conversation-inference.html):
 * begins and ends with the user, roles alternate, no empty text, every tool call answered in the very next message and
 * no answer without its call.
 */
export function toConverseMessages(history: readonly ModelMessage[]): Message[] {
  const messages: Message[] = [];
  let owed: string[] = [];

  const append = (role: "user" | "assistant", blocks: ContentBlock[]): void => {
    if (blocks.length === 0) return;
    const last = messages[messages.length - 1];
    if (last?.role === role) last.content?.push(...blocks);
    else messages.push({ role, content: blocks });
  };

  for (const message of history) {
    if (message.role === "assistant") {
      if (owed.length > 0 && message.content.length > 0) append("user", owed.splice(0).map(noResult));
      const blocks: ContentBlock[] = [];
      for (const part of message.content) {
        if (part.kind === "tool-call") {
          owed.push(part.toolCallId);
          blocks.push({ toolUse: { toolUseId: part.toolCallId, name: part.name, input: documentOf(part.input) } });
        } else if (part.text.trim() !== "") blocks.push({ text: part.text.trimEnd() });
      }
      if (messages.length === 0 && blocks.length > 0) append("user", [{ text: CALL_BEGINS }]);
      append("assistant", blocks);
      continue;
    }
    const results: ContentBlock[] = [];
    const texts: ContentBlock[] = [];
    for (const part of message.content) {
      if (part.kind === "text") {
        if (part.text.trim() !== "") texts.push({ text: part.text });
      } else if (owed.includes(part.toolCallId)) {
        owed = owed.filter((id) => id !== part.toolCallId);
        results.push(toolResult(part.toolCallId, part.output, part.failed));
      }
    }
    // Results come before words, and all of them before any word.
    if (texts.length > 0) results.push(...owed.splice(0).map(noResult));
    append("user", [...results, ...texts]);
  }

  append("user", owed.map(noResult));
  if (messages.length === 0) append("user", [{ text: CALL_BEGINS }]);
  if (messages[messages.length - 1]?.role === "assistant") append("user", [{ text: CALLER_SILENT }]);
  return messages;
}

/** Whether the model is in the middle of its tools: the last message answers a call. */
export function endsInToolResult(messages: readonly Message[]): boolean {
  return messages[messages.length - 1]?.content?.some((block) => block.toolResult !== undefined) ?? false;
}

export function hasToolBlocks(messages: readonly Message[]): boolean {
  return messages.some((message) => message.content?.some((block) => block.toolUse ?? block.toolResult) ?? false);
}

function noResult(toolUseId: string): ContentBlock {
  return toolResult(toolUseId, NO_RESULT, true);
}

function toolResult(toolUseId: string, output: unknown, failed: boolean): ContentBlock {
  return { toolResult: { toolUseId, content: [resultContent(output)], status: failed ? "error" : "success" } };
}

/** Objects go as JSON; Claude refuses a bare list or number there, so everything else goes as text. */
function resultContent(output: unknown): ToolResultContentBlock {
  if (typeof output === "string") return { text: output === "" ? "(nothing)" : output };
  const text = JSON.stringify(output) ?? "null";
  return text.startsWith("{") ? { json: JSON.parse(text) } : { text };
}

/** A tool's input or schema, known to be JSON, in the SDK's name for JSON. */
type Document = NonNullable<NonNullable<ContentBlock["toolUse"]>["input"]>;
export function documentOf(value: Record<string, unknown>): Document {
  return value as Document;
}
