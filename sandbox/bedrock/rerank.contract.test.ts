import { BedrockAgentRuntimeClient, RerankCommand } from "@aws-sdk/client-bedrock-agent-runtime";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Sandbox } from "../server/start";
import { startTestSandbox } from "./testing";

const COHERE = "cohere.rerank-v3-5:0";
const passages = [
  "Parking is free behind the building, entered from Trestle Glen Road.",
  "Crown, porcelain: $980. Crown, gold: $1,200.",
  "Our dentists are Dr. Mara Lindqvist and Dr. Theo Abara.",
  "You may cancel until 24 hours before; later it is $40.",
];

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());

interface Asked {
  readonly sources?: readonly (string | object)[];
  readonly model?: string;
  readonly region?: string;
  readonly numberOfResults?: number;
  readonly nextToken?: string;
  readonly accessKeyId?: string;
}

function ask(query: string, asked: Asked = {}) {
  const { sources = passages, model = COHERE, region = "us-east-1", numberOfResults, nextToken, accessKeyId } = asked;
  const client = new BedrockAgentRuntimeClient({
    region,
    endpoint: sandbox.url,
    credentials: { accessKeyId: accessKeyId ?? "AKIDEXAMPLE", secretAccessKey: "secret" },
    maxAttempts: 1,
  });
  return client.send(
    new RerankCommand({
      queries: [{ type: "TEXT", textQuery: { text: query } }],
      sources: sources.map((source) => ({
        type: "INLINE" as const,
        inlineDocumentSource:
          typeof source === "string"
            ? { type: "TEXT" as const, textDocument: { text: source } }
            : { type: "JSON" as const, jsonDocument: source as Record<string, string> },
      })),
      rerankingConfiguration: {
        type: "BEDROCK_RERANKING_MODEL",
        bedrockRerankingConfiguration: {
          modelConfiguration: { modelArn: `arn:aws:bedrock:${region}::foundation-model/${model}` },
          ...(numberOfResults !== undefined && { numberOfResults }),
        },
      },
      ...(nextToken !== undefined && { nextToken }),
    }),
  );
}

describe("Rerank, told to AWS's own client", () => {
  it.each([
    ["How much is a crown?", 1],
    ["Where can I park?", 0],
    ["Who is the dentist?", 2],
    ["What is the fee for a late cancellation?", 3],
  ])("puts what answers %j first, with scores from 1 down to 0", async (query, first) => {
    const { results = [], nextToken } = await ask(query);
    expect(results.map(({ index }) => index).sort()).toEqual([0, 1, 2, 3]);
    expect(results[0]?.index).toBe(first);
    const scores = results.map(({ relevanceScore }) => relevanceScore ?? Number.NaN);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
    expect(scores[0]).toBeGreaterThan((scores[1] ?? 1) + 0.1);
    expect(nextToken).toBeUndefined();
    expect((await ask(query)).results).toEqual(results);
  });

  it("gives as many as are wanted, and reads JSON documents", async () => {
    const json = passages.map((text) => ({ title: "Lakeside Dental", text }));
    const { results } = await ask("How much is a crown?", { sources: json, numberOfResults: 2 });
    expect(results?.map(({ index }) => index)).toHaveLength(2);
    expect(results?.[0]?.index).toBe(1);
  });

  it("scores what has nothing to do with the query near 0", async () => {
    const { results } = await ask("How do I train a falcon?");
    expect(Math.max(...(results ?? []).map(({ relevanceScore }) => relevanceScore ?? 1))).toBeLessThan(0.15);
  });

  it("gives long lists in pieces", async () => {
    const sources = Array.from({ length: 150 }, (_, at) => `Price ${at}`);
    const { results, nextToken } = await ask("price", { sources });
    expect(results).toHaveLength(100);
    const rest = await ask("price", { sources, nextToken: nextToken ?? "" });
    expect(rest.results).toHaveLength(50);
    expect(rest.nextToken).toBeUndefined();
  });

  it.each<[string, Asked]>([
    ["numberOfResults value that exceeds the number of sources", { numberOfResults: 5 }],
    ["model ARN for reranking is invalid", { model: "amazon.titan-embed-text-v2:0" }],
    // AWS serves Amazon's own reranker in other regions than this.
    ["model ARN for reranking is invalid", { model: "amazon.rerank-v1:0" }],
    ["Member must have length greater than or equal to 1", { sources: [""] }],
    ["Member must have length less than or equal to 32000", { sources: ["x".repeat(32_001)] }],
    ["Member must have length less than or equal to 1000", { sources: Array.from({ length: 1_001 }, () => "x") }],
  ])("refuses with %j", async (message, asked) => {
    const refused = ask("How much is a crown?", asked);
    await expect(refused).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringContaining(message) as string,
    });
  });

  it("knows what an account may not use, and fails as it is told to", async () => {
    const account = { vendor: "bedrock" as const, accessKeyId: "AKIDOTHER", secretAccessKey: "secret" };
    sandbox.controls.accounts.set({ ...account, models: { "cohere.rerank": "no_access" } });
    await expect(ask("crown", { accessKeyId: "AKIDOTHER" })).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringContaining("Status Code: 403") as string,
    });
    sandbox.controls.accounts.set({ ...account, secretAccessKey: "another" });
    await expect(ask("crown", { accessKeyId: "AKIDOTHER" })).rejects.toMatchObject({
      name: "InvalidSignatureException",
    });
    const failures = [
      [403, "AccessDeniedException"],
      [424, "DependencyFailedException"],
      [429, "ThrottlingException"],
      [502, "BadGatewayException"],
    ] as const;
    for (const [status, name] of failures) {
      sandbox.controls.faults.add({ vendor: "bedrock", operation: "rerank", kind: "status", status, count: 1 });
      await expect(ask("crown")).rejects.toMatchObject({ name });
    }
  });
});
