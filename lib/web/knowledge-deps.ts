import "server-only";
import { createEmbedders, type EmbedderFor } from "@/lib/services/knowledge/embedder-for";
import { createKnowledgeLookup, type KnowledgeLookup } from "@/lib/services/knowledge/lookup";

let embedderFor: EmbedderFor | null = null;
let lookup: KnowledgeLookup | null = null;

/** What verbs about knowledge need of the world. Embedders keep their connections, so the process has them once. */
export function knowledgeDeps(): { embedderFor: EmbedderFor } {
  embedderFor ??= createEmbedders();
  return { embedderFor };
}

/** The same as calls are answered with. */
export function knowledgeLookup(): KnowledgeLookup {
  lookup ??= createKnowledgeLookup({ embedderOf: knowledgeDeps().embedderFor, now: () => new Date() });
  return lookup;
}
