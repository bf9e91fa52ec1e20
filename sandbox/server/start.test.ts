import { once } from "node:events";
import { afterAll, beforeAll, expect, it } from "vitest";
import { WebSocket } from "ws";
import { startSandbox, type Sandbox } from "./start";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ accountSid: `AC${"1".repeat(32)}`, authToken: "t", deepgramKeys: "any" });
});
afterAll(() => sandbox.close());

it("answers a body that is too large with 413 and goes on", async () => {
  const path = `${sandbox.url}/model/anthropic.claude-sonnet-4-6/converse`;
  const response = await fetch(path, { method: "POST", body: Buffer.alloc(25_000_001, 0x20) });
  expect(response.status).toBe(413);
  expect((await fetch(`${sandbox.url}/sandbox/health`)).status).toBe(200);
});

it("answers an upgrade that no stand-in takes with 404", async () => {
  const webSocket = new WebSocket(`${sandbox.url.replace("http", "ws")}/nobody`);
  const [error] = (await once(webSocket, "error")) as [Error];
  expect(error.message).toContain("404");
});

it("has each vendor's stand-in behind the same address", async () => {
  const twilio = await fetch(`${sandbox.url}/2010-04-01/Accounts/AC${"1".repeat(32)}/Calls.json`);
  expect(twilio.status).toBe(401);
  const deepgram = await fetch(`${sandbox.url}/v1/speak?model=aura-2-thalia-en`, { method: "POST", body: "{}" });
  expect(deepgram.status).toBe(401);
  const bedrock = await fetch(`${sandbox.url}/model/anthropic.claude-sonnet-4-6/converse`, {
    method: "POST",
    body: "{}",
  });
  expect(bedrock.status).toBe(403);
});
