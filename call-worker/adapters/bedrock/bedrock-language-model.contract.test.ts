import { createModelCatalog } from "@/lib/adapters/bedrock/model-catalog";
import { afterAll, afterEach, beforeAll } from "vitest";
import { describeLanguageModel } from "@/call-worker/ports/testing/language-model-contract";
import { startSandbox } from "@/sandbox/server/start";
import type { Sandbox } from "@/sandbox/server/start";
import { createBedrockLanguageModel } from "./bedrock-language-model";

let sandbox: Sandbox;
let model: ReturnType<typeof createBedrockLanguageModel>;

beforeAll(async () => {
  sandbox = await startSandbox({ accountSid: `AC${"0".repeat(32)}`, authToken: "token", deepgramKeys: "any" });
  model = createBedrockLanguageModel({
    region: "us-east-1",
    endpoint: sandbox.url,
    credentials: { accessKeyId: "AKIDSANDBOX", secretAccessKey: "secret" },
  });
});
afterEach(() => {
  sandbox.controls.faults.clearAll();
});
afterAll(async () => {
  model.close();
  await sandbox.close();
});

describeLanguageModel("Bedrock", {
  model: () => model,
  name: createModelCatalog({ region: "us-east-1" }).haiku,
  trouble: (what) => {
    sandbox.controls.faults.add({ vendor: "bedrock", operation: "converse-stream", ...what });
  },
  troubleOver: () => sandbox.controls.faults.list().length === 0,
  requests: () =>
    sandbox.controls.requestLog.list({ vendor: "bedrock" }).filter((entry) => entry.what.includes("converse")).length,
});
