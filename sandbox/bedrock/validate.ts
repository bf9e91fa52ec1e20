import { modelError, validationError } from "./errors";
import type { ModelCard } from "./models";
import { contextTokens } from "./models";
import type { ConverseRequest, Message } from "./request";
import { offeredTools, thinkingBudget } from "./request";

const MAX_CACHE_POINTS = 4;

/**
 * Rejects what Bedrock rejects, in its words.
 *
 * @throws BedrockError 400 ValidationException.
 */
export function validateRequest(request: ConverseRequest, model: ModelCard, inputTokens: number): void {
  validateInference(request, model);
  validateTools(request);
  validateMessages(request.messages, model);
  validateToolPairs(request.messages);
  validateThinking(request, model);
  for (const [index, block] of request.system.entries()) {
    if (block.text !== undefined && block.text.trim() === "") {
      throw validationError(
        `The text field in the SystemContentBlock object at system.${index} is blank. Add text to the text field, and try again.`,
      );
    }
  }
  const cachePoints = [request.system, request.toolConfig?.tools ?? [], ...request.messages.map((m) => m.content)]
    .flat()
    .filter((block) => block.cachePoint).length;
  if (cachePoints > MAX_CACHE_POINTS) {
    throw modelError(
      `A maximum of ${MAX_CACHE_POINTS} blocks with cache_control may be provided. Found ${cachePoints}.`,
    );
  }
  if (inputTokens > contextTokens) {
    throw modelError(`prompt is too long: ${inputTokens} tokens > ${contextTokens} maximum`);
  }
}

function validateInference(request: ConverseRequest, model: ModelCard): void {
  const { maxTokens, temperature, topP, stopSequences } = request.inferenceConfig;
  if (maxTokens !== undefined && maxTokens < 1) throw outOfRange("inferenceConfig.maxTokens", maxTokens, "greater", 1);
  if (maxTokens !== undefined && maxTokens > model.maxOutputTokens) {
    const limit = model.maxOutputTokens;
    throw validationError(
      `The maximum tokens you requested exceeds the model limit of ${limit}. Try again with a maximum tokens value that is lower than ${limit}.`,
    );
  }
  for (const [name, value] of [
    ["temperature", temperature],
    ["topP", topP],
  ] as const) {
    if (value !== undefined && value < 0) throw outOfRange(`inferenceConfig.${name}`, value, "greater", 0);
    if (value !== undefined && value > 1) throw outOfRange(`inferenceConfig.${name}`, value, "less", 1);
  }
  if (temperature !== undefined && topP !== undefined && !model.temperatureWithTopP) {
    throw modelError("`temperature` and `top_p` cannot both be specified for this model. Please use only one.");
  }
  if (stopSequences?.some((sequence) => sequence.trim() === "")) {
    throw modelError("stop_sequences: each stop sequence must contain non-whitespace");
  }
}

function outOfRange(field: string, value: number, than: "greater" | "less", bound: number) {
  return validationError(
    `1 validation error detected: Value '${value}' at '${field}' failed to satisfy constraint: Member must have value ${than} than or equal to ${bound}`,
  );
}

