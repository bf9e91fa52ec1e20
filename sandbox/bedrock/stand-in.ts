import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { systemClock, type Clock } from "../controls/clock";
import type { MindName } from "../controls/mind-book";
import { readBody } from "../server/body";
import { cutConnection } from "../server/cut";
import { replyJson } from "../server/reply";
import type { Controls, Fault, StandIn } from "../stand-in";
import { limitAnswer, type Answer, type AnswerBlock } from "./answer";
import { checkAuthorization, type Caller } from "./authorization";
import { embed, TITAN_MODEL_ID } from "./embeddings";
import { BedrockError, errorForStatus, replyError, validationError } from "./errors";
import { talkNonsense } from "./mind/nonsense";
import { obey } from "./mind/obedient";
import { think } from "./mind/think";
import { checkAccess } from "./model-trouble";
import { findModel, type ModelCard } from "./models";
import { countInputTokens, PromptCache } from "./prompt-cache";
import { asRerankRefusal, readRerank, rerank, rerankErrorForStatus } from "./rerank";
import { converseBody, thinkingBudget, type ConverseRequest } from "./request";
import { answerEvents, metadataEvent, usageOf } from "./stream-events";
import { garbage, writeStream } from "./stream-writer";
import { validateRequest } from "./validate";

// Bedrock takes requests of up to 25,000,000 bytes.
const BODY_LIMIT_BYTES = 25_000_000;
const ROUTE = /^\/model\/([^/]+(?:\/[^/]+)?)\/(converse-stream|converse|invoke|count-tokens)$/;

type Operation = "converse-stream" | "converse" | "invoke" | "count-tokens" | "rerank";

interface Options {
  readonly clock?: Clock;
  /** The access key ids and API keys that it accepts beside those of the controls' accounts; any when missing. */
  readonly keys?: readonly string[] | "any";
}

/**
 * Stands in for Amazon Bedrock Runtime: Converse, ConverseStream, CountTokens, and InvokeModel of Titan's text embeddings, and for Rerank
 * of its agent runtime, over HTTP/1.1 and HTTP/2. Source: AWS's API references. Operations for faults: "converse", "converse-stream",
 * "invoke", "count-tokens", "rerank".
 */
