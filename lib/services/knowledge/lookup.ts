import type { KnowledgeIndex, Namespace } from "@/lib/adapters/knowledge-index/knowledge-index";
import type { KnowledgeFilters } from "@/lib/contracts/api/knowledge";
import {
  DEFAULT_PASSAGES,
  DEFAULT_THRESHOLD,
  type KnowledgeIntent,
  type KnowledgePassage,
} from "@/lib/contracts/knowledge-passages";
import { intentOf } from "@/lib/domain/knowledge/retrieval/intent";
import { rewriteQuestion, type Sought, type SoughtPart, type Turn } from "@/lib/domain/knowledge/retrieval/rewrite";
import { knowledgeEnv } from "@/lib/env/knowledge";
import { log } from "@/lib/log/log";
import { createBedrockReranker } from "./retrieval/bedrock-reranker";
import { listenForChanges } from "./retrieval/change-listener";
import { createChosenIndex } from "./retrieval/choose-index";
import { documentsFor } from "./retrieval/filters";
import { createKept } from "./retrieval/kept";
import { merge, type Ranked, rerankAll, type Reranker } from "./retrieval/rank";
import { hopOn } from "./retrieval/hop-on";
import { type PartSearch, searchPart } from "./retrieval/search-part";
import { toPassages } from "./retrieval/to-passages";
import { vectorSourceOf } from "./retrieval/vector-source";
import { readVocabulary, type Vocabulary } from "./retrieval/vocabulary";

/** Makes vectors of texts; of length 1. */
export type QueryEmbedder = {
  id: string;
  dimensions: number;
  embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]>;
};

export type LookupQuestion = {
  /** What is asked, perhaps not to its end yet. */
  said: string;
  /** The last turns before it, oldest first. */
  before: readonly Turn[];
  /** `turn`: small talk is not looked up; `tool`: somebody asked on purpose. */
  origin: "turn" | "tool";
};

export type LookupOptions = {
  top?: number | undefined;
  /** 0–1. */
  threshold?: number | undefined;
  filters?: KnowledgeFilters | undefined;
  /** For all passages together. */
  tokenBudget?: number | undefined;
  /** Waits until what was changed a moment ago can be found; in calls that is made up for meanwhile. */
  fresh?: boolean | undefined;
  /** Only one of the two ways to search, in its own order: to compare them. */
  by?: "vector" | "words" | undefined;
};

export type LookupRequest = {
  organizationId: string;
  businessId: string;
  question: LookupQuestion;
  options?: LookupOptions;
  signal?: AbortSignal;
};

export type LookupTimings = {
  totalMs: number;
  /** Until the question's vector was there. */
  embedMs: number;
  vectorMs: number;
  wordsMs: number;
  /** Null: nothing was reranked. */
  rerankMs: number | null;
  /** It had been looked up a moment ago. */
  isRemembered: boolean;
};

export type LookupFinding = {
  query: string;
  intent: KnowledgeIntent;
  /** As the agent is given them, best first. */
  passages: readonly KnowledgePassage[];
  /** All that were judged, best first, those that fit too badly included. */
  ranked: readonly Ranked[];
  timings: LookupTimings;
};

export type LookupDeps = {
  /** The organization's embedder; when it rejects, or takes too long, words alone decide. */
  embedderOf(organizationId: string): Promise<QueryEmbedder>;
  now(): Date;
  /** Absent: what KNOWLEDGE_INDEX says. */
  index?: KnowledgeIndex;
  /** Absent: what BEDROCK_RERANK_MODEL says; null: none. */
  reranker?: Reranker | null;
};

export type KnowledgeLookup = { look(request: LookupRequest): Promise<LookupFinding>; close(): Promise<void> };

const EMBED_LIMIT_MS = 2500;
const REMEMBERED_MS = 15_000;
const MOST_REMEMBERED = 1000;
const NOT_TIMED: LookupTimings = {
  totalMs: 0,
  embedMs: 0,
  vectorMs: 0,
  wordsMs: 0,
  rerankMs: null,
  isRemembered: false,
};

/**
 * Finds what a business's own material says to a question: by vector and by words at once, off the main loop. Rejects when it cannot be looked
 * up, or with the signal's reason.
 */
