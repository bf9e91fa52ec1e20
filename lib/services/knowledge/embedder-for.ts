import type { BedrockAccess } from "@/lib/adapters/bedrock/access";
import { EmbedError, type Embedder } from "@/lib/adapters/embeddings/embedder";
import { createTitanEmbedder } from "@/lib/adapters/embeddings/titan";
import { accountFor } from "../connections/account-for";

/** The embedder that an organization's Amazon Bedrock account gives. Throws EmbedError when none is connected. */
export type EmbedderFor = (organizationId: string) => Promise<Embedder>;

/** Whose account embeds for an organization: its own in a revision, or the installation's; null: none. */
export type EmbeddingAccount = { mode: string; revision: number; account: BedrockAccess | null };

type Options = {
  /** Asked each time: a process that has no time for the database remembers by itself. */
  accountOf?: (organizationId: string) => Promise<EmbeddingAccount>;
  /** Texts, and connections, of one account at a time. */
  atOnce?: number;
};

/** Of organizations with own accounts; beyond that the one made first goes. */
const MOST_KEPT = 500;

/** Embedders by organization, each made once per change of its account: those who use the installation's share one. */
export function createEmbedders({ accountOf = (id) => accountFor(id, "bedrock"), atOnce }: Options = {}): EmbedderFor {
  const kept = new Map<string, { revision: number; embedder: Embedder & { close(): void } }>();
  const drop = (key: string): void => {
    kept.get(key)?.embedder.close();
    kept.delete(key);
  };
  return async (organizationId) => {
    const { mode, revision, account } = await accountOf(organizationId);
    if (!account)
      throw new EmbedError(
        "No Amazon Bedrock account is connected, so this cannot be made searchable. Connect one under Connections.",
        false,
      );
    const key = mode === "own" ? organizationId : "installation";
    const known = kept.get(key);
    if (known && (mode !== "own" || known.revision === revision)) return known.embedder;
    drop(key);
    const first = kept.keys().next().value;
    if (kept.size >= MOST_KEPT && first !== undefined) drop(first);
    const embedder = createTitanEmbedder(account, atOnce === undefined ? {} : { atOnce });
    kept.set(key, { revision, embedder });
    return embedder;
  };
}
