import { describe, expect, it } from "vitest";
import { findModel } from "./models";
import { converseBody } from "./request";
import { hoursTool } from "./testing";
import { validateRequest } from "./validate";

const haiku = findModel("anthropic.claude-haiku-4-5-20251001-v1:0");
const sonnet = findModel("eu.anthropic.claude-sonnet-4-6");

function refusal(body: object, model = haiku, inputTokens = 10): string | undefined {
  if (!model) throw new Error("unknown model");
  try {
    validateRequest(converseBody.parse(body), model, inputTokens);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const user = (...content: object[]) => ({ role: "user", content });
const assistant = (...content: object[]) => ({ role: "assistant", content });
const text = (words: string) => ({ text: words });
const use = (id: string) => ({ toolUse: { toolUseId: id, name: "get_opening_hours", input: {} } });
const result = (id: string) => ({ toolResult: { toolUseId: id, content: [{ text: "9 to 5" }] } });
const toolConfig = { tools: [hoursTool] };

describe("model identifiers", () => {
  it.each(["", "global.", "us.", "eu.", "jp."])("are taken with the prefix %j", (prefix) => {
    expect(findModel(`${prefix}anthropic.claude-haiku-4-5-20251001-v1:0`)?.family).toBe("haiku");
  });

  it("are taken as an inference profile's ARN, and not when they are nearly right", () => {
    expect(findModel("arn:aws:bedrock:eu-west-1:1:inference-profile/eu.anthropic.claude-opus-4-6-v1")?.family).toBe(
      "opus",
    );
    expect(findModel("anthropic.claude-haiku-4-5")).toBeUndefined();
    expect(findModel("zz.anthropic.claude-sonnet-4-6")).toBeUndefined();
  });
});

describe("messages", () => {
  it("must start with the user and alternate", () => {
    expect(refusal({ messages: [assistant(text("Hi"))] })).toMatch(/must start with a user message/);
    expect(refusal({ messages: [user(text("a")), user(text("b"))] })).toMatch(
      /must alternate between user and assistant/,
    );
    expect(refusal({ messages: [] })).toMatch(/at least one message is required/);
  });

  it("must not be blank", () => {
    expect(refusal({ messages: [user(text("  "))] })).toBe(
      "The text field in the ContentBlock object at messages.0.content.0 is blank. Add text to the text field, and try again.",
    );
    expect(refusal({ messages: [user()] })).toMatch(/content field in the Message object at messages.0 is empty/);
    expect(refusal({ system: [text("")], messages: [user(text("a"))] })).toMatch(/system.0 is blank/);
  });

  it("must end with the user's on models without prefill only", () => {
    const messages = [user(text("a")), assistant(text("b"))];
    expect(refusal({ messages })).toBeUndefined();
    expect(refusal({ messages }, sonnet)).toMatch(/does not support assistant message prefill/);
  });

  it("must fit the context", () => {
    expect(refusal({ messages: [user(text("a"))] }, haiku, 200_001)).toMatch(
      /prompt is too long: 200001 tokens > 200000/,
    );
  });
});

describe("tools", () => {
  const called = [user(text("Open?")), assistant(use("t1"), use("t2"))];

  it("need a result for every use, first in the next user message", () => {
    expect(refusal({ toolConfig, messages: [...called, user(result("t1"), result("t2"))] })).toBeUndefined();
    expect(refusal({ toolConfig, messages: [...called, user(result("t1"))] })).toBe(
      "Expected toolResult blocks at messages.2.content for the following Ids: t2",
    );
    expect(refusal({ toolConfig, messages: [...called, user(text("hm"), result("t1"), result("t2"))] })).toMatch(
      /without `tool_result` blocks immediately after/,
    );
    expect(refusal({ toolConfig, messages: called })).toMatch(/Expected toolResult blocks at messages.2/);
  });

  it("must not have results without a use", () => {
    expect(refusal({ toolConfig, messages: [user(result("t1"))] })).toMatch(/exceeds the number of toolUse blocks/);
    const twice = [user(text("a")), assistant(use("t1")), user(result("t1"), result("t9"))];
    expect(refusal({ toolConfig, messages: twice })).toMatch(/messages.2.content exceeds the number of toolUse blocks/);
  });

  it("must be configured when the history has tool blocks", () => {
    expect(refusal({ messages: [...called, user(result("t1"), result("t2"))] })).toBe(
      "The toolConfig field must be defined when using toolUse and toolResult content blocks.",
    );
  });

  it("must have proper names and an object schema, and exist when forced", () => {
    const spec = (name: string, json: object) => ({ tools: [{ toolSpec: { name, inputSchema: { json } } }] });
    const messages = [user(text("a"))];
    expect(refusal({ messages, toolConfig: { tools: [] } })).toMatch(/toolConfig.tools/);
    expect(refusal({ messages, toolConfig: spec("bad name", { type: "object" }) })).toMatch(/\[a-zA-Z0-9_-\]\+/);
    expect(refusal({ messages, toolConfig: spec("x", {}) })).toMatch(/inputSchema.json.type must be one of/);
    expect(refusal({ messages, toolConfig: { tools: [hoursTool, hoursTool] } })).toMatch(/must be unique/);
    expect(refusal({ messages, toolConfig: { ...toolConfig, toolChoice: { tool: { name: "nope" } } } })).toMatch(
      /not found/,
    );
  });
});

describe("inference", () => {
  const messages = [user(text("a"))];

  it("keeps maxTokens within the model's limits", () => {
    expect(refusal({ messages, inferenceConfig: { maxTokens: 0 } })).toMatch(/greater than or equal to 1/);
    expect(refusal({ messages, inferenceConfig: { maxTokens: 64_001 } })).toMatch(/exceeds the model limit of 64000/);
  });

  it("takes temperature or topP, each from 0 to 1, not both", () => {
    expect(refusal({ messages, inferenceConfig: { temperature: 0.4 } })).toBeUndefined();
    expect(refusal({ messages, inferenceConfig: { temperature: 1.1 } })).toMatch(/less than or equal to 1/);
    expect(refusal({ messages, inferenceConfig: { temperature: 0.4, topP: 0.9 } })).toMatch(/cannot both be specified/);
  });

  it("allows four cache points", () => {
    const point = { cachePoint: { type: "default" } };
    expect(refusal({ messages, system: [text("a"), point, point, point, point] })).toBeUndefined();
    expect(refusal({ messages, system: [text("a"), point, point, point, point, point] })).toMatch(/Found 5/);
  });

  it("has rules for thinking: a budget below maxTokens, no temperature, no forced tool", () => {
    const thinking = { additionalModelRequestFields: { thinking: { type: "enabled", budget_tokens: 2_000 } } };
    expect(refusal({ messages, ...thinking, inferenceConfig: { maxTokens: 4_000 } })).toBeUndefined();
    expect(refusal({ messages, ...thinking, inferenceConfig: { maxTokens: 1_500 } })).toMatch(/must be greater than/);
    expect(refusal({ messages, ...thinking, inferenceConfig: { temperature: 0.3 } })).toMatch(/only be set to 1/);
    const forced = { ...toolConfig, toolChoice: { any: {} } };
    expect(refusal({ messages, ...thinking, toolConfig: forced })).toMatch(/forces tool use/);
  });
});
