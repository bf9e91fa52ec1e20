import { createHash } from "node:crypto";
import type { Clock } from "../controls/clock";
import type { ModelCard } from "./models";
import type { ConverseRequest } from "./request";
import { countTokens } from "./tokens";

export interface InputUsage {
  readonly inputTokens: number;
  readonly cacheReadInputTokens: number;
  readonly cacheWriteInputTokens: number;
  /** Tokens written, by how long they stay. */
  readonly cacheDetails: readonly { readonly ttl: "5m" | "1h"; readonly inputTokens: number }[];
}

interface Checkpoint {
  readonly key: string;
  readonly tokens: number;
  readonly ttl: "5m" | "1h";
}

const TTL_MS = { "5m": 5 * 60_000, "1h": 60 * 60_000 } as const;
const MAX_ENTRIES = 5_000;

/**
 * The prompt cache, counted but not kept: a prefix that ends at a cache point and is long enough for its model is written
 * once, read while it lives, and every read renews it. Prefixes run through tools, then system, then messages.
 */
export class PromptCache {
  private readonly expiresAtMs = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  /** Splits a request's input tokens into fresh, read and written ones, and remembers what was written. */
  charge(request: ConverseRequest, model: ModelCard): InputUsage {
    const { checkpoints, totalTokens } = readCheckpoints(request, model);
    const usable = checkpoints.filter((checkpoint) => checkpoint.tokens >= model.minCacheTokens);
    const nowMs = this.clock.nowMs();
    let readTokens = 0;
    for (const checkpoint of usable) {
      const expiresAtMs = this.expiresAtMs.get(checkpoint.key);
      if (expiresAtMs !== undefined && expiresAtMs > nowMs) readTokens = checkpoint.tokens;
    }
    const cacheDetails: { ttl: "5m" | "1h"; inputTokens: number }[] = [];
    let cachedTokens = readTokens;
    for (const checkpoint of usable) {
      this.remember(checkpoint, nowMs);
      if (checkpoint.tokens <= cachedTokens) continue;
      cacheDetails.push({ ttl: checkpoint.ttl, inputTokens: checkpoint.tokens - cachedTokens });
      cachedTokens = checkpoint.tokens;
    }
    return {
      inputTokens: totalTokens - cachedTokens,
      cacheReadInputTokens: readTokens,
      cacheWriteInputTokens: cachedTokens - readTokens,
      cacheDetails,
    };
  }

  clear(): void {
    this.expiresAtMs.clear();
  }

  private remember(checkpoint: Checkpoint, nowMs: number): void {
    this.expiresAtMs.delete(checkpoint.key);
    this.expiresAtMs.set(checkpoint.key, nowMs + TTL_MS[checkpoint.ttl]);
    if (this.expiresAtMs.size <= MAX_ENTRIES) return;
    const oldest = this.expiresAtMs.keys().next();
    if (!oldest.done) this.expiresAtMs.delete(oldest.value);
  }
}

/** How many tokens a request's prompt is. */
export function countInputTokens(request: ConverseRequest): number {
  let tokens = 0;
  for (const { text } of prefixParts(request)) tokens += countTokens(text);
  return tokens;
}

function readCheckpoints(request: ConverseRequest, model: ModelCard) {
  const checkpoints: Checkpoint[] = [];
  const hash = createHash("sha1").update(model.id);
  const hashed = [...prefixParts(request)];
  const lastPoint = hashed.findLastIndex((part) => part.cachePoint);
  let totalTokens = 0;
  for (const [index, part] of hashed.entries()) {
    totalTokens += countTokens(part.text);
    if (index <= lastPoint) hash.update(part.text).update("\0");
    if (part.cachePoint) {
      checkpoints.push({ key: hash.copy().digest("hex"), tokens: totalTokens, ttl: part.cachePoint.ttl ?? "5m" });
    }
  }
  return { checkpoints, totalTokens };
}

interface PrefixPart {
  readonly text: string;
  readonly cachePoint?: { ttl?: "5m" | "1h" | undefined } | undefined;
}

function* prefixParts(request: ConverseRequest): Generator<PrefixPart> {
  for (const tool of request.toolConfig?.tools ?? []) yield part("tool", tool);
  for (const block of request.system) yield part("system", block);
  for (const message of request.messages) {
    for (const block of message.content) yield part(message.role, block);
  }
}

function part(place: string, block: { text?: string | undefined; cachePoint?: PrefixPart["cachePoint"] }): PrefixPart {
  if (block.cachePoint) return { text: "", cachePoint: block.cachePoint };
  return { text: block.text ?? `${place}${JSON.stringify(block)}` };
}
