import { afterAll, beforeAll, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "@/sandbox/server/start";
import { countPromptTokens, promptClient, warmPrompt } from "./measure-prompt";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ accountSid: `AC${"1".repeat(32)}`, authToken: "only-for-tests", deepgramKeys: "any" });
});
afterAll(() => sandbox.close());

const MODEL = "us.anthropic.claude-haiku-4-5-20251001-v1:0";
const tools = [{ name: "end_call", description: "Ends the call.", inputSchema: { type: "object", properties: {} } }];
const client = () =>
  promptClient({
    region: "us-east-1",
    endpoint: sandbox.url,
    credentials: { accessKeyId: "AKIATEST", secretAccessKey: "only-for-tests" },
  });

test("the model's own count grows with the prompt and takes the tools in", async () => {
  const bedrock = client();
  const count = (system: string, used = tools) => countPromptTokens(bedrock, MODEL, { system, tools: used });
  const [bare, withTools, longer] = [
    await count("Be kind.", []),
    await count("Be kind."),
    await count("Be kind. ".repeat(50)),
  ];
  expect(bare).toBeGreaterThan(0);
  expect(withTools).toBeGreaterThan(bare);
  expect(longer).toBeGreaterThan(withTools);
  bedrock.destroy();
});

test("a prompt is kept by the model from its least length on, and not below", async () => {
  const bedrock = client();
  expect(await warmPrompt(bedrock, MODEL, { system: "Be kind.", tools })).toBe(false);
  const long = { system: "Always be kind to callers. ".repeat(1_000), tools };
  expect(await warmPrompt(bedrock, MODEL, long)).toBe(true);
  expect(await warmPrompt(bedrock, MODEL, long)).toBe(true);
  bedrock.destroy();
});

test("a model that can't count says so", async () => {
  const bedrock = client();
  await expect(countPromptTokens(bedrock, "amazon.nova-lite-v1:0", { system: "Hi.", tools: [] })).rejects.toMatchObject(
    {
      name: "ValidationException",
    },
  );
  bedrock.destroy();
});
