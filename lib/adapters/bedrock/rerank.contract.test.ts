import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestSandbox } from "@/sandbox/bedrock/testing";
import type { Sandbox } from "@/sandbox/server/start";
import { createRerankClient } from "./rerank";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());

const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };
const texts = ["Parking is free behind the building.", "A porcelain crown is $980.", "We close at five."];

it("says of each text how relevant it is, in the order they were given", async () => {
  const client = createRerankClient(
    { region: "us-east-1", endpoint: sandbox.url, credentials },
    "cohere.rerank-v3-5:0",
  );
  const relevances = await client.rerank("How much is a porcelain crown?", texts, AbortSignal.timeout(10_000));
  expect(relevances).toHaveLength(3);
  expect(relevances.indexOf(Math.max(...relevances))).toBe(1);
  for (const relevance of relevances) expect(relevance).toBeGreaterThanOrEqual(0);
  client.close();
});

it("rejects for a model that is none, and when it is not waited for any longer", async () => {
  const client = createRerankClient({ region: "us-east-1", endpoint: sandbox.url, credentials }, "no.such-model");
  await expect(client.rerank("crown", texts, AbortSignal.timeout(10_000))).rejects.toThrow(/ARN/);
  await expect(client.rerank("crown", texts, AbortSignal.abort())).rejects.toThrow();
  client.close();
});