export function createBedrockStandIn(controls: Controls, options: Options = {}): StandIn {
  const keys = options.keys ?? "any";
  const clock = options.clock ?? systemClock;
  const cache = new PromptCache(clock);
  const random = () => controls.random();

  async function handle(
    request: IncomingMessage,
    response: ServerResponse,
    modelId: string,
    operation: Operation,
  ): Promise<void> {
    const startedAtMs = clock.nowMs();
    const body = await readBody(request, BODY_LIMIT_BYTES);
    response.setHeader("x-amzn-requestid", randomUUID());
    const fault = controls.takeFault("bedrock", operation);
    if (fault && !isMidStream(fault, operation)) {
      if (meetFault(request, response, fault, operation)) return;
    }
    const { method = "POST", url = "/", headers } = request;
    const caller = checkAuthorization({ method, url, headers, body }, controls.accounts, keys);
    if (operation === "rerank") return answerRerank(response, caller, body);
    checkAccess(caller, modelId);
    if (operation === "invoke") return invoke(response, modelId, body);
    if (operation === "count-tokens") return count(response, modelId, body);
    const model = findModel(modelId);
    if (!model) throw validationError("The provided model identifier is invalid.");
    const parsed = parseConverse(body);
    validateRequest(parsed, model, countInputTokens(parsed));
    const input = cache.charge(parsed, model);
    const mind = caller.account?.mind ?? controls.minds.of(parsed.system.map((block) => block.text ?? "").join("\n"));
    const answer = composeAnswer(parsed, model, fault?.kind === "nonsense" ? "nonsense" : mind);
    controls.log("bedrock", operation, {
      model: modelId,
      key: caller.key,
      messages: parsed.messages.length,
      stopReason: answer.stopReason,
      inputTokens: input.inputTokens,
      cacheReadInputTokens: input.cacheReadInputTokens,
      outputTokens: answer.outputTokens,
      ...(mind && { mind }),
    });
    const firstTokenMs = controls.latencyMs("bedrock", `first-token:${model.family}`);
    if (operation === "converse-stream") {
      const plan = {
        events: answerEvents(answer),
        last: (latencyMs: number) => metadataEvent(usageOf(input, answer.outputTokens), latencyMs),
        firstTokenMs,
        betweenTokensMs: () => controls.latencyMs("bedrock", "between-tokens"),
        fault: fault?.kind === "nonsense" ? undefined : fault,
        cut: () => cutConnection(request),
        random,
      };
      return writeStream(response, plan, clock);
    }
    let totalMs = firstTokenMs;
    if (firstTokenMs > 0) totalMs += controls.latencyMs("bedrock", "between-tokens") * answer.outputTokens;
    await wait(totalMs);
    replyJson(response, 200, {
      metrics: { latencyMs: Math.round(clock.nowMs() - startedAtMs) },
      output: { message: { role: "assistant", content: answer.blocks.map(contentBlock) } },
      stopReason: answer.stopReason,
      usage: usageOf(input, answer.outputTokens),
    });
  }

  function composeAnswer(request: ConverseRequest, model: ModelCard, mind: MindName | "nonsense" | undefined): Answer {
    const blocks: AnswerBlock[] = [];
    if (thinkingBudget(request) !== undefined) {
      const text = "I look at what the caller said last, at the facts I was given and at the tools on offer.";
      blocks.push({ kind: "reasoning", text, signature: Buffer.from(`stand-in:${text.length}`).toString("base64") });
    }
    const other = mind === "obedient" ? obey(request) : mind === "nonsense" ? talkNonsense(request) : undefined;
    for (const block of other ?? think(request, { nowMs: clock.nowMs() })) {
      if (block.kind === "text") blocks.push(block);
      else
        blocks.push({ kind: "tool", toolUseId: toolUseId(), name: block.name, inputJson: JSON.stringify(block.input) });
    }
    return limitAnswer(blocks, {
      maxTokens: request.inferenceConfig.maxTokens ?? model.maxOutputTokens,
      stopSequences: request.inferenceConfig.stopSequences ?? [],
    });
  }

  function toolUseId(): string {
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    let id = "tooluse_";
    for (let at = 0; at < 22; at++) id += alphabet[Math.floor(random() * alphabet.length)] ?? "A";
    return id;
  }

  /** CountTokens knows models by their own ids alone, and counts what Converse would be sent. */
  function count(response: ServerResponse, modelId: string, body: Buffer): void {
    const model = findModel(modelId);
    if (model?.id !== modelId) throw validationError("The provided model doesn't support counting tokens.");
    const { input } = (parseJson(body) ?? {}) as { input?: { converse?: unknown } };
    if (!input?.converse) throw validationError("The sandbox counts the tokens of Converse requests only.");
    const parsed = parseConverse(Buffer.from(JSON.stringify(input.converse)));
    const inputTokens = countInputTokens(parsed);
    controls.log("bedrock", "count-tokens", { model: modelId, inputTokens });
    replyJson(response, 200, { inputTokens });
  }

  async function answerRerank(response: ServerResponse, caller: Caller, body: Buffer): Promise<void> {
    const asked = readRerank(parseJson(body), caller.region);
    try {
      checkAccess(caller, asked.modelId);
    } catch (error) {
      throw asRerankRefusal(error);
    }
    const answer = rerank(asked);
    controls.log("bedrock", "rerank", { model: asked.modelId, key: caller.key, sources: asked.documents.length });
    const delayMs = controls.latencyMs("bedrock", "rerank");
    if (delayMs > 0) await wait(delayMs);
    replyJson(response, 200, answer);
  }

  function wait(delayMs: number): Promise<void> {
    return new Promise<void>((resolve) => clock.after(delayMs, resolve));
  }

  async function invoke(response: ServerResponse, modelId: string, body: Buffer): Promise<void> {
    if (findModel(modelId)) {
      throw validationError("The sandbox answers Claude by Converse and ConverseStream only, not by InvokeModel.");
    }
    if (modelId !== TITAN_MODEL_ID) throw validationError("The provided model identifier is invalid.");
    const answer = embed(parseJson(body));
    controls.log("bedrock", "invoke", { model: modelId, bytes: body.length });
    const delayMs = controls.latencyMs("bedrock", "invoke");
    if (delayMs > 0) await wait(delayMs);
    replyJson(response, 200, answer);
  }

  /** Meets a fault that comes before any answer; true when the request is done with. */
  function meetFault(request: IncomingMessage, response: ServerResponse, fault: Fault, operation: Operation): boolean {
    const isStream = operation === "converse-stream";
    switch (fault.kind) {
      case "status":
        throw (
          (operation === "rerank" ? rerankErrorForStatus(fault.status ?? 500) : undefined) ??
          errorForStatus(fault.status ?? 500)
        );
      case "drop":
        clock.after(fault.afterMs ?? 0, () => cutConnection(request));
        return true;
      case "garbage":
        clock.after(fault.afterMs ?? 0, () => {
          response.writeHead(200, {
            "content-type": isStream ? "application/vnd.amazon.eventstream" : "application/json",
          });
          response.end(garbage(random));
        });
        return true;
      case "stall":
        if (isStream) {
          response.writeHead(200, { "content-type": "application/vnd.amazon.eventstream" });
          response.flushHeaders();
        }
        return true;
      case "half-open":
        return true;
      case "nonsense":
      default:
        // Of a model that talks nonsense; the others are not a model's.
        return false;
    }
  }

  return {
    vendor: "bedrock",
    async handleRequest(request, response, url) {
      const match = ROUTE.exec(url.pathname);
      const operation = url.pathname === "/rerank" || url.pathname === "/rerank/" ? "rerank" : match?.[2];
      if (operation === undefined) return false;
      if (request.method !== "POST") {
        replyError(
          response,
          new BedrockError(405, "MethodNotAllowedException", `${request.method} is not allowed here.`),
        );
        return true;
      }
      try {
        await handle(request, response, decodeModelId(match?.[1] ?? ""), operation as Operation);
      } catch (error) {
        if (!(error instanceof BedrockError)) throw error;
        controls.log("bedrock", `${operation}.refused`, { exception: error.exception, message: error.message });
        replyError(response, error);
      }
      return true;
    },
    async close() {
      cache.clear();
    },
  };
}

