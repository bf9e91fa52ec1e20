import type { KnowledgeIndex, Namespace } from "@/lib/adapters/knowledge-index/knowledge-index";
import { fuseRanks, type Fused } from "@/lib/domain/knowledge/retrieval/fuse";
import type { SoughtPart } from "@/lib/domain/knowledge/retrieval/rewrite";
import { cosineRangeOf, type Evidence, scoreOf } from "@/lib/domain/knowledge/retrieval/score";
import type { Term } from "@/lib/domain/knowledge/retrieval/terms";
import { type Candidate, readCandidates } from "./read-candidates";
import { searchWords } from "./search-words";
import type { Vocabulary } from "./vocabulary";

/** Of each list. */
const LISTED = 40;
/** That are read and judged. */
const JUDGED = 24;

export type Judged = Candidate & Omit<Fused, "id"> & { evidence: Evidence; score: number };

export type PartSearch = {
  organizationId: string;
  businessId: string;
  part: SoughtPart;
  /** Resolves with null where there is no vector: then words alone decide. */
  vector: Promise<{ namespace: Namespace; vector: Float32Array } | null>;
  vocabulary: Promise<Vocabulary>;
  documents: readonly string[] | null;
  at: Date;
  index: KnowledgeIndex;
  /** Fills the namespace when the index has lost it. */
  refill(namespace: Namespace): Promise<void>;
  /** Of which kind of list only, to compare; both otherwise. */
  by?: "vector" | "words" | undefined;
};

export type PartFound = { terms: Term[]; judged: Judged[]; vectorMs: number; wordsMs: number };

/** Looks for one question by vector and by words at the same time, fuses what both found, and judges the best of it. Best first. */
export async function searchPart(search: PartSearch): Promise<PartFound> {
  const { organizationId, businessId, part, documents, at, index } = search;
  const begunAt = performance.now();
  let [vectorMs, wordsMs] = [0, 0];
  const byVector = search.vector.then(async (made) => {
    if (!made || search.by === "words") return { made, hits: [] };
    const startedAt = performance.now();
    const hits = await nearest(search, made);
    vectorMs = performance.now() - startedAt;
    return { made, hits };
  });
  const byWords = search.vocabulary.then(async (vocabulary) => {
    const startedAt = performance.now();
    const found = await searchWords({ organizationId, businessId, part, vocabulary, documents, at, best: LISTED });
    wordsMs = performance.now() - startedAt;
    return search.by === "vector" ? { ...found, ids: [] } : found;
  });
  const [{ made, hits }, { terms, ids }] = await Promise.all([byVector, byWords]);
  const fused = fuseRanks(
    hits.map(({ id }) => id),
    ids,
  ).slice(0, search.by ? LISTED : JUDGED);
  const known = new Map(hits.map(({ id, cosine }) => [id, cosine]));
  const unknown = fused.filter(({ id }) => !known.has(id)).map(({ id }) => id);
  const [rows, more] = await Promise.all([
    readCandidates(
      organizationId,
      businessId,
      fused.map(({ id }) => id),
      terms,
      at,
    ),
    made && unknown.length > 0 ? index.cosines(made.namespace, made.vector, unknown) : new Map<string, number>(),
  ]);
  const range = cosineRangeOf(made?.namespace.embeddedBy ?? "");
  const judged = fused.flatMap(({ id, ...ranks }): Judged[] => {
    const row = rows.get(id);
    if (!row) return [];
    const evidence = evidenceOf(row, terms, known.get(id) ?? more.get(id) ?? null);
    return [{ ...row, ...ranks, evidence, score: scoreOf(evidence, range) }];
  });
  if (!search.by) judged.sort((a, b) => b.score - a.score || b.fused - a.fused);
  return { terms, judged, vectorMs: vectorMs || performance.now() - begunAt, wordsMs };
}

async function nearest(
  { documents, at, index, refill }: PartSearch,
  { namespace, vector }: { namespace: Namespace; vector: Float32Array },
) {
  const wanted = { vector, limit: LISTED, at, documents: documents ?? undefined };
  const hits = await index.search(namespace, wanted);
  if (hits) return hits;
  await refill(namespace);
  return (await index.search(namespace, wanted)) ?? [];
}

function evidenceOf(row: Candidate, terms: readonly Term[], cosine: number | null): Evidence {
  let [all, covered, titled, words] = [0, 0, 0, 0];
  let hasMeant: boolean | null = null;
  terms.forEach(({ worth, origin }, at) => {
    const isThere = row.has[at] === true;
    if (origin === "meant") {
      hasMeant = isThere;
      return;
    }
    words++;
    all += worth;
    if (isThere) covered += worth;
    if (row.titled[at] === true) titled++;
  });
  return {
    cosine,
    coverage: all === 0 ? 0 : covered / all,
    titled: words === 0 ? 0 : titled / words,
    hasMeant,
  };
}
