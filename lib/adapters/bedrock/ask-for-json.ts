import { BedrockRuntimeClient, ConverseCommand } from "@aws-sdk/client-bedrock-runtime";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { ACCOUNT_PROBLEMS, accessSettings, type BedrockAccess } from "@/lib/adapters/bedrock/access";
import { z } from "zod";

export type JsonQuestion<S extends z.ZodType> = {
  modelId: string;
  system: string;
  text: string;
  /** What the answer is called and what it is for; the model fills it in as a tool's input. */
  answer: { name: string; description: string; schema: S };
  maxTokens: number;
  temperature?: number;
  timeoutMs: number;
};

export type JsonAnswer<S extends z.ZodType> = { value: z.output<S>; inputTokens: number; outputTokens: number };

/** Why a model gave no answer. The message is meant for people: what happened and what to do. */
export class ModelAnswerError extends Error {
  override name = "ModelAnswerError";
  constructor(
    message: string,
    /** The same question may be answered in a while. */
    readonly isPassing: boolean,
    cause?: unknown,
    /** What an answer that is of no use has cost all the same. */
    readonly usage: { inputTokens: number; outputTokens: number } = { inputTokens: 0, outputTokens: 0 },
  ) {
    super(message, { cause });
  }
}

/**
 * Asks a model on Amazon Bedrock once for an answer of a given shape (Converse with one tool that it must use). Two attempts when it is
 * throttled. Throws ModelAnswerError, also for an answer that is cut off or has another shape.
 */
export async function askForJson<S extends z.ZodType>(
  access: BedrockAccess,
  question: JsonQuestion<S>,
): Promise<JsonAnswer<S>> {
  const { modelId, system, text, answer, maxTokens, timeoutMs, temperature } = question;
  const client = clientFor(access);
  const { $schema: _dialect, ...schema } = z.toJSONSchema(answer.schema, { io: "input" }) as Record<string, unknown>;
  const command = new ConverseCommand({
    modelId,
    system: [{ text: system }],
    messages: [{ role: "user", content: [{ text }] }],
    inferenceConfig: { maxTokens, ...(temperature === undefined ? {} : { temperature }) },
    toolConfig: {
      // JSON of our own making: whatever AWS takes as a document.
      tools: [
        { toolSpec: { name: answer.name, description: answer.description, inputSchema: { json: schema as never } } },
      ],
      toolChoice: { tool: { name: answer.name } },
    },
  });
  try {
    const response = await client.send(command, { abortSignal: AbortSignal.timeout(timeoutMs) });
    const { inputTokens = 0, outputTokens = 0 } = response.usage ?? {};
    const usage = { inputTokens, outputTokens };
    if (response.stopReason === "max_tokens")
      throw new ModelAnswerError(
        "The model's answer was too long and was cut off. Try with less text.",
        false,
        undefined,
        usage,
      );
    const given = response.output?.message?.content?.find((block) => block.toolUse !== undefined)?.toolUse?.input;
    const parsed = answer.schema.safeParse(given);
    if (!parsed.success)
      throw new ModelAnswerError(
        "The model's answer was not of the kind that was asked for. Try again.",
        true,
        parsed.error,
        usage,
      );
    return { value: parsed.data, ...usage };
  } catch (error) {
    throw problemOf(error);
  } finally {
    client.destroy();
  }
}

const clientFor = (access: BedrockAccess): BedrockRuntimeClient =>
  new BedrockRuntimeClient({
    ...accessSettings(access),
    maxAttempts: 2,
    requestHandler: new NodeHttpHandler(),
  });

function problemOf(error: unknown): ModelAnswerError {
  if (error instanceof ModelAnswerError) return error;
  const name = error instanceof Error ? error.name : "";
  // The SDK calls a connection that broke a timeout as well.
  const broke = error instanceof Error && "code" in error && /ECONNRESET|EPIPE/.test(String(error.code));
  if ((name === "TimeoutError" || name === "AbortError") && !broke)
    return new ModelAnswerError("The model took too long to answer. Try again in a minute.", true, error);
  if (/Throttling|ServiceQuota/.test(name))
    return new ModelAnswerError("The model is busy at the moment. Try again in a minute.", true, error);
  if (ACCOUNT_PROBLEMS.has(name))
    return new ModelAnswerError(
      "Amazon Bedrock does not let us use the model. Look at Connections, where it says what is the matter.",
      false,
      error,
    );
  return new ModelAnswerError("The model could not be reached. Try again in a minute.", true, error);
}
