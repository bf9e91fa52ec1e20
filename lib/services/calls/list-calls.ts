import type { PoolClient } from "pg";
import type { z } from "zod";
import { type CallPage, ListCallsQuery } from "@/lib/contracts/calls";
import { withTenantSql } from "@/lib/db/transaction";
import { readSought, toTsquery } from "@/lib/domain/call/find-words";
import type { ServiceContext } from "../context";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";
import { callFilter, type Conditions, numbersOf } from "./call-filter";
import { addStretch, cursorOf, orderBy, type Stretch, stretchesOf } from "./call-order";
import { type RecordRow, recordSelect, toCallRecord } from "./call-rows";
import { findWords } from "./find-words";
import { type ConditionsOf, searchCalls } from "./search-calls";

type Query = z.output<typeof ListCallsQuery>;

/**
 * A page of calls, the newest first unless asked otherwise; with `text` each says where it was said. Needs `calls.read`; throws INVALID for a bad
 * filter or cursor.
 */
export async function listCalls(context: ServiceContext, input: ListCallsQuery = {}): Promise<CallPage> {
  requirePermission(context, "calls.read");
  const query = parseInput(ListCallsQuery, input);
  const { organizationId } = context;
  const stretches = stretchesOf(query, query.cursor);
  const sought = query.text ? readSought(query.text) : null;
  // Words were asked for, and what was typed has none.
  if (query.text && !sought) return { calls: [], nextCursor: null };
  return withTenantSql(organizationId, async (sql) => {
    const rows: RecordRow[] = [];
    const numbers = await numbersOf(sql, organizationId, query);
    for (const stretch of stretches) {
      const missing = query.limit + 1 - rows.length;
      if (missing === 0 || isEmpty(stretch, query)) continue;
      const conditionsOf: ConditionsOf = (after) => {
        const conditions = callFilter(organizationId, query, numbers);
        addStretch(conditions, { ...stretch, after });
        return conditions;
      };
      const ids =
        sought &&
        (await searchCalls(sql, {
          stretch,
          conditionsOf,
          wanted: toTsquery(sought),
          most: missing,
          from: query.startedAfter ? new Date(query.startedAfter) : null,
          until: query.startedBefore ? new Date(query.startedBefore) : null,
          isFiltered: isFiltered(query),
        }));
      rows.push(
        ...(await page(sql, stretch, ids ? someCalls(organizationId, ids) : conditionsOf(stretch.after), missing)),
      );
    }
    const shown = rows.slice(0, query.limit);
    const last = shown.at(-1);
    const found = sought ? await findWords(sql, organizationId, shown, sought) : null;
    return {
      calls: shown.map((row) => ({ ...toCallRecord(row), found: found?.get(row.id) ?? null })),
      nextCursor: rows.length > shown.length && last ? cursorOf(query, last) : null,
    };
  });
}

/** What lists look at: these columns stand in one index (`calls_list_idx`). */
const LOOKED_THROUGH = "c.organization_id, c.id, c.call_day, c.started_at, c.duration_ms, c.qa_score";

/** Whole rows and names are read for the page alone, of calls that the conditions have chosen. */
async function page(sql: PoolClient, stretch: Stretch, conditions: Conditions, most: number): Promise<RecordRow[]> {
  const { rows } = await sql.query<RecordRow>(
    `with chosen as materialized (
       select ${LOOKED_THROUGH} from calls c where ${conditions.where()} ${orderBy(stretch)} limit ${most}),
     page as materialized (select c.* from chosen join calls c on c.organization_id = $1 and c.id = chosen.id)
     ${recordSelect("page")} ${orderBy(stretch)}`,
    conditions.parameters,
  );
  return rows;
}

const someCalls = (organizationId: string, ids: readonly string[]) => callFilter(organizationId, { callIds: ids });

/** A bound on a score leaves none without one. */
const isEmpty = ({ without }: Stretch, query: Query): boolean =>
  (without === "qa_score" && (query.minQaScore ?? query.maxQaScore) !== undefined) ||
  (without === "duration_ms" && (query.minDurationMs ?? query.maxDurationMs) !== undefined);

const NO_FILTER = new Set(["text", "startedAfter", "startedBefore", "limit", "cursor", "sort", "order"]);
const isFiltered = (query: Query): boolean =>
  Object.entries(query).some(([name, value]) => value !== undefined && !NO_FILTER.has(name));
