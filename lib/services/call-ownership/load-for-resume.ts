import type { CallEvent } from "@/lib/contracts/live/events";
import { withTenantSql } from "@/lib/db/transaction";
import { type EventRow, toCallEvent } from "../calls/call-rows";

export type StoredForResume = {
  /** Ordered by `seq`. */
  events: CallEvent[];
  /** Whether the caller has talked with the person they were put through to last. */
  hasMetPerson: boolean;
};

/** What is stored of a call that a worker just claimed: enough to go on where the last owner stopped. */
export async function loadForResume(call: {
  organizationId: string;
  callId: string;
  callDay: string;
}): Promise<StoredForResume> {
  const { organizationId, callId, callDay } = call;
  return withTenantSql(organizationId, async (sql) => {
    const events = await sql.query<EventRow>(
      `select call_id, seq, at, body from call_events
       where organization_id = $1 and call_id = $2 and call_day = $3 order by seq`,
      [organizationId, callId, callDay],
    );
    const last = await sql.query<{ met: boolean }>(
      `select connected_at is not null as met from escalations
       where organization_id = $1 and call_id = $2 order by created_at desc, id desc limit 1`,
      [organizationId, callId],
    );
    return { events: events.rows.map(toCallEvent), hasMetPerson: last.rows[0]?.met ?? false };
  });
}
