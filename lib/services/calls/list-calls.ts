import type { PoolClient } from "pg";
import type { z } from "zod";
import { type CallPage, ListCallsQuery } from "@/lib/contracts/calls";
import { withTenantSql } from "@/lib/db/transaction";
import { readSought, toTsquery } from "@/lib/domain/call/find-words";
import type { ServiceContext } from "../context";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";
import { callFilter, type Conditions } from "./call-filter";
import { addPosition, cursorOf, orderBy, type CallPosition, positionOf } from "./call-order";
import { type RecordRow, recordSelect, toCallRecord } from "./call-rows";
import { findWords } from "./find-words";

type Query = z.output<typeof ListCallsQuery>;

/**
 * A page of calls, the newest first unless asked otherwise; with `text` each says where it was said. Needs `calls.read`; throws INVALID for a bad
 * filter or cursor.
 */
export async function listCalls(context: ServiceContext, input: ListCallsQuery = {}): Promise<CallPage> {
  requirePermission(context, "calls.read");
  const query = parseInput(ListCallsQuery, input);
  const { organizationId } = context;
  const after = positionOf(query, query.cursor);
  const sought = query.text ? readSought(query.text) : null;
  // Words were asked for, and what was typed has none.
  if (query.text && !sought) return { calls: [], nextCursor: null };
  return withTenantSql(organizationId, async (sql) => {
    const rows = sought
      ? await search(sql, organizationId, query, after, toTsquery(sought))
      : await page(sql, query, filterOf(organizationId, query, after));
    const shown = rows.slice(0, query.limit);
    const last = shown.at(-1);
    const found = sought ? await findWords(sql, organizationId, shown, sought) : null;
    return {
      calls: shown.map((row) => ({ ...toCallRecord(row), found: found?.get(row.id) ?? null })),
      nextCursor: rows.length > shown.length && last ? cursorOf(query, last) : null,
    };
  });
}

function filterOf(organizationId: string, query: Query, after: CallPosition | null): Conditions {
  const conditions = callFilter(organizationId, query);
  addPosition(conditions, query, after);
  return conditions;
}

/** What lists look at: these columns stand in one index (`calls_list_idx`). */
const LOOKED_THROUGH = "c.organization_id, c.id, c.call_day, c.started_at, c.duration_ms, c.qa_score";

/** Whole rows and names are read for the page alone, of calls that `chosen` has. */
const pageOf = (chosen: string, query: Query) => `with chosen as materialized (${chosen}), page as materialized (
    select c.* from chosen join calls c on c.organization_id = $1 and c.id = chosen.id)
  ${recordSelect("page")} ${orderBy(query)}`;

const fitting = (query: Query, conditions: Conditions, more = "") =>
  `select ${LOOKED_THROUGH} from calls c where c.started_at is not null and ${conditions.where()} ${more} ${orderBy(query)}`;

async function page(sql: PoolClient, query: Query, conditions: Conditions): Promise<RecordRow[]> {
  const chosen = `${fitting(query, conditions)} limit ${query.limit + 1}`;
  const { rows } = await sql.query<RecordRow>(pageOf(chosen, query), conditions.parameters);
  return rows;
}

/** So many calls are looked at one after the other before the words' index is asked: what most calls have is among them often enough. */
const LOOKED_AT = 200;
/** So many calls with the words are taken from the index at most, and then filtered; more have a frequent word, and are met in their order sooner. */
const MOST_FROM_INDEX = 20_000;

/** As a value of each call, which is looked up by its key: as a join all calls' words would be read first. */
const hasWords = (query: string) => `coalesce((select w.words @@ ${query}::tsquery from call_words w
  where w.organization_id = c.organization_id and w.call_id = c.id and w.call_day = c.call_day), false)`;

async function search(
  sql: PoolClient,
  organizationId: string,
  query: Query,
  after: CallPosition | null,
  wanted: string,
): Promise<RecordRow[]> {
  const most = query.limit + 1;
  const near = filterOf(organizationId, query, after);
  const nearWords = hasWords(`$${near.parameters.push(wanted)}`);
  const chosen = `select c.id from (${fitting(query, near)} limit ${LOOKED_AT}) c where ${nearWords} ${orderBy(query)} limit ${most}`;
  const first = await sql.query<RecordRow>(pageOf(chosen, query), near.parameters);
  if (first.rows.length === most) return first.rows;

  const isNewestFirst = query.sort === "started_at" && query.order === "desc";
  const taken = isNewestFirst && isUnfiltered(query) ? most : MOST_FROM_INDEX;
  const before =
    isNewestFirst && after ? after : query.startedBefore ? { at: new Date(query.startedBefore), id: LAST_ID } : null;
  const found = await sql.query<{ call_id: string }>(
    "select call_id from search_call_words($1::tsquery, $2, $3, $4, $5)",
    [wanted, before?.at ?? null, before?.id ?? null, query.startedAfter ? new Date(query.startedAfter) : null, taken],
  );
  const some = filterOf(organizationId, query, after);
  some.add(
    (p) => `c.id = any(${p}::uuid[])`,
    found.rows.map(({ call_id: id }) => id),
  );
  // In another order a call that was not taken may stand before one that was.
  const isAll = found.rows.length < taken;
  const rows = isAll || isNewestFirst ? await page(sql, query, some) : [];
  if (isAll || rows.length === most) return rows;
  const all = filterOf(organizationId, query, after);
  all.add((p) => hasWords(p), wanted);
  return page(sql, query, all);
}

const LAST_ID = "ffffffff-ffff-ffff-ffff-ffffffffffff";
const NO_FILTER = new Set(["text", "startedAfter", "startedBefore", "limit", "cursor", "sort", "order"]);
const isUnfiltered = (query: Query) =>
  Object.entries(query).every(([name, value]) => value === undefined || NO_FILTER.has(name));
