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

/** Names are joined to the page alone. `narrowed`: what is still looked at of the calls that fit, in their order. */
async function page(sql: PoolClient, query: Query, conditions: Conditions, narrowed?: { to: number; by: string }) {
  const most = query.limit + 1;
  const fitting = `select c.* from calls c where ${conditions.where()} ${orderBy(query)}`;
  const calls = narrowed
    ? `select c.* from (${fitting} limit ${narrowed.to}) c where ${narrowed.by} ${orderBy(query)} limit ${most}`
    : `${fitting} limit ${most}`;
  const text = `with page as materialized (${calls}) ${recordSelect("page")} ${orderBy(query)}`;
  const { rows } = await sql.query<RecordRow>(text, conditions.parameters);
  return rows;
}

/** So many calls are looked at one after the other before the words' index is asked: what most calls have is among them often enough. */
const LOOKED_AT = 400;
/** So many calls with the words are taken from the index and then filtered. More have a frequent word: they are met in their order sooner. */
const MOST_FROM_INDEX = 2_000;

const hasWords = (query: string) => `exists (select from call_words w where w.organization_id = c.organization_id
  and w.call_id = c.id and w.call_day = c.call_day and w.words @@ ${query}::tsquery)`;

async function search(
  sql: PoolClient,
  organizationId: string,
  query: Query,
  after: CallPosition | null,
  wanted: string,
): Promise<RecordRow[]> {
  const looked = filterOf(organizationId, query, after);
  const by = hasWords(`$${looked.parameters.push(wanted)}`);
  const near = await page(sql, query, looked, { to: LOOKED_AT, by });
  if (near.length > query.limit) return near;

  const isNewestFirst = query.sort === "started_at" && query.order === "desc";
  const found = await sql.query<{ call_id: string }>(
    "select call_id from search_call_words($1::tsquery, $2, $3, $4, $5)",
    [
      wanted,
      isNewestFirst && after ? after.at : query.startedBefore ? new Date(query.startedBefore) : null,
      isNewestFirst && after ? after.id : query.startedBefore ? LAST_ID : null,
      query.startedAfter ? new Date(query.startedAfter) : null,
      MOST_FROM_INDEX,
    ],
  );
  const conditions = filterOf(organizationId, query, after);
  if (found.rows.length < MOST_FROM_INDEX || isNewestFirst) {
    const some = filterOf(organizationId, query, after);
    some.add(
      (p) => `c.id = any(${p}::uuid[])`,
      found.rows.map(({ call_id: id }) => id),
    );
    const rows = await page(sql, query, some);
    if (found.rows.length < MOST_FROM_INDEX || rows.length > query.limit) return rows;
  }
  conditions.add((p) => hasWords(p), wanted);
  return page(sql, query, conditions);
}

const LAST_ID = "ffffffff-ffff-ffff-ffff-ffffffffffff";
