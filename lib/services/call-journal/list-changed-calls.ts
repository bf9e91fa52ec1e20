import type { CallSummary } from "@/lib/contracts/live/call-summary";
import { withSystemSql } from "@/lib/db/transaction";
import { SUMMARY_SELECT, type SummaryRow, toCallSummary } from "../calls/call-rows";

export type ChangedCall = { organizationId: string; summary: CallSummary };

/** How calls look now whose rows a journal just changed: what supervisors are told of calls that no session speaks for. */
export async function listChangedCalls(
  changed: readonly { organizationId: string; callId: string }[],
): Promise<ChangedCall[]> {
  if (changed.length === 0) return [];
  const { rows } = await withSystemSql("changed calls", (sql) =>
    sql.query<SummaryRow & { organization_id: string }>(
      `${SUMMARY_SELECT.replace("select ", "select c.organization_id, ")}
       join unnest($1::uuid[], $2::uuid[]) as w (organization_id, id) on w.organization_id = c.organization_id and w.id = c.id`,
      [changed.map((call) => call.organizationId), changed.map((call) => call.callId)],
    ),
  );
  return rows.map((row) => ({ organizationId: row.organization_id, summary: toCallSummary(row) }));
}
