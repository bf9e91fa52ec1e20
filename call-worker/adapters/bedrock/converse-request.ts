import type { ConverseStreamCommandInput, SystemContentBlock, Tool } from "@aws-sdk/client-bedrock-runtime";
import type { ModelRequest, ToolSpec } from "@/call-worker/ports/language-model";
import { documentOf, endsInToolResult, hasToolBlocks, toConverseMessages } from "./converse-messages";
import { abilitiesOf } from "./model-abilities";

const MIN_THINKING_TOKENS = 1_024;

/** Converse refuses a history with tool blocks when no tool is configured; this one does nothing and says so. */
const NOOP_TOOL: ToolSpec = {
  name: "noop",
  description: "Does nothing. Never call it.",
  inputSchema: { type: "object", properties: {} },
};

/** Tools of one agent version come as the same array in every request: their blocks are made once. */
const toolBlocks = new WeakMap<readonly ToolSpec[], { plain: Tool[]; cached: Tool[] }>();

/** The request as ConverseStream takes it. `maxTokens` counts the answer alone: a thinking budget is added to it. */
export function toConverseRequest(request: ModelRequest): ConverseStreamCommandInput {
  const abilities = abilitiesOf(request.model);
  const messages = toConverseMessages(request.messages);
  // Claude wants its own thinking back in front of a tool's result, and it is not kept: no thinking between tools.
  const thinks = abilities.thinking && request.thinkingBudgetTokens !== null && !endsInToolResult(messages);
  const budget = thinks ? Math.max(MIN_THINKING_TOKENS, request.thinkingBudgetTokens ?? 0) : 0;
  const specs = request.tools.length === 0 && hasToolBlocks(messages) ? NOOP_TOOLS : request.tools;

  const system = systemBlocks(request, abilities.cache.system);

  return {
    modelId: request.model,
    messages,
    ...(system.length === 0 ? {} : { system }),
    ...(specs.length === 0 ? {} : { toolConfig: { tools: toolsOf(specs, abilities.cache.tools) } }),
    inferenceConfig: {
      maxTokens: request.maxTokens + budget,
      ...(thinks || !abilities.temperature ? {} : { temperature: request.temperature }),
    },
    ...(thinks ? { additionalModelRequestFields: { thinking: { type: "enabled", budget_tokens: budget } } } : {}),
  };
}

const NOOP_TOOLS: readonly ToolSpec[] = [NOOP_TOOL];

/** The cached part ends before what differs from call to call. Converse refuses empty text. */
function systemBlocks({ system, situation }: ModelRequest, cache: boolean): SystemContentBlock[] {
  const blocks: SystemContentBlock[] = [];
  if (system.trim() !== "") {
    blocks.push({ text: system });
    if (cache) blocks.push({ cachePoint: { type: "default" } });
  }
  if (situation.trim() !== "") blocks.push({ text: situation });
  return blocks;
}

function toolsOf(specs: readonly ToolSpec[], cache: boolean): Tool[] {
  let blocks = toolBlocks.get(specs);
  if (blocks === undefined) {
    const plain = specs.map(toolOf);
    blocks = { plain, cached: [...plain, { cachePoint: { type: "default" } }] };
    toolBlocks.set(specs, blocks);
  }
  return cache ? blocks.cached : blocks.plain;
}

function toolOf(spec: ToolSpec): Tool {
  return {
    toolSpec: {
      name: spec.name,
      description: spec.description || spec.name,
      inputSchema: { json: documentOf(spec.inputSchema) },
    },
  };
}
