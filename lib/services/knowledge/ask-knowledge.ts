import { QueryKnowledgeInput } from "@/lib/contracts/api/knowledge";
import type { AskedKnowledge, AskedPassage } from "@/lib/contracts/knowledge-asked";
import { KnowledgeDocumentKind, type KnowledgePassage } from "@/lib/contracts/knowledge-passages";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import type { KnowledgeLookup, LookupFinding } from "./lookup";

const MOST_NEAR = 3;
/** What fits even less has a word in common and nothing else. */
const LEAST_NEAR = 0.2;

/**
 * What an agent of the business would be given for a question. Needs `knowledge.read`. Throws INVALID, NOT_FOUND for a business of another organization,
 * and UNAVAILABLE when it cannot be looked up.
 */
export async function askKnowledge(
  context: ServiceContext,
  rawInput: QueryKnowledgeInput,
  lookup: Pick<KnowledgeLookup, "look">,
): Promise<AskedKnowledge> {
  requirePermission(context, "knowledge.read");
  const { businessId, question, top, threshold, filters } = parseInput(QueryKnowledgeInput, rawInput);
  const { organizationId } = context;
  const known = await withTenant(organizationId, (tx) =>
    tx.business.count({ where: { organizationId, id: businessId } }),
  );
  if (known === 0) throw new ServiceError("NOT_FOUND", "There is no such business.");
  const finding = await lookup
    .look({
      organizationId,
      businessId,
      question: { said: question, before: [], origin: "tool" },
      // Whoever asks here may have saved it a moment ago.
      options: { top, threshold, filters, fresh: true },
    })
    .catch((cause: unknown) => {
      const message = "The knowledge could not be looked up at the moment. Try again in a minute.";
      throw new ServiceError("UNAVAILABLE", message, { cause });
    });
  const { query, intent, passages, ranked, timings } = finding;
  const { isRemembered: _, ...times } = timings;
  const near = ranked.filter(({ score }) => score < threshold && score >= LEAST_NEAR).slice(0, MOST_NEAR);
  const shown = [...passages, ...near.map(asItStands)];
  const names = await sourceNames(
    organizationId,
    shown.map(({ sourceId }) => sourceId),
  );
  const asked = (passage: KnowledgePassage): AskedPassage => {
    const found = ranked.find(({ id }) => id === passage.chunkId);
    return {
      ...passage,
      sourceName: names.get(passage.sourceId) ?? "",
      byMeaning: found?.vectorRank ?? null,
      byWords: found?.wordsRank ?? null,
      relevance: found?.relevance ?? null,
    };
  };
  return {
    query,
    intent,
    passages: shown.slice(0, passages.length).map(asked),
    near: shown.slice(passages.length).map(asked),
    timings: times,
  };
}

async function sourceNames(organizationId: string, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await withTenant(organizationId, (tx) =>
    tx.knowledgeSource.findMany({
      where: { organizationId, id: { in: [...new Set(ids)] } },
      select: { id: true, name: true },
    }),
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** A passage that is given to nobody is shown as it is stored. */
const asItStands = (row: LookupFinding["ranked"][number]): KnowledgePassage => ({
  chunkId: row.id,
  documentId: row.document_id,
  sourceId: row.source_id,
  version: row.version,
  kind: KnowledgeDocumentKind.parse(row.kind),
  title: row.title,
  heading: row.heading,
  url: row.url,
  text: row.text,
  score: Math.round(row.score * 1000) / 1000,
});
