import type { CallSummary } from "@/lib/contracts/live/call-summary";
import { withTenantSql } from "@/lib/db/transaction";
import { OPEN_STATUSES } from "@/lib/domain/call/status";
import type { ServiceContext } from "../context";
import { requirePermission } from "../require-permission";
import { SUMMARY_SELECT, type SummaryRow, toCallSummary } from "./call-rows";

const MOST = 500;

/** The calls in progress, longest first, at most 500. Needs `calls.read`. */
export async function listActiveCalls(
  context: Pick<ServiceContext, "organizationId" | "permissions">,
): Promise<CallSummary[]> {
  requirePermission(context, "calls.read");
  const text = `${SUMMARY_SELECT} where c.organization_id = $1 and c.status = any($2::call_status[]) and c.ended_at is null
    order by c.started_at, c.id limit ${MOST}`;
  const { rows } = await withTenantSql(context.organizationId, (sql) =>
    sql.query<SummaryRow>(text, [context.organizationId, OPEN_STATUSES]),
  );
  return rows.map(toCallSummary);
}
