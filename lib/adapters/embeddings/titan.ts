import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { setTimeout as pause } from "node:timers/promises";
import { BedrockRuntimeClient, InvokeModelCommand } from "@aws-sdk/client-bedrock-runtime";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { z } from "zod";
import { ACCOUNT_PROBLEMS, accessSettings, type BedrockAccess } from "@/lib/adapters/bedrock/access";
import { EmbedError, type Embedder } from "./embedder";

const MODEL_ID = "amazon.titan-embed-text-v2:0";
const DIMENSIONS = 256;
export const TITAN_ID = `${MODEL_ID}/${DIMENSIONS}`;

/** What the model takes is 50,000 characters and 8,192 tokens; no piece of ours comes near, but a text of somebody else's might. */
const MOST_CHARACTERS = 20_000;
const AT_ONCE = 8;
const TRIES = 6;
const FIRST_PAUSE_MS = 200;
const MOST_PAUSE_MS = 8_000;
const ANSWER_LIMIT_MS = 15_000;

const Answer = z.object({ embedding: z.array(z.number()).length(DIMENSIONS) });

/**
 * Amazon Titan Text Embeddings V2 over InvokeModel. It takes one text at a time, so some are asked side by side on connections that are kept. What is
 * throttled or fails on Amazon's side is tried again, later each time. `atOnce` is of texts and connections; `close` ends these.
 */
export function createTitanEmbedder(
  account: BedrockAccess,
  {
    atOnce = AT_ONCE,
    random = Math.random,
    wait = pause as (ms: number, value?: undefined, options?: { signal?: AbortSignal }) => Promise<unknown>,
  } = {},
): Embedder & { close(): void } {
  const keep = { keepAlive: true, maxSockets: atOnce };
  const client = new BedrockRuntimeClient({
    ...accessSettings(account),
    // Tried again here, where it is known how many wait.
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler({ httpAgent: new HttpAgent(keep), httpsAgent: new HttpsAgent(keep) }),
  });

  async function embedOne(text: string, signal: AbortSignal): Promise<Float32Array> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await ask(text, signal);
      } catch (error) {
        signal.throwIfAborted();
        const problem = problemOf(error);
        if (!problem.isPassing || tries === TRIES) throw problem;
        const longestMs = Math.min(FIRST_PAUSE_MS * 2 ** (tries - 1), MOST_PAUSE_MS);
        await wait(longestMs * (0.5 + random() / 2), undefined, { signal });
      }
    }
  }

  async function ask(text: string, signal: AbortSignal): Promise<Float32Array> {
    const inputText = text.slice(0, MOST_CHARACTERS) || " ";
    const command = new InvokeModelCommand({
      modelId: MODEL_ID,
      contentType: "application/json",
      accept: "application/json",
      body: JSON.stringify({ inputText, dimensions: DIMENSIONS, normalize: true }),
    });
    const abortSignal = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_LIMIT_MS)]);
    const { body } = await client.send(command, { abortSignal });
    return Float32Array.from(Answer.parse(JSON.parse(Buffer.from(body).toString())).embedding);
  }

  return {
    id: TITAN_ID,
    dimensions: DIMENSIONS,
    async embed(texts, signal) {
      // One that fails for good ends the others too.
      const failed = new AbortController();
      const all = signal ? AbortSignal.any([signal, failed.signal]) : failed.signal;
      const vectors: Float32Array[] = [];
      let next = 0;
      const work = async () => {
        for (let index = next++; index < texts.length; index = next++)
          vectors[index] = await embedOne(texts[index] ?? "", all);
      };
      try {
        await Promise.all(Array.from({ length: Math.min(atOnce, texts.length) }, work));
      } catch (error) {
        failed.abort(error);
        throw error;
      }
      return vectors;
    },
    close: () => client.destroy(),
  };
}

function problemOf(error: unknown): EmbedError {
  if (error instanceof EmbedError) return error;
  const name = error instanceof Error ? error.name : "";
  if (ACCOUNT_PROBLEMS.has(name))
    return new EmbedError(
      `Amazon Bedrock does not let us use ${MODEL_ID}, which makes text searchable by meaning. Allow that model in Amazon Bedrock, or look at Connections.`,
      false,
      error,
    );
  if (name === "ValidationException" || error instanceof z.ZodError)
    return new EmbedError(
      `Amazon Bedrock's ${MODEL_ID} did not take the text. Try again; if it stays so, tell support.`,
      false,
      error,
    );
  return new EmbedError(
    "Amazon Bedrock could not be reached or was too busy. It is tried again by itself.",
    true,
    error,
  );
}
