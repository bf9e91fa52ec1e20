import type { BedrockAccess } from "@/lib/adapters/bedrock/access";
import type { OwnAccounts } from "@/lib/services/connections/own-accounts";
import { createEmbedders, type EmbedderFor } from "@/lib/services/knowledge/embedder-for";
import type { KnowledgeLookup } from "@/lib/services/knowledge/lookup";
import type { Knowledge } from "./ports/knowledge";

/** Looks of one business's calls. */
export const knowledgeOf = (lookup: KnowledgeLookup, organizationId: string, businessId: string): Knowledge => ({
  look: (question, signal) => lookup.look({ organizationId, businessId, question, signal }),
});

/** All calls of a worker ask at once, and each waits for one answer of some 100 ms. */
const QUESTIONS_AT_ONCE = 64;

/**
 * What makes a question's vector: the organization's own Bedrock account where it has one, else the installation's. One without an own account
 * costs a look into a map.
 */
export const createCallEmbedders = (
  own: Pick<OwnAccounts, "ready" | "revisionOf" | "account">,
  installation: BedrockAccess,
): EmbedderFor =>
  createEmbedders({
    atOnce: QUESTIONS_AT_ONCE,
    async accountOf(organizationId) {
      await own.ready();
      const revision = own.revisionOf(organizationId, "bedrock");
      const account = revision === null ? null : await own.account(organizationId, "bedrock");
      return revision === null || account === null
        ? { mode: "platform", revision: 0, account: installation }
        : { mode: "own", revision, account };
    },
  });
