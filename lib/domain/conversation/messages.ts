/** A conversation as a language model is given it. Vendor-neutral; the adapter translates. */
export type ModelMessage =
  { role: "user"; content: readonly UserPart[] } | { role: "assistant"; content: readonly AssistantPart[] };

export type UserPart =
  { kind: "text"; text: string } | { kind: "tool-result"; toolCallId: string; output: unknown; failed: boolean };

export type AssistantPart =
  | { kind: "text"; text: string }
  | { kind: "tool-call"; toolCallId: string; name: string; input: Record<string, unknown> };

export type ModelUsage = {
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
};

/** Which kind of model a run wants; the composition root maps it to a vendor's model. */
export type ModelTier = "fast" | "standard" | "deep";