/** A fault of a stream that has an `afterMs` comes after the stream has begun well; every other comes before any answer. */
function isMidStream(fault: Fault, operation: Operation): boolean {
  const isOfAnswer = fault.kind === "half-open" || fault.kind === "nonsense";
  return operation === "converse-stream" && !isOfAnswer && (fault.afterMs ?? 0) > 0;
}

function decodeModelId(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    throw validationError("The provided model identifier is invalid.");
  }
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new BedrockError(
      400,
      "SerializationException",
      "Malformed input request, please reformat your input and try again.",
    );
  }
}

function parseConverse(body: Buffer): ConverseRequest {
  const parsed = converseBody.safeParse(parseJson(body));
  if (parsed.success) return parsed.data;
  const first = parsed.error.issues[0];
  const place = first?.path.join(".") ?? "";
  throw new BedrockError(
    400,
    "SerializationException",
    `The value at ${place || "the body"} is not valid: ${first?.message ?? "malformed"}.`,
  );
}

function contentBlock(block: AnswerBlock): object {
  if (block.kind === "text") return { text: block.text };
  if (block.kind === "reasoning") {
    return { reasoningContent: { reasoningText: { text: block.text, signature: block.signature } } };
  }
  return { toolUse: { toolUseId: block.toolUseId, name: block.name, input: parseToolInput(block.inputJson) } };
}

/** An input that the token limit cut off cannot be given as an object; Converse gives what there is as text. */
function parseToolInput(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}
