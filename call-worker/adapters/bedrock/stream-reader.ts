import type { ConverseStreamOutput, TokenUsage } from "@aws-sdk/client-bedrock-runtime";
import type { ModelEvent, ModelUsage } from "@/call-worker/ports/language-model";

type ToolBlock = { toolCallId: string; name: string; json: string };

/** Turns ConverseStream's events into ours. Blocks may be interleaved: each is known by its contentBlockIndex. */
export class StreamReader {
  private readonly tools = new Map<number, ToolBlock>();
  private stopReason: string | undefined;
  private usage: ModelUsage = { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 };
  private said = false;
  private over = false;

  constructor(private readonly emit: (event: ModelEvent) => void) {}

  /** Whether anything was passed on: from then on the run cannot be repeated unnoticed. */
  get hasSpoken(): boolean {
    return this.said;
  }

  /** Whether done or failed was already passed on. */
  get isOver(): boolean {
    return this.over;
  }

  take(event: ConverseStreamOutput): void {
    if (this.over) return;
    const { contentBlockDelta: delta, contentBlockStart: start, contentBlockStop: stop } = event;
    if (delta !== undefined) {
      const text = delta.delta?.text;
      if (text !== undefined && text !== "") this.pass({ kind: "text", text });
      const input = delta.delta?.toolUse?.input;
      const tool = input === undefined ? undefined : this.tools.get(delta.contentBlockIndex ?? 0);
      if (tool !== undefined) tool.json += input;
    } else if (start?.start?.toolUse !== undefined) {
      const { toolUseId, name } = start.start.toolUse;
      this.tools.set(start.contentBlockIndex ?? 0, { toolCallId: toolUseId ?? "", name: name ?? "", json: "" });
    } else if (stop !== undefined) {
      this.closeTool(stop.contentBlockIndex ?? 0);
    } else if (event.messageStop !== undefined) {
      for (const index of [...this.tools.keys()]) this.closeTool(index);
      this.stopReason = event.messageStop.stopReason ?? "end_turn";
    } else if (event.metadata !== undefined) {
      this.usage = usageOf(event.metadata.usage);
      // Usage is the last thing sent: waiting for the connection to say so would only cost time.
      if (this.stopReason !== undefined) this.finish();
    }
  }

  /** The vendor's stream has ended. */
  end(): void {
    if (!this.over) this.finish();
  }

  private finish(): void {
    this.over = true;
    const reason = this.stopReason;
    if (reason === undefined) {
      this.emit({ kind: "failed", message: "Bedrock's stream broke off before the answer's end.", retryable: true });
    } else if (reason === "malformed_model_output" || reason === "malformed_tool_use") {
      this.emit({ kind: "failed", message: `The model's output was unusable (${reason}).`, retryable: true });
    } else if (!this.said && (reason === "guardrail_intervened" || reason === "content_filtered")) {
      this.emit({ kind: "failed", message: `The model may not answer this (${reason}).`, retryable: false });
    } else {
      this.emit({ kind: "done", stopReason: stopReasonOf(reason), usage: this.usage });
    }
  }

  private closeTool(index: number): void {
    const tool = this.tools.get(index);
    if (tool === undefined) return;
    this.tools.delete(index);
    this.pass({ kind: "tool-call", toolCallId: tool.toolCallId, name: tool.name, input: parseInput(tool.json) });
  }

  private pass(event: ModelEvent): void {
    this.said = true;
    this.emit(event);
  }
}

/** A tool without arguments streams no input at all: that is an empty object, not a broken one. */
function parseInput(json: string): Record<string, unknown> | null {
  if (json.trim() === "") return {};
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

function stopReasonOf(reason: string): "end" | "tools" | "max_tokens" {
  if (reason === "tool_use") return "tools";
  return reason === "max_tokens" || reason === "model_context_window_exceeded" ? "max_tokens" : "end";
}

function usageOf(usage: TokenUsage | undefined): ModelUsage {
  return {
    inputTokens: usage?.inputTokens ?? 0,
    outputTokens: usage?.outputTokens ?? 0,
    cacheReadTokens: usage?.cacheReadInputTokens ?? 0,
    cacheWriteTokens: usage?.cacheWriteInputTokens ?? 0,
  };
}
