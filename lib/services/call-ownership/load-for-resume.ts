import type { CallEvent } from "@/lib/contracts/live/events";
import { withTenantSql } from "@/lib/db/transaction";
import { type EventRow, toCallEvent } from "../calls/call-rows";

/** The stored facts of a call that a worker just claimed, ordered by `seq`: enough to go on where the last owner stopped. */
export async function loadForResume(call: {
  organizationId: string;
  callId: string;
  callDay: string;
}): Promise<CallEvent[]> {
  const { organizationId, callId, callDay } = call;
  const { rows } = await withTenantSql(organizationId, (sql) =>
    sql.query<EventRow>(
      `select call_id, seq, at, body from call_events
       where organization_id = $1 and call_id = $2 and call_day = $3 order by seq`,
      [organizationId, callId, callDay],
    ),
  );
  return rows.map(toCallEvent);
}
