import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "@/sandbox/server/start";
import { vectorBytes } from "./embedder";
import { createTitanEmbedder } from "./titan";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ accountSid: `AC${"1".repeat(32)}`, authToken: "only-for-tests", deepgramKeys: "any" });
});
afterAll(() => sandbox.close());

const credentials = { accessKeyId: "AKIATEST", secretAccessKey: "only-for-tests" };
const dot = (one: Float32Array, other: Float32Array) =>
  one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);

/** Stands between, and answers in the vendor's place as often as it likes. */
async function between(answer: RequestListener): Promise<{ url: string; server: Server }> {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}
const refuse =
  (status: number, type: string): RequestListener =>
  (_, response) =>
    response
      .writeHead(status, { "content-type": "application/json", "x-amzn-errortype": type })
      .end('{"message":"no"}');

test("many texts get vectors of length 1, in their order, and those that say the like point the like way", async () => {
  const embedder = createTitanEmbedder({ region: "us-east-1", endpoint: sandbox.url, credentials });
  const texts = [
    "A crown costs $900.",
    "What does a crown cost?",
    "Parking is behind the building.",
    ...Array.from({ length: 30 }, (_, n) => `piece ${n}`),
  ];
  const vectors = await embedder.embed(texts);
  expect(vectors).toHaveLength(texts.length);
  for (const vector of vectors) expect(Math.abs(dot(vector, vector) - 1)).toBeLessThan(1e-5);
  const [crown, asked, parking] = vectors as [Float32Array, Float32Array, Float32Array];
  expect(dot(crown, asked)).toBeGreaterThan(dot(parking, asked));
  expect(dot(vectors[10]!, (await embedder.embed([texts[10]!]))[0]!)).toBeCloseTo(1, 5);
  expect(vectorBytes(crown).readFloatLE(4)).toBe(crown[1]);
  embedder.close();
});

test("what is throttled or fails is asked again, later each time; then it is said that it may pass", async () => {
  const waits: number[] = [];
  const wait = (ms: number) => Promise.resolve(waits.push(ms));
  const { url, server } = await between(refuse(429, "ThrottlingException"));
  const embedder = createTitanEmbedder({ region: "us-east-1", endpoint: url, credentials }, { wait, random: () => 1 });
  await expect(embedder.embed(["a"])).rejects.toMatchObject({ name: "EmbedError", isPassing: true });
  expect(waits).toEqual([200, 400, 800, 1_600, 3_200]);
  server.close();
  embedder.close();
});

test("an account that may not use the model is told so at once", async () => {
  let asked = 0;
  const { url, server } = await between((request, response) => {
    asked += 1;
    refuse(403, "AccessDeniedException")(request, response);
  });
  const embedder = createTitanEmbedder({ region: "us-east-1", endpoint: url, credentials });
  await expect(embedder.embed(["a"])).rejects.toThrow(/does not let us use amazon.titan-embed-text-v2:0/);
  expect(asked).toBe(1);
  server.close();
  embedder.close();
});
