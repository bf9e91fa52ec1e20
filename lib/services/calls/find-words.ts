import type { PoolClient } from "pg";
import type { FoundWords } from "@/lib/contracts/calls";
import type { Speaker } from "@/lib/contracts/live/events";
import { cutAround, markSought, type Sought, toAnyTsquery, toTsquery } from "@/lib/domain/call/find-words";

type FoundRow = { call_id: string; segment_id: string; speaker: Speaker; start_ms: number; text: string };

/** Of each call the first piece of speech that has all that was looked for, or else the first that has any of it. */
export async function findWords(
  sql: PoolClient,
  organizationId: string,
  calls: readonly { id: string; call_day: string }[],
  sought: Sought,
): Promise<Map<string, FoundWords>> {
  if (calls.length === 0) return new Map();
  const days = calls.map(({ call_day: day }) => day).sort();
  const { rows } = await sql.query<FoundRow>(
    `select k.id as call_id, f.segment_id, f.speaker, f.start_ms, f.text
     from unnest($2::uuid[], $3::date[]) as k(id, day) cross join lateral (
       select s.segment_id, s.speaker, s.start_ms, s.text from (
         select segment_id, speaker, start_ms, seq, coalesce(heard_text, text) as text,
           to_tsvector('simple', fold_spoken(coalesce(heard_text, text))) as words
         from segments where organization_id = $1 and call_id = k.id and call_day = k.day
           and call_day between $6::date and $7::date offset 0
       ) s where s.words @@ $5::tsquery order by s.words @@ $4::tsquery desc, s.seq limit 1
     ) f`,
    [
      organizationId,
      calls.map(({ id }) => id),
      calls.map(({ call_day: day }) => day),
      toTsquery({ ...sought, not: [] }),
      toAnyTsquery(sought),
      days[0],
      days.at(-1),
    ],
  );
  return new Map(
    rows.map((row) => [
      row.call_id,
      {
        segmentId: row.segment_id,
        speaker: row.speaker,
        startMs: row.start_ms,
        pieces: cutAround(markSought(row.text, sought)),
      },
    ]),
  );
}
