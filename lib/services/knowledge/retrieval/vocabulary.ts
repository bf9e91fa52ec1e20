import { withTenantSql } from "@/lib/db/transaction";
import { lettersApart, soundOf } from "@/lib/domain/knowledge/retrieval/sound";

/** What words a business's material is made of, to know which of a question's words tell most. */
export type Vocabulary = {
  /** Of chunks. */
  total: number;
  /** PostgreSQL's dictionaries for the languages it is written in. */
  configs: readonly string[];
  /** In how many chunks a lexeme is, about. */
  found(lexeme: string): number;
  /** Lexemes that sound like a word nothing has: what was meant by what was heard. */
  like(word: string): string[];
};

/** Above it, a part of the chunks stands for all. */
const MOST_COUNTED = 20_000;

/** Reads it: some 10 ms for a thousand chunks, half a second for very many. */
export function readVocabulary(organizationId: string, businessId: string): Promise<Vocabulary> {
  return withTenantSql(organizationId, async (sql) => {
    const sizes = await sql.query<{ config: string; chunks: string }>(
      `select knowledge_language(d.language)::text as config, count(*) as chunks from knowledge_chunks c
       join knowledge_documents d on d.organization_id = c.organization_id and d.id = c.document_id
       where c.organization_id = $1 and c.business_id = $2 and c.excluded_at is null group by 1 order by 2 desc`,
      [organizationId, businessId],
    );
    const total = sizes.rows.reduce((sum, { chunks }) => sum + Number(chunks), 0);
    // The last byte of an id is random.
    const sixteenths = Math.max(1, Math.min(256, Math.ceil((MOST_COUNTED / Math.max(total, 1)) * 256)));
    const counted = await sql.query<{ word: string; ndoc: number }>(
      `select word, ndoc from ts_stat(format(
         'select words from knowledge_chunks where organization_id = %L and business_id = %L and excluded_at is null and get_byte(uuid_send(id), 15) < %s',
         $1::text, $2::text, $3::text))`,
      [organizationId, businessId, String(sixteenths)],
    );
    const share = 256 / sixteenths;
    const counts = new Map(counted.rows.map(({ word, ndoc }) => [word, Math.ceil(ndoc * share)]));
    return {
      total,
      configs: sizes.rows.length > 0 ? sizes.rows.map(({ config }) => config) : ["english"],
      // What the part does not have may be in the rest.
      like: soundsOf(counts),
      found: (lexeme) => counts.get(lexeme) ?? (share > 1 ? Math.ceil(share / 2) : 0),
    };
  });
}

/** More would cost the main loop what it has not. */
const MOST_SOUNDS = 30_000;

function soundsOf(counts: ReadonlyMap<string, number>): (word: string) => string[] {
  let bySound: Map<string, string[]> | undefined;
  return (word) => {
    const sound = soundOf(word);
    if (sound === "") return [];
    if (!bySound) {
      bySound = new Map();
      for (const lexeme of counts.size > MOST_SOUNDS ? [] : counts.keys()) {
        const key = soundOf(lexeme);
        if (key !== "") bySound.set(key, [...(bySound.get(key) ?? []), lexeme]);
      }
    }
    const most = Math.max(1, Math.floor(word.length / 3));
    return (bySound.get(sound) ?? []).filter((lexeme) => lettersApart(word, lexeme, most) <= most);
  };
}
