import type { PoolClient } from "pg";
import { withTenantSql } from "@/lib/db/transaction";
import type { SoughtPart } from "@/lib/domain/knowledge/retrieval/rewrite";
import { wordsIn } from "@/lib/domain/knowledge/retrieval/spoken-words";
import {
  MOST_CANDIDATES,
  MOST_TERMS,
  queryOf,
  type Term,
  wantedOf,
  worthOf,
} from "@/lib/domain/knowledge/retrieval/terms";
import type { Vocabulary } from "./vocabulary";

export type WordsSearch = {
  organizationId: string;
  businessId: string;
  part: SoughtPart;
  vocabulary: Vocabulary;
  documents: readonly string[] | null;
  at: Date;
  best: number;
};

export type WordsFound = { terms: Term[]; ids: string[] };

/** The chunks that have most of what a question's words are worth, best first. */
export function searchWords(search: WordsSearch): Promise<WordsFound> {
  const { organizationId, businessId, part, vocabulary, documents, at, best } = search;
  return withTenantSql(organizationId, async (sql) => {
    const terms = await termsOf(sql, part, vocabulary);
    const wanted = wantedOf(terms);
    if (wanted.length === 0) return { terms, ids: [] };
    const { rows } = await sql.query<{ chunk_id: string }>(
      "select chunk_id from search_knowledge_words($1, $2::text[]::tsquery[], $3::text[]::tsquery[], $4, $5, $6, $7, $8)",
      [businessId, wanted, terms.map(queryOf), terms.map(({ worth }) => worth), documents, at, MOST_CANDIDATES, best],
    );
    return { terms, ids: rows.map(({ chunk_id: id }) => id) };
  });
}

/** A meant word counts half of what it would if the caller had said it. */
const MEANT_SHARE = 0.5;

const MOST_SAID = 24;
const MOST_JOINED = 12;

/** Words next to each other as one: a recogniser writes "snow shoes" and "in visa line". */
function joinedWords(query: string): string[] {
  const words = wordsIn(query).slice(0, MOST_JOINED);
  const joined = words.flatMap((word, at) => [
    `${word}${words[at + 1] ?? ""}`,
    `${word}${words[at + 1] ?? ""}${words[at + 2] ?? ""}`,
  ]);
  return [...new Set(joined)].filter((word) => word.length >= 6 && word.length <= 20 && !words.includes(word));
}

/** A word that nothing has becomes the ones it sounds like; words joined for a try are none where nothing has them. */
function asHeard(
  word: string,
  lexemes: readonly string[],
  { found, like }: Vocabulary,
  isTry: boolean,
): readonly string[] {
  if (lexemes.some((lexeme) => found(lexeme) > 0)) return lexemes;
  const meant = like(word);
  return meant.length > 0 ? meant : isTry ? [] : lexemes;
}

async function termsOf(sql: PoolClient, part: SoughtPart, vocabulary: Vocabulary): Promise<Term[]> {
  const said = part.words.slice(0, MOST_SAID);
  const heard = joinedWords(part.query);
  const words = [...said, ...part.meant, ...heard];
  if (words.length === 0) return [];
  const { rows } = await sql.query<{ place: string; lexemes: string[] }>(
    `select w.place, array(select distinct l from unnest($2::text[]) c, unnest(tsvector_to_array(to_tsvector(c::regconfig, w.word))) l) as lexemes
     from unnest($1::text[]) with ordinality w(word, place)`,
    [words, vocabulary.configs],
  );
  const { total, found } = vocabulary;
  const seen = new Set<string>();
  const terms: Term[] = [];
  for (const { place, lexemes } of rows) {
    const at = Number(place) - 1;
    const isHeard = at >= words.length - heard.length;
    const known = isHeard || at < said.length ? asHeard(words[at]!, lexemes, vocabulary, isHeard) : lexemes;
    const fresh = known.filter((lexeme) => !seen.has(lexeme));
    if (fresh.length === 0) continue;
    for (const lexeme of fresh) seen.add(lexeme);
    // In several languages a word has several forms; it is as frequent as the most frequent of them.
    const inChunks = Math.max(...fresh.map(found));
    const isSaid = isHeard || at < said.length;
    const worth = worthOf(inChunks, total) * (isSaid ? 1 : MEANT_SHARE);
    terms.push({ word: words[at]!, lexemes: fresh, worth, found: inChunks, origin: isSaid ? "said" : "meant" });
  }
  const own = terms.filter(({ origin }) => origin === "said").sort((a, b) => b.worth - a.worth);
  const meant = joined(terms.filter(({ origin }) => origin === "meant"));
  return [...own.slice(0, MOST_TERMS - meant.length), ...meant];
}

/** All that is meant is one term: any of it will do. */
function joined(terms: readonly Term[]): Term[] {
  const [first] = terms;
  if (!first) return [];
  return [
    {
      ...first,
      lexemes: terms.flatMap(({ lexemes }) => lexemes),
      worth: Math.min(...terms.map(({ worth }) => worth)),
      found: Math.max(...terms.map(({ found }) => found)),
    },
  ];
}
