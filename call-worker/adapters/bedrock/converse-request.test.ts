import { createModelCatalog } from "@/lib/adapters/bedrock/model-catalog";
import { describe, expect, it } from "vitest";
import type { ModelRequest } from "@/call-worker/ports/language-model";
import { toConverseRequest } from "./converse-request";

const catalog = createModelCatalog({ region: "eu-central-1" });
const tool = { name: "find", description: "Finds.", inputSchema: { type: "object", properties: {} } };
const request: ModelRequest = {
  model: catalog.haiku,
  system: "You answer the phone.",
  situation: "",
  messages: [{ role: "user", content: [{ kind: "text", text: "Hi" }] }],
  tools: [tool],
  maxTokens: 300,
  temperature: 0.3,
  thinkingBudgetTokens: null,
};
const toolLoop: ModelRequest["messages"] = [
  ...request.messages,
  { role: "assistant", content: [{ kind: "tool-call", toolCallId: "a", name: "find", input: {} }] },
  { role: "user", content: [{ kind: "tool-result", toolCallId: "a", output: "x", failed: false }] },
];

describe("a request to Converse", () => {
  it("always limits the answer and marks what may be cached", () => {
    expect(toConverseRequest(request)).toEqual({
      modelId: "eu.anthropic.claude-haiku-4-5-20251001-v1:0",
      messages: [{ role: "user", content: [{ text: "Hi" }] }],
      system: [{ text: "You answer the phone." }, { cachePoint: { type: "default" } }],
      toolConfig: {
        tools: [
          { toolSpec: { name: "find", description: "Finds.", inputSchema: { json: tool.inputSchema } } },
          { cachePoint: { type: "default" } },
        ],
      },
      inferenceConfig: { maxTokens: 300, temperature: 0.3 },
    });
  });

  it.each([
    ["us.amazon.nova-lite-v1:0", 2, 1],
    ["meta.llama3-1-70b-instruct-v1:0", 1, 1],
  ])("asks %s for no caching that it does not know", (model, system, tools) => {
    const made = toConverseRequest({ ...request, model });
    expect(made.system).toHaveLength(system);
    expect(made.toolConfig?.tools).toHaveLength(tools);
  });

  it("adds the thinking budget to the answer's limit and leaves the temperature out", () => {
    const made = toConverseRequest({ ...request, model: catalog.opus, thinkingBudgetTokens: 2_000 });
    expect(made.inferenceConfig).toEqual({ maxTokens: 2_300 });
    expect(made.additionalModelRequestFields).toEqual({ thinking: { type: "enabled", budget_tokens: 2_000 } });
    const least = toConverseRequest({ ...request, model: catalog.opus, thinkingBudgetTokens: 10 });
    expect(least.inferenceConfig).toEqual({ maxTokens: 1_324 });
  });

  it("does not think between a tool's call and its answer, nor where the model cannot", () => {
    for (const change of [{ model: catalog.opus, messages: toolLoop }, { model: "us.amazon.nova-pro-v1:0" }]) {
      const made = toConverseRequest({ ...request, ...change, thinkingBudgetTokens: 2_000 });
      expect(made.additionalModelRequestFields).toBeUndefined();
      expect(made.inferenceConfig).toEqual({ maxTokens: 300, temperature: 0.3 });
    }
  });

  it("gives models without a temperature none", () => {
    const made = toConverseRequest({ ...request, model: "us.anthropic.claude-sonnet-5-v1:0", thinkingBudgetTokens: 1 });
    expect(made.inferenceConfig).toEqual({ maxTokens: 300 });
  });

  it("keeps a harmless tool when the history has tools and the agent has none any more", () => {
    const names = (made: ReturnType<typeof toConverseRequest>) => {
      return made.toolConfig?.tools?.flatMap((each) => each.toolSpec?.name ?? []);
    };
    expect(names(toConverseRequest({ ...request, tools: [], messages: toolLoop }))).toEqual(["noop"]);
    expect(toConverseRequest({ ...request, tools: [] }).toolConfig).toBeUndefined();
  });

  it("caches the prompt but not the situation, and sends neither empty", () => {
    expect(toConverseRequest({ ...request, situation: "It is noon." }).system).toEqual([
      { text: "You answer the phone." },
      { cachePoint: { type: "default" } },
      { text: "It is noon." },
    ]);
    expect(toConverseRequest({ ...request, system: " ", situation: "It is noon." }).system).toEqual([
      { text: "It is noon." },
    ]);
    expect(toConverseRequest({ ...request, system: " " }).system).toBeUndefined();
  });
});

describe("the catalog", () => {
  it.each([
    ["us-east-1", "us."],
    ["eu-west-1", "eu."],
    ["ap-northeast-1", "jp."],
    ["ap-south-1", "global."],
    ["us-gov-west-1", "us-gov."],
  ])("uses in %s the inference profile %s", (region, prefix) => {
    expect(createModelCatalog({ region }).sonnet).toBe(`${prefix}anthropic.claude-sonnet-4-6`);
  });

  it("takes other ids as they are", () => {
    const other = createModelCatalog({ region: "us-east-1", overrides: { opus: "arn:aws:bedrock:x" } });
    expect(other.opus).toBe("arn:aws:bedrock:x");
    expect(other.haiku).toContain("haiku");
  });
});
