import type { Answer, AnswerBlock } from "./answer";
import type { InputUsage } from "./prompt-cache";

/** One event of a ConverseStream answer. `paced` ones are the model's output and come at its speed. */
export interface StreamEvent {
  readonly type: string;
  readonly payload: object;
  readonly paced: boolean;
}

const TOOL_INPUT_PIECE_CHARS = 9;

/**
 * The events of an answer in AWS's order: messageStart; for each block its deltas (and, for tool blocks only, a
 * contentBlockStart before them) and contentBlockStop; messageStop. `metadata` is added when the stream ends.
 */
export function answerEvents(answer: Answer): StreamEvent[] {
  const events: StreamEvent[] = [event("messageStart", { role: "assistant" })];
  for (const [index, block] of answer.blocks.entries()) {
    if (block.kind === "tool") {
      const start = { toolUse: { toolUseId: block.toolUseId, name: block.name } };
      events.push(event("contentBlockStart", { contentBlockIndex: index, start }));
    }
    for (const delta of deltas(block)) {
      events.push({ type: "contentBlockDelta", payload: { contentBlockIndex: index, delta }, paced: true });
    }
    events.push(event("contentBlockStop", { contentBlockIndex: index }));
  }
  events.push(event("messageStop", { stopReason: answer.stopReason }));
  return events;
}

/** The last event: what the request cost and how long it took. */
export function metadataEvent(usage: object, latencyMs: number): StreamEvent {
  return event("metadata", { usage, metrics: { latencyMs } });
}

/** The usage object of Converse's answer and of the metadata event. */
export function usageOf(input: InputUsage, outputTokens: number): object {
  const usage = {
    inputTokens: input.inputTokens,
    outputTokens,
    totalTokens: input.inputTokens + input.cacheReadInputTokens + input.cacheWriteInputTokens + outputTokens,
    cacheReadInputTokens: input.cacheReadInputTokens,
    cacheWriteInputTokens: input.cacheWriteInputTokens,
  };
  return input.cacheDetails.length > 0 ? { ...usage, cacheDetails: input.cacheDetails } : usage;
}

function event(type: string, payload: object): StreamEvent {
  return { type, payload, paced: false };
}

function* deltas(block: AnswerBlock): Generator<object> {
  if (block.kind === "text") {
    for (const text of words(block.text)) yield { text };
  } else if (block.kind === "reasoning") {
    for (const text of words(block.text)) yield { reasoningContent: { text } };
    yield { reasoningContent: { signature: block.signature } };
  } else {
    // Claude's tool input begins with an empty piece, and an input without fields never gets another.
    yield { toolUse: { input: "" } };
    const json = block.inputJson === "{}" ? "" : block.inputJson;
    for (let at = 0; at < json.length; at += TOOL_INPUT_PIECE_CHARS) {
      yield { toolUse: { input: json.slice(at, at + TOOL_INPUT_PIECE_CHARS) } };
    }
  }
}

function words(text: string): string[] {
  return text.match(/\s*\S+\s*?(?=\s|$)|\s+$/g) ?? [];
}
