import { z } from "zod";

const cachePoint = z.looseObject({ type: z.literal("default"), ttl: z.enum(["5m", "1h"]).optional() });
const toolUse = z.looseObject({
  toolUseId: z.string(),
  name: z.string(),
  input: z.unknown().optional(),
});
const toolResult = z.looseObject({
  toolUseId: z.string(),
  content: z.array(z.looseObject({ text: z.string().optional(), json: z.unknown().optional() })).default([]),
  status: z.enum(["success", "error"]).optional(),
});
const contentBlock = z.looseObject({
  text: z.string().optional(),
  toolUse: toolUse.optional(),
  toolResult: toolResult.optional(),
  reasoningContent: z.looseObject({}).optional(),
  cachePoint: cachePoint.optional(),
});
const message = z.looseObject({ role: z.enum(["user", "assistant"]), content: z.array(contentBlock) });
const systemBlock = z.looseObject({ text: z.string().optional(), cachePoint: cachePoint.optional() });
const toolSpec = z.looseObject({
  name: z.string(),
  description: z.string().optional(),
  inputSchema: z.looseObject({ json: z.unknown() }),
});
const tool = z.looseObject({ toolSpec: toolSpec.optional(), cachePoint: cachePoint.optional() });
const toolChoice = z.looseObject({
  auto: z.looseObject({}).optional(),
  any: z.looseObject({}).optional(),
  tool: z.looseObject({ name: z.string() }).optional(),
});

/** The body of Converse and ConverseStream as AWS documents it, as far as the stand-in reads it. */
export const converseBody = z.looseObject({
  messages: z.array(message).default([]),
  system: z.array(systemBlock).default([]),
  inferenceConfig: z
    .looseObject({
      maxTokens: z.number().int().optional(),
      temperature: z.number().optional(),
      topP: z.number().optional(),
      stopSequences: z.array(z.string()).optional(),
    })
    .default({}),
  toolConfig: z.looseObject({ tools: z.array(tool), toolChoice: toolChoice.optional() }).optional(),
  additionalModelRequestFields: z.looseObject({ thinking: z.looseObject({}).optional() }).nullish(),
  outputConfig: z
    .looseObject({
      textFormat: z
        .looseObject({
          type: z.string(),
          structure: z.looseObject({ jsonSchema: z.looseObject({ schema: z.string() }).optional() }).optional(),
        })
        .optional(),
    })
    .optional(),
});

export type ConverseRequest = z.infer<typeof converseBody>;
export type Message = z.infer<typeof message>;
export type ToolSpec = z.infer<typeof toolSpec>;
export type ToolResult = z.infer<typeof toolResult>;

/** The thinking budget the request asks for, in tokens; undefined when it does not ask for thinking. */
export function thinkingBudget(request: ConverseRequest): number | undefined {
  const thinking = request.additionalModelRequestFields?.thinking;
  if (!thinking) return undefined;
  if (thinking.type === "adaptive") return 4_096;
  if (thinking.type !== "enabled") return undefined;
  return typeof thinking.budget_tokens === "number" ? thinking.budget_tokens : 0;
}

/** The tools offered, without cache points. */
export function offeredTools(request: ConverseRequest): ToolSpec[] {
  return (request.toolConfig?.tools ?? []).flatMap((entry) => (entry.toolSpec ? [entry.toolSpec] : []));
}
