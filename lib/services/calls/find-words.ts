import type { PoolClient } from "pg";
import type { FoundWords } from "@/lib/contracts/calls";
import type { Speaker } from "@/lib/contracts/live/events";
import { cutAround, markSought, type Sought, soughtIn, toAnyTsquery, toTsquery } from "@/lib/domain/call/find-words";

type FoundRow = { call_id: string; segment_id: string; speaker: Speaker; start_ms: number; text: string };
type SoughtCall = { id: string; call_day: string; turns: number };

/** Up to so many answers a call is read whole: finding in it is quicker here than in the database. */
const READ_WHOLE = 40;

/** Of each call the first piece of speech that has all that was looked for, or else the first that has any of it. */
export async function findWords(
  sql: PoolClient,
  organizationId: string,
  calls: readonly SoughtCall[],
  sought: Sought,
): Promise<Map<string, FoundWords>> {
  const isShort = ({ turns }: SoughtCall) => turns <= READ_WHOLE;
  const rows = [
    ...(await readWhole(sql, organizationId, calls.filter(isShort), sought)),
    ...(await askDatabase(
      sql,
      organizationId,
      calls.filter((call) => !isShort(call)),
      sought,
    )),
  ];
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

const parametersOf = (organizationId: string, calls: readonly SoughtCall[]) => {
  const days = calls.map(({ call_day: day }) => day);
  const sorted = [...days].sort();
  return [organizationId, calls.map(({ id }) => id), days, sorted[0], sorted.at(-1)];
};

async function readWhole(
  sql: PoolClient,
  organizationId: string,
  calls: readonly SoughtCall[],
  sought: Sought,
): Promise<FoundRow[]> {
  if (calls.length === 0) return [];
  const { rows } = await sql.query<FoundRow>(
    `select s.call_id, s.segment_id, s.speaker, s.start_ms, coalesce(s.heard_text, s.text) as text
     from unnest($2::uuid[], $3::date[]) as k(id, day) join segments s on s.organization_id = $1 and s.call_id = k.id and s.call_day = k.day
       and s.call_day between $4::date and $5::date
     order by s.call_id, s.seq`,
    parametersOf(organizationId, calls),
  );
  const best = new Map<string, { row: FoundRow; hasAll: boolean }>();
  for (const row of rows) {
    if (best.get(row.call_id)?.hasAll) continue;
    const has = soughtIn(row.text, sought);
    if (has === "all" || (has === "any" && !best.has(row.call_id)))
      best.set(row.call_id, { row, hasAll: has === "all" });
  }
  return [...best.values()].map(({ row }) => row);
}

async function askDatabase(
  sql: PoolClient,
  organizationId: string,
  calls: readonly SoughtCall[],
  sought: Sought,
): Promise<FoundRow[]> {
  if (calls.length === 0) return [];
  const { rows } = await sql.query<FoundRow>(
    `select k.id as call_id, f.segment_id, f.speaker, f.start_ms, f.text
     from unnest($2::uuid[], $3::date[]) as k(id, day) cross join lateral (
       select s.segment_id, s.speaker, s.start_ms, s.text from (
         select segment_id, speaker, start_ms, seq, coalesce(heard_text, text) as text,
           to_tsvector('simple', fold_spoken(coalesce(heard_text, text))) as words
         from segments where organization_id = $1 and call_id = k.id and call_day = k.day
           and call_day between $4::date and $5::date offset 0
       ) s where s.words @@ $7::tsquery order by s.words @@ $6::tsquery desc, s.seq limit 1
     ) f`,
    [...parametersOf(organizationId, calls), toTsquery({ ...sought, not: [] }), toAnyTsquery(sought)],
  );
  return rows;
}
