import type { ConverseStreamOutput, StopReason } from "@aws-sdk/client-bedrock-runtime";
import { describe, expect, it } from "vitest";
import type { ModelEvent } from "@/call-worker/ports/language-model";
import { StreamReader } from "./stream-reader";

function read(events: readonly ConverseStreamOutput[]): ModelEvent[] {
  const told: ModelEvent[] = [];
  const reader = new StreamReader((event) => told.push(event));
  for (const event of events) reader.take(event);
  reader.end();
  return told;
}

const text = (words: string, index = 0): ConverseStreamOutput => ({
  contentBlockDelta: { contentBlockIndex: index, delta: { text: words } },
});
const toolStart = (index: number, id: string): ConverseStreamOutput => ({
  contentBlockStart: { contentBlockIndex: index, start: { toolUse: { toolUseId: id, name: "find" } } },
});
const toolInput = (index: number, input: string): ConverseStreamOutput => ({
  contentBlockDelta: { contentBlockIndex: index, delta: { toolUse: { input } } },
});
const blockStop = (index: number): ConverseStreamOutput => ({ contentBlockStop: { contentBlockIndex: index } });
const messageStop = (stopReason: string): ConverseStreamOutput => ({
  messageStop: { stopReason: stopReason as StopReason },
});
const metadata: ConverseStreamOutput = {
  metadata: {
    usage: { inputTokens: 10, outputTokens: 5, totalTokens: 15, cacheReadInputTokens: 3, cacheWriteInputTokens: 2 },
    metrics: { latencyMs: 1 },
  },
};
const none = { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 };

describe("what a model streams", () => {
  it("comes as text and one end with its usage", () => {
    const events = [{ messageStart: { role: "assistant" as const } }, text("Hel"), text(""), text("lo"), blockStop(0)];
    expect(read([...events, messageStop("end_turn"), metadata])).toEqual([
      { kind: "text", text: "Hel" },
      { kind: "text", text: "lo" },
      {
        kind: "done",
        stopReason: "end",
        usage: { inputTokens: 10, outputTokens: 5, cacheReadTokens: 3, cacheWriteTokens: 2 },
      },
    ]);
  });

  it("keeps interleaved tool calls apart", () => {
    const told = read([
      toolStart(1, "a"),
      toolStart(2, "b"),
      toolInput(1, '{"q":'),
      toolInput(2, '{"q":2'),
      toolInput(1, "1}"),
      blockStop(1),
      toolInput(2, "}"),
      blockStop(2),
      messageStop("tool_use"),
      metadata,
    ]);
    expect(told.slice(0, -1)).toEqual([
      { kind: "tool-call", toolCallId: "a", name: "find", input: { q: 1 } },
      { kind: "tool-call", toolCallId: "b", name: "find", input: { q: 2 } },
    ]);
    expect(told.at(-1)).toMatchObject({ kind: "done", stopReason: "tools" });
  });

  it.each<[string, Record<string, unknown> | null]>([
    ["", {}],
    ['{"a":1}', { a: 1 }],
    ['{"a":', null],
    ["[1]", null],
    ['"text"', null],
    ["null", null],
  ])("a tool's input %j is read as %j", (input, expected) => {
    const told = read([toolStart(0, "a"), toolInput(0, input), blockStop(0), messageStop("tool_use")]);
    expect(told[0]).toMatchObject({ kind: "tool-call", input: expected });
  });

  it("completes a tool call that was never closed", () => {
    expect(read([toolStart(0, "a"), toolInput(0, "{}"), messageStop("tool_use"), metadata])[0]).toMatchObject({
      input: {},
    });
  });

  it("does not pass thinking on", () => {
    const thinking: ConverseStreamOutput = {
      contentBlockDelta: { contentBlockIndex: 0, delta: { reasoningContent: { text: "Hm." } } },
    };
    expect(read([thinking, text("Yes", 1), messageStop("end_turn")])).toEqual([
      { kind: "text", text: "Yes" },
      { kind: "done", stopReason: "end", usage: none },
    ]);
  });

  it.each([
    ["end_turn", "end"],
    ["stop_sequence", "end"],
    ["tool_use", "tools"],
    ["max_tokens", "max_tokens"],
    ["model_context_window_exceeded", "max_tokens"],
    ["a word of tomorrow", "end"],
  ])("stops for %s as %s", (reason, stopReason) => {
    expect(read([text("x"), messageStop(reason), metadata]).at(-1)).toMatchObject({ kind: "done", stopReason });
  });

  it("fails when it breaks off, is unusable, or may not be said", () => {
    expect(read([text("Hel")]).at(-1)).toMatchObject({ kind: "failed", retryable: true });
    expect(read([messageStop("malformed_tool_use")])).toMatchObject([{ kind: "failed", retryable: true }]);
    expect(read([messageStop("guardrail_intervened")])).toMatchObject([{ kind: "failed", retryable: false }]);
    expect(read([text("No."), messageStop("guardrail_intervened")]).at(-1)).toMatchObject({ kind: "done" });
  });

  it("ends once", () => {
    expect(read([messageStop("end_turn"), metadata, metadata, text("more"), messageStop("end_turn")])).toHaveLength(1);
  });
});
