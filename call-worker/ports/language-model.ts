/** What a conversation needs from any language model that streams. No vendor's word in this file. */
import type { ModelMessage, ModelUsage } from "@/lib/domain/conversation/messages";

export type { AssistantPart, ModelMessage, ModelUsage, UserPart } from "@/lib/domain/conversation/messages";

export type ToolSpec = {
  name: string;
  description: string;
  /** JSON Schema of the input, an object. */
  inputSchema: Record<string, unknown>;
};

export type ModelRequest = {
  /** The model's id as the vendor knows it. */
  model: string;
  /** The same for many calls, so that it can be cached. */
  system: string;
  /** What differs from call to call, put after it; empty: nothing. */
  situation: string;
  messages: readonly ModelMessage[];
  tools: readonly ToolSpec[];
  /** Of the answer alone; thinking comes on top. */
  maxTokens: number;
  /** 0–1. Ignored where thinking forbids it. */
  temperature: number;
  /** Tokens the model may think before it answers; null: none. */
  thinkingBudgetTokens: number | null;
};

export type ModelEvent =
  | { kind: "text"; text: string }
  /** `input` is null when the model wrote no valid JSON object. */
  | { kind: "tool-call"; toolCallId: string; name: string; input: Record<string, unknown> | null }
  | { kind: "done"; stopReason: "end" | "tools" | "max_tokens"; usage: ModelUsage }
  /** The run is over without an answer. `retryable`: throttled or broken at the vendor's side, after the adapter's own retries. */
  | { kind: "failed"; message: string; retryable: boolean };

export interface ModelRun {
  /** Stops the run; no event follows. */
  abort(): void;
}

export interface LanguageModel {
  /** Starts a run at once. Events come in order, ended by exactly one done or failed, unless aborted. */
  run(request: ModelRequest, onEvent: (event: ModelEvent) => void): ModelRun;
  /** Opens connections ahead of the first turn. */
  warm(): void;
}