export function createKnowledgeLookup(deps: LookupDeps): KnowledgeLookup {
  const { embedderOf, now, index = createChosenIndex(), reranker = configuredReranker() } = deps;
  const vocabularies = createKept<Vocabulary>();
  const filled = createKept<true>();
  const remembered = new Map<string, { at: number; businessId: string; found: Promise<LookupFinding> }>();
  const outdate = (which: (businessId: string) => boolean): void => {
    vocabularies.outdate(which);
    filled.outdate((key) => which(key.slice(0, key.indexOf(" "))));
    for (const [key, { businessId }] of remembered) if (which(businessId)) remembered.delete(key);
  };
  const listener = listenForChanges(
    (changed) => outdate((businessId) => businessId === changed),
    () => outdate(() => true),
  );

  const fill = (namespace: Namespace, fresh: boolean): Promise<true> => {
    const key = `${namespace.businessId} ${namespace.embeddedBy}`;
    return filled.get(key, () => index.refresh(namespace, vectorSourceOf(namespace)).then(() => true as const), fresh);
  };

  /** Vectors of all parts, in the organization's own model; null where there are none. */
  async function vectorsOf({ organizationId, businessId, options }: LookupRequest, sought: Sought) {
    try {
      const embedder = await embedderOf(organizationId);
      const { id: embeddedBy, dimensions } = embedder;
      const namespace = { organizationId, businessId, embeddedBy, dimensions };
      const [vectors] = await Promise.all([
        embedder.embed(
          sought.parts.map(({ query }) => query),
          AbortSignal.timeout(EMBED_LIMIT_MS),
        ),
        fill(namespace, options?.fresh ?? false),
      ]);
      return { namespace, vectors };
    } catch (error) {
      log.warn({ err: error, organizationId, businessId }, "knowledge is looked up by words alone");
      return null;
    }
  }

  async function search(request: LookupRequest, sought: Sought): Promise<LookupFinding> {
    const { organizationId, businessId, options = {} } = request;
    const startedAt = performance.now();
    const at = now();
    let embedMs = 0;
    if (!listener.isHearing()) outdate((id) => id === businessId);
    const vectors = vectorsOf(request, sought).finally(() => (embedMs = performance.now() - startedAt));
    const vocabulary = vocabularies.get(
      businessId,
      () => readVocabulary(organizationId, businessId),
      options.fresh ?? false,
    );
    // Whoever waits for it hears of it there.
    vocabulary.catch(() => undefined);
    const documents = await documentsFor(organizationId, businessId, options.filters);
    const inPart = (part: SoughtPart, vector: PartSearch["vector"]) =>
      searchPart({
        organizationId,
        businessId,
        part,
        vector,
        vocabulary,
        documents,
        at,
        index,
        by: options.by,
        refill: async (namespace) => {
          filled.outdate((key) => key.startsWith(namespace.businessId));
          await fill(namespace, true);
        },
      });
    const found = await Promise.all(
      sought.parts.map((part, place) =>
        inPart(
          part,
          vectors.then((made) => made && { namespace: made.namespace, vector: made.vectors[place]! }),
        ),
      ),
    );
    if (!options.by) await hopOn(sought.parts, found, (part) => inPart(part, Promise.resolve(null)));
    const { ranked, rerankMs } = await rerankAll(reranker, organizationId, sought.query, merge(found));
    const timings = {
      totalMs: performance.now() - startedAt,
      embedMs,
      vectorMs: Math.max(...found.map(({ vectorMs }) => vectorMs)),
      wordsMs: Math.max(...found.map(({ wordsMs }) => wordsMs)),
      rerankMs,
      isRemembered: false,
    };
    const { top = DEFAULT_PASSAGES, threshold = DEFAULT_THRESHOLD } = options;
    const given = ranked.filter(({ score }) => score >= threshold).slice(0, top);
    const passages = toPassages(given, sought, options.tokenBudget);
    return { query: sought.query, intent: "question", passages, ranked, timings };
  }

  return {
    async look(request) {
      const { businessId, question, options = {}, signal } = request;
      signal?.throwIfAborted();
      listener.start();
      const sought = rewriteQuestion(question.said, question.before);
      const agentBefore = question.before.findLast(({ speaker }) => speaker === "agent")?.text ?? "";
      const intent = question.origin === "tool" ? "question" : intentOf(question.said, agentBefore);
      if (intent !== "question" || question.said.trim() === "")
        return { query: sought.query, intent, passages: [], ranked: [], timings: NOT_TIMED };
      const key = JSON.stringify([businessId, sought.parts.map(({ query }) => query.toLowerCase()), options]);
      const known = options.fresh ? undefined : remembered.get(key);
      if (known && performance.now() - known.at < REMEMBERED_MS) {
        const finding = await orAborted(known.found, signal);
        return { ...finding, timings: { ...finding.timings, isRemembered: true } };
      }
      // Others may come to wait for the same: it goes on when this one is not wanted any more.
      const found = search(request, sought);
      remembered.set(key, { at: performance.now(), businessId, found });
      found.catch(() => remembered.delete(key));
      if (remembered.size > MOST_REMEMBERED) remembered.delete(remembered.keys().next().value!);
      return orAborted(found, signal);
    },
    async close() {
      await listener.close();
      await index.close();
    },
  };
}

function configuredReranker(): Reranker | null {
  const { BEDROCK_RERANK_MODEL } = knowledgeEnv();
  return BEDROCK_RERANK_MODEL === undefined ? null : createBedrockReranker(BEDROCK_RERANK_MODEL);
}

function orAborted<T>(found: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return found;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    signal.addEventListener("abort", abort, { once: true });
    found.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