function validateTools(request: ConverseRequest): void {
  const usesTools = request.messages.some((m) => m.content.some((block) => block.toolUse ?? block.toolResult));
  if (!request.toolConfig) {
    if (usesTools)
      throw validationError("The toolConfig field must be defined when using toolUse and toolResult content blocks.");
    return;
  }
  const tools = offeredTools(request);
  if (tools.length === 0) {
    throw validationError(
      "1 validation error detected: Value '[]' at 'toolConfig.tools' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
  }
  const names = new Set<string>();
  for (const [index, tool] of tools.entries()) {
    if (!/^[a-zA-Z0-9_-]{1,64}$/.test(tool.name)) {
      throw validationError(
        `1 validation error detected: Value '${tool.name}' at 'toolConfig.tools.${index + 1}.member.toolSpec.name' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_-]+`,
      );
    }
    if (tool.description === "") {
      throw validationError(
        `1 validation error detected: Value '' at 'toolConfig.tools.${index + 1}.member.toolSpec.description' failed to satisfy constraint: Member must have length greater than or equal to 1`,
      );
    }
    if (names.has(tool.name)) throw modelError("tools: Tool names must be unique.");
    names.add(tool.name);
    const schema = tool.inputSchema.json;
    if (typeof schema !== "object" || schema === null || (schema as { type?: unknown }).type !== "object") {
      throw validationError(
        `The value at toolConfig.tools.${index}.toolSpec.inputSchema.json.type must be one of the following: object.`,
      );
    }
  }
  const forced = request.toolConfig.toolChoice?.tool?.name;
  if (forced !== undefined && !names.has(forced)) {
    throw modelError(`tool_choice: Tool '${forced}' not found in provided tools`);
  }
}

function validateMessages(messages: readonly Message[], model: ModelCard): void {
  if (messages.length === 0) throw modelError("messages: at least one message is required");
  if (messages[0]?.role !== "user") {
    throw validationError(
      "A conversation must start with a user message. Try again with a conversation that starts with a user message.",
    );
  }
  for (const [index, message] of messages.entries()) {
    if (index > 0 && message.role === messages[index - 1]?.role) {
      throw validationError(
        "A conversation must alternate between user and assistant roles. Make sure the conversation alternates between user and assistant roles and try again.",
      );
    }
    if (message.content.length === 0) {
      throw validationError(
        `The content field in the Message object at messages.${index} is empty. Add a ContentBlock object to the content field and try again.`,
      );
    }
    for (const [at, block] of message.content.entries()) {
      if (block.text !== undefined && block.text.trim() === "") {
        throw validationError(
          `The text field in the ContentBlock object at messages.${index}.content.${at} is blank. Add text to the text field, and try again.`,
        );
      }
      if (block.toolResult?.status === "error" && block.toolResult.content.length === 0) {
        throw validationError(
          `The content field at messages.${index}.content.${at}.toolResult cannot be empty when status value is error.`,
        );
      }
      if (block.toolResult?.content.some((part) => part.text !== undefined && part.text.trim() === "")) {
        throw validationError(
          `The text field in the ToolResultContentBlock object at messages.${index}.content.${at}.toolResult is blank. Add text to the text field, and try again.`,
        );
      }
      if (message.role === "assistant" ? block.toolResult : block.toolUse) {
        const kind = block.toolUse ? "toolUse" : "toolResult";
        throw modelError(`messages.${index}: ${kind} blocks can not be specified in ${message.role} messages`);
      }
    }
  }
  const last = messages.at(-1);
  if (last?.role !== "assistant") return;
  if (!model.prefill) {
    throw modelError(
      "This model does not support assistant message prefill. The conversation must end with a user message.",
    );
  }
  if (last.content.at(-1)?.text?.endsWith(" ")) {
    throw modelError("messages: final assistant content cannot end with trailing whitespace");
  }
}

/** Every toolUse needs its toolResult at the head of the next user message, and no toolResult may come without its toolUse. */
function validateToolPairs(messages: readonly Message[]): void {
  const seen = new Set<string>();
  for (const [index, message] of messages.entries()) {
    const uses = message.content.flatMap((block) => (block.toolUse ? [block.toolUse.toolUseId] : []));
    for (const id of uses) {
      if (!/^[a-zA-Z0-9_-]{1,64}$/.test(id)) {
        throw validationError(
          `1 validation error detected: Value '${id}' at 'messages.${index + 1}.member.content.toolUse.toolUseId' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_-]+`,
        );
      }
      if (seen.has(id)) throw modelError("messages: `tool_use` ids must be unique");
      seen.add(id);
    }
    const next = messages[index + 1];
    const results = next?.content.flatMap((block) => (block.toolResult ? [block.toolResult.toolUseId] : [])) ?? [];
    const missing = uses.filter((id) => !results.includes(id));
    if (missing.length > 0) {
      throw validationError(
        `Expected toolResult blocks at messages.${index + 1}.content for the following Ids: ${missing.join(", ")}`,
      );
    }
    if (results.length > uses.length) {
      throw validationError(
        `The number of toolResult blocks at messages.${index + 1}.content exceeds the number of toolUse blocks of previous turn.`,
      );
    }
    const head = next?.content.slice(0, uses.length) ?? [];
    if (uses.length > 0 && head.some((block) => !block.toolResult)) {
      throw modelError(
        `messages.${index + 1}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${uses.join(", ")}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`,
      );
    }
  }
  const orphan = messages[0]?.content.some((block) => block.toolResult);
  if (orphan) {
    throw validationError(
      "The number of toolResult blocks at messages.0.content exceeds the number of toolUse blocks of previous turn.",
    );
  }
}

function validateThinking(request: ConverseRequest, model: ModelCard): void {
  const budget = thinkingBudget(request);
  if (budget === undefined) return;
  const adaptive = request.additionalModelRequestFields?.thinking?.type === "adaptive";
  if (!adaptive && budget < 1_024) {
    throw modelError("thinking.enabled.budget_tokens: Input should be greater than or equal to 1024");
  }
  if (!adaptive && budget >= (request.inferenceConfig.maxTokens ?? model.maxOutputTokens)) {
    throw modelError("`max_tokens` must be greater than `thinking.budget_tokens`.");
  }
  if ((request.inferenceConfig.temperature ?? 1) !== 1) {
    throw modelError("`temperature` may only be set to 1 when thinking is enabled.");
  }
  if (request.toolConfig?.toolChoice?.tool ?? request.toolConfig?.toolChoice?.any) {
    throw modelError("Thinking may not be enabled when tool_choice forces tool use.");
  }
  const previous = request.messages.at(-2);
  const inToolLoop = request.messages.at(-1)?.content.some((block) => block.toolResult);
  if (!adaptive && inToolLoop && previous && !previous.content[0]?.reasoningContent) {
    throw modelError(
      `messages.${request.messages.length - 2}.content.0.type: Expected \`thinking\` or \`redacted_thinking\`, but found \`${previous.content[0]?.toolUse ? "tool_use" : "text"}\`. When \`thinking\` is enabled, a final \`assistant\` message must start with a thinking block.`,
    );
  }
}
