import type { PoolClient } from "pg";
import type { Conditions } from "./call-filter";
import { type CallPosition, orderBy, type Stretch } from "./call-order";

/** The conditions of a list of calls from a place on. */
export type ConditionsOf = (after: CallPosition | null) => Conditions;

export type SearchRequest = {
  stretch: Stretch;
  conditionsOf: ConditionsOf;
  /** A tsquery. */
  wanted: string;
  most: number;
  from: Date | null;
  until: Date | null;
  /** By more than words and days. */
  isFiltered: boolean;
};

/** So many calls are looked at one after the other before the words' index is asked: what most calls have is among them often enough. */
const LOOKED_AT_FIRST = 200;
/**
 * So many more at once, where the first ones say that it will do: each costs as much as several that the index gives. In another order than the newest
 * first the index must give all there are, so that more is looked at before.
 */
const LOOKED_AT_MOST = { wordsAlone: 400, newestFirst: 1_500, otherwise: 4_000 };
/** So many calls with the words are taken from the index first, and so many at once where that was not enough. */
const FROM_INDEX_FIRST = 500;
const FROM_INDEX = 20_000;
const ALL = 2_147_483_647;
const LAST_ID = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/**
 * The first calls of a list that have the words, by their ids in no order. A frequent word is met by following the list, a rare one in the words'
 * index: the first look at the list says which it is.
 */
export async function searchCalls(sql: PoolClient, request: SearchRequest): Promise<string[]> {
  const { most, stretch, isFiltered } = request;
  const found: string[] = [];
  const isNewestFirst = stretch.sort === "started_at" && stretch.order === "desc";
  const isWordsAlone = isNewestFirst && !isFiltered && !stretch.without;
  // Of words next to each other the index knows the words alone, so that each call it gives is looked at as well.
  const isPhrase = request.wanted.includes("<->");
  let after = stretch.after;
  let lookAt = LOOKED_AT_FIRST;
  for (;;) {
    const near = await lookAlong(sql, request, after, lookAt, most - found.length);
    found.push(...near.ids);
    if (found.length >= most || near.looked < lookAt) return found;
    after = near.last;
    const needed = ((most - found.length) * near.looked) / Math.max(near.ids.length, 0.5);
    if (needed > LOOKED_AT_MOST[isWordsAlone && !isPhrase ? "wordsAlone" : isNewestFirst ? "newestFirst" : "otherwise"])
      break;
    lookAt = Math.ceil(needed * 1.3);
  }
  const bounds = { after, before: isNewestFirst ? after : request.until && { at: request.until, id: LAST_ID } };
  let atOnce = isWordsAlone ? most - found.length : FROM_INDEX_FIRST;
  for (;;) {
    const indexed = await takeFromIndex(sql, request, { ...bounds, atOnce, most: most - found.length });
    const isAll = indexed.taken < atOnce;
    // In another order a call that was not taken may stand before those that were.
    if (isNewestFirst || isAll) found.push(...indexed.ids);
    if (found.length >= most || isAll) return found;
    if (isNewestFirst) bounds.before = indexed.last;
    atOnce = isNewestFirst ? FROM_INDEX : ALL;
  }
}

/** As a value of each call, which is looked up by its key: as a join all calls' words would be read first. */
const hasWords = (query: string) => `coalesce((select w.words @@ ${query}::tsquery from call_words w
  where w.organization_id = c.organization_id and w.call_id = c.id and w.call_day = c.call_day), false)`;

type Looked = { looked: number; ids: string[]; last: CallPosition | null };

async function lookAlong(
  sql: PoolClient,
  { stretch, conditionsOf, wanted }: SearchRequest,
  after: CallPosition | null,
  lookAt: number,
  most: number,
): Promise<Looked> {
  const { where, parameters } = conditionsOf(after);
  const words = hasWords(`$${parameters.push(wanted)}`);
  const backwards = orderBy({ sort: stretch.sort, order: stretch.order === "desc" ? "asc" : "desc" });
  const { rows } = await sql.query<{ looked: number; ids: string[]; at: Date | number | null; id: string | null }>(
    `with near as materialized (select c.organization_id, c.id, c.call_day, c.started_at, c.duration_ms, c.qa_score
       from calls c where ${where()} ${orderBy(stretch)} limit ${lookAt}),
     chosen as materialized (select c.id from near c where ${words} limit ${most}),
     furthest as (select c.${AT[stretch.sort]} as at, c.id from near c ${backwards} limit 1)
     select (select count(*)::int from near) as looked, array(select id from chosen) as ids,
       (select at from furthest) as at, (select id from furthest) as id`,
    parameters,
  );
  const { looked = 0, ids = [], at = null, id = null } = rows[0] ?? {};
  return { looked, ids, last: at !== null && id !== null ? { at, id } : null };
}

const AT = { started_at: "started_at", duration: "duration_ms", qa_score: "qa_score" } as const;

type Taken = { taken: number; ids: string[]; last: CallPosition | null };

async function takeFromIndex(
  sql: PoolClient,
  { stretch, conditionsOf, wanted, from }: SearchRequest,
  {
    before,
    after,
    atOnce,
    most,
  }: { before: CallPosition | null; after: CallPosition | null; atOnce: number; most: number },
): Promise<Taken> {
  const { where, parameters } = conditionsOf(after);
  const [words, at, id, since] = [wanted, before?.at ?? null, before?.id ?? null, from].map(
    (value) => `$${parameters.push(value)}`,
  );
  // How many there are the planner can't know: few are looked up by their keys, each by itself, and for many all calls are read.
  const join =
    atOnce <= FROM_INDEX_FIRST
      ? `cross join lateral (select c.id, c.started_at, c.duration_ms, c.qa_score from calls c where c.id = t.call_id and ${where()} offset 0) c`
      : `join calls c on c.organization_id = $1 and c.id = t.call_id where ${where()}`;
  const { rows } = await sql.query<{ taken: number; ids: string[]; at: Date | null; id: string | null }>(
    `with taken as materialized (
       select call_id, started_at from search_call_words(${words}::tsquery, ${at}::timestamptz, ${id}::uuid, ${since}::timestamptz, ${atOnce})),
     chosen as materialized (select c.id from taken t ${join} ${orderBy(stretch)} limit ${most}),
     furthest as (select started_at as at, call_id as id from taken order by started_at, call_id limit 1)
     select (select count(*)::int from taken) as taken, array(select id from chosen) as ids,
       (select at from furthest) as at, (select id from furthest) as id`,
    parameters,
  );
  const row = rows[0];
  return {
    taken: row?.taken ?? 0,
    ids: row?.ids ?? [],
    last: row?.at && row.id ? { at: row.at, id: row.id } : null,
  };
}
