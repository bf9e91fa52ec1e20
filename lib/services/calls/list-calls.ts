import { type CallPage, ListCallsQuery } from "@/lib/contracts/calls";
import { withTenantSql } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { cursorOf, positionOf } from "../cursor";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";
import { callFilter } from "./call-filter";
import { SUMMARY_SELECT, type SummaryRow, toCallSummary } from "./call-rows";

/** A page of calls, newest first. Needs `calls.read`; throws INVALID for a bad filter or cursor. */
export async function listCalls(context: ServiceContext, input: ListCallsQuery = {}): Promise<CallPage> {
  requirePermission(context, "calls.read");
  const query = parseInput(ListCallsQuery, input);
  const { where, parameters } = callFilter(context.organizationId, query, positionOf(query.cursor));
  const text = `${SUMMARY_SELECT} where ${where} order by c.started_at desc, c.id desc limit ${query.limit + 1}`;
  const { rows } = await withTenantSql(context.organizationId, (sql) => sql.query<SummaryRow>(text, parameters));
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const nextCursor = rows.length > page.length && last ? cursorOf({ at: last.started_at, id: last.id }) : null;
  return { calls: page.map(toCallSummary), nextCursor };
}
