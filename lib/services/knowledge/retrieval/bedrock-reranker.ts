import { createRerankClient, type RerankClient } from "@/lib/adapters/bedrock/rerank";
import { accountFor } from "../../connections/account-for";
import type { Reranker } from "./rank";

/** A caller waits for it. */
const LIMIT_MS = 400;
const KNOWN_MS = 60_000;

type Kept = { revision: number; mode: string; client: RerankClient | null; askedAt: number };

/** Reranks by the organization's own Amazon Bedrock account where it has one, else the installation's; its account is looked up once a minute. */
export function createBedrockReranker(modelId: string): Reranker {
  const kept = new Map<string, Kept>();

  async function clientFor(organizationId: string): Promise<RerankClient> {
    const known = kept.get(organizationId);
    if (known?.client && performance.now() - known.askedAt < KNOWN_MS) return known.client;
    const { account, revision, mode } = await accountFor(organizationId, "bedrock");
    if (known?.client && known.revision === revision && known.mode === mode) {
      known.askedAt = performance.now();
      return known.client;
    }
    known?.client?.close();
    if (!account) throw new Error("no Amazon Bedrock account is connected");
    const client = createRerankClient(account, modelId);
    kept.set(organizationId, { revision, mode, client, askedAt: performance.now() });
    return client;
  }

  return {
    limitMs: LIMIT_MS,
    rerank: async (organizationId, query, texts, signal) =>
      (await clientFor(organizationId)).rerank(query, texts, signal),
  };
}
