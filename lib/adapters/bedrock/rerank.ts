import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { BedrockAgentRuntimeClient, RerankCommand } from "@aws-sdk/client-bedrock-agent-runtime";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { accessSettings, type BedrockAccess } from "@/lib/adapters/bedrock/access";

export type RerankClient = {
  /** How relevant each text is for the query, 0–1, in their order. Throws the SDK's errors, or the signal's reason. */
  rerank(query: string, texts: readonly string[], signal: AbortSignal): Promise<number[]>;
  close(): void;
};

/** What the models take of one text; no passage of ours comes near. */
const MOST_CHARACTERS = 30_000;

/** Amazon Bedrock's Rerank, one try: whoever waits goes on without it. Source: API_agent-runtime_Rerank. */
export function createRerankClient(account: BedrockAccess, modelId: string): RerankClient {
  const client = new BedrockAgentRuntimeClient({
    ...accessSettings(account),
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler({
      httpAgent: new HttpAgent({ keepAlive: true }),
      httpsAgent: new HttpsAgent({ keepAlive: true }),
    }),
  });
  return {
    async rerank(query, texts, signal) {
      const command = new RerankCommand({
        queries: [{ type: "TEXT", textQuery: { text: query } }],
        sources: texts.map((text) => ({
          type: "INLINE" as const,
          inlineDocumentSource: { type: "TEXT" as const, textDocument: { text: text.slice(0, MOST_CHARACTERS) } },
        })),
        rerankingConfiguration: {
          type: "BEDROCK_RERANKING_MODEL",
          bedrockRerankingConfiguration: {
            numberOfResults: texts.length,
            modelConfiguration: { modelArn: `arn:aws:bedrock:${account.region}::foundation-model/${modelId}` },
          },
        },
      });
      const { results = [] } = await client.send(command, { abortSignal: signal });
      const relevances = texts.map(() => 0);
      for (const { index, relevanceScore } of results) {
        if (index !== undefined && relevanceScore !== undefined) relevances[index] = relevanceScore;
      }
      return relevances;
    },
    close: () => client.destroy(),
  };
}
