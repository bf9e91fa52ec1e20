import {
  BedrockRuntimeClient,
  ConverseCommand,
  CountTokensCommand,
  type SystemContentBlock,
  type Tool,
  type ToolInputSchema,
} from "@aws-sdk/client-bedrock-runtime";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { accessSettings, type BedrockAccess } from "@/lib/adapters/bedrock/access";

/** What every call of an agent's version begins with. */
export type AgentPrompt = {
  system: string;
  tools: readonly { name: string; description: string; inputSchema: Record<string, unknown> }[];
};

const LIMIT_MS = 8_000;
const GREETING = [{ role: "user" as const, content: [{ text: "Hello." }] }];

/** A client of one account; `destroy` it when done. */
export function promptClient(account: BedrockAccess): BedrockRuntimeClient {
  return new BedrockRuntimeClient({
    ...accessSettings(account),
    maxAttempts: 2,
    // The default handler speaks HTTP/2 and keeps no connection for a single answer.
    requestHandler: new NodeHttpHandler({ requestTimeout: LIMIT_MS }),
  });
}

/**
 * How many tokens the model takes an agent's prompt and tools to be, by its own count, which is free. Throws the SDK's errors: models that are
 * reached by an inference profile alone cannot count. Source: Bedrock Runtime's CountTokens, which wants the model's bare id.
 */
export async function countPromptTokens(
  client: BedrockRuntimeClient,
  modelId: string,
  prompt: AgentPrompt,
): Promise<number> {
  const command = new CountTokensCommand({
    modelId: bareModelId(modelId),
    input: { converse: { system: systemOf(prompt, false), messages: GREETING, ...toolsOf(prompt, false) } },
  });
  const { inputTokens } = await client.send(command, { abortSignal: AbortSignal.timeout(LIMIT_MS) });
  if (inputTokens === undefined) throw new Error("the model gave no count");
  return inputTokens;
}

/**
 * Has the model keep an agent's prompt and tools for some minutes, by asking it for one token of an answer. The prefix is the one that calls send, so
 * that they find it there. True when it was kept, now or before. Throws the SDK's errors.
 */
export async function warmPrompt(client: BedrockRuntimeClient, modelId: string, prompt: AgentPrompt): Promise<boolean> {
  const command = new ConverseCommand({
    modelId,
    system: systemOf(prompt, true),
    messages: GREETING,
    ...toolsOf(prompt, true),
    inferenceConfig: { maxTokens: 1 },
  });
  const { usage } = await client.send(command, { abortSignal: AbortSignal.timeout(LIMIT_MS) });
  return (usage?.cacheWriteInputTokens ?? 0) + (usage?.cacheReadInputTokens ?? 0) > 0;
}

/** `us.anthropic.claude-…` → `anthropic.claude-…`; an ARN's own. */
function bareModelId(modelId: string): string {
  const name = modelId.startsWith("arn:") ? (modelId.split("/").at(-1) ?? modelId) : modelId;
  return name.replace(/^(?:us-gov|us|eu|jp|apac|au|ca|global)\./, "");
}

const CACHE_POINT = { cachePoint: { type: "default" as const } };

function systemOf({ system }: AgentPrompt, cached: boolean): SystemContentBlock[] {
  return [{ text: system }, ...(cached ? [CACHE_POINT] : [])];
}

function toolsOf({ tools }: AgentPrompt, cached: boolean): { toolConfig?: { tools: Tool[] } } {
  if (tools.length === 0) return {};
  const blocks = tools.map(({ name, description, inputSchema }): Tool => ({
    toolSpec: { name, description, inputSchema: { json: inputSchema as ToolInputSchema.JsonMember["json"] } },
  }));
  return { toolConfig: { tools: cached ? [...blocks, CACHE_POINT] : blocks } };
}
